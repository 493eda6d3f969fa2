/** Replay: what would be done again is planned, approved by its fingerprint, and then done in the background. */
@ApplicationModule(id = "replay", allowedDependencies = {"json", "journal", "inbox", "effects", "landscape", "lifecycle",
    "maps"})
@NullMarked
package io.crossdock.process.replay;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
