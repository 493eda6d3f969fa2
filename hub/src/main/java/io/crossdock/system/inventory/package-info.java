/** Positions per item and location: what is there, what is promised, and every movement that made it so. */
@ApplicationModule(id = "inventory", allowedDependencies = {"canonical", "json", "journal", "landscape",
    "series", "lifecycle", "replica", "connectors"})
@NullMarked
package io.crossdock.system.inventory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
