/** Who buys: the accounts of the ERP, replicated and held in memory. */
@NullMarked
@ApplicationModule(id = "customers",
        allowedDependencies = {"canonical", "landscape", "replica", "json", "connectors", "stewardship"})
package io.crossdock.system.customers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
