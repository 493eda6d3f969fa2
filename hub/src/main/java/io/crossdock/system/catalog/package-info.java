/** What is sold: items, packs and barcodes of the ERP, replicated and held in memory; and what partners call them. */
@NullMarked
@ApplicationModule(id = "catalog",
        allowedDependencies = {"canonical", "landscape", "replica", "json", "connectors", "stewardship", "journal"})
package io.crossdock.system.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
