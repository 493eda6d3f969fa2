/** Legs: which place ships what, how far it has come, and what happens when something is missing. */
@ApplicationModule(id = "fulfilment", allowedDependencies = {"canonical", "json", "journal", "effects", "landscape",
    "inventory", "catalog", "customers", "connectors", "replica"})
@NullMarked
package io.crossdock.process.fulfilment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
