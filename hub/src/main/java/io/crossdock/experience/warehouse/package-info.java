/** What warehouses tell us: legs on their way, goods counted. */
@NullMarked
@ApplicationModule(id = "warehouse",
        allowedDependencies = {"canonical", "json", "journal", "inbox", "landscape", "gateway", "callbacks",
            "connectors", "fulfilment", "returns", "inventory", "catalog", "replica", "transports"})
package io.crossdock.experience.warehouse;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
