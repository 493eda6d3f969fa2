/** What is sold: items, packs and barcodes of the ERP, replicated and held in memory. */
@NullMarked
@ApplicationModule(id = "catalog",
        allowedDependencies = {"canonical", "landscape", "replica", "json", "connectors", "stewardship"})
package io.crossdock.system.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
