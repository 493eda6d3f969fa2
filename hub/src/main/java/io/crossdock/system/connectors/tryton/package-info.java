/**
 * Speaks with the ERP Tryton (6.0) over its JSON-RPC: orders, invoices, shipments, stock, credit, prices and master
 * data. What Tryton does not promise, such as knowing an order again, is made up for here.
 */
@NullMarked
@ApplicationModule(id = "connectors.tryton",
        allowedDependencies = {"canonical", "json", "effects", "landscape", "replica", "connectors"})
package io.crossdock.system.connectors.tryton;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
