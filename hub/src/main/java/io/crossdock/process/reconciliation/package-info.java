/** Compares what we know with what other systems say, repairs small drift and shows the rest to people. */
@ApplicationModule(id = "reconciliation", allowedDependencies = {"canonical", "json", "journal", "inbox", "landscape",
    "lifecycle", "replica", "connectors", "inventory", "pricing", "invoicing", "effects", "fulfilment"})
@NullMarked
package io.crossdock.process.reconciliation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
