/**
 * What things cost: contracts, breaks, list prices and tax rates of the ERP, replicated and held in memory.
 */
@NullMarked
@ApplicationModule(id = "pricing",
        allowedDependencies = {"canonical", "landscape", "replica", "json", "connectors", "customers", "stewardship"})
package io.crossdock.system.pricing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
