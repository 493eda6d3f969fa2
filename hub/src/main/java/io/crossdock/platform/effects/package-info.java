/** What the hub does to other systems: lanes, attempts, doubt and its resolution. */
@ApplicationModule(id = "effects", allowedDependencies = {"json", "journal", "landscape", "lifecycle", "tracing"})
@NullMarked
package io.crossdock.platform.effects;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
