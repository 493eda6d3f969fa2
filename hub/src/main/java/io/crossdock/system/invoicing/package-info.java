/** Invoices: what the ERP posted for what was shipped. */
@ApplicationModule(id = "invoicing",
        allowedDependencies = {"canonical", "json", "journal", "effects", "connectors", "landscape", "replica"})
@NullMarked
package io.crossdock.system.invoicing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
