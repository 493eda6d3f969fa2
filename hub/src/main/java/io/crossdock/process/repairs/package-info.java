/** Repairs: what a fix would do is shown, approved, tried on one, and then done for all that share the cause. */
@ApplicationModule(id = "repairs", allowedDependencies = {"canonical", "json", "journal", "effects", "lifecycle",
    "story", "fulfilment", "ordering", "returns"})
@NullMarked
package io.crossdock.process.repairs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
