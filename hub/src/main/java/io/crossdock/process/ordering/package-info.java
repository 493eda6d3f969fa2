/** Orders: everything is checked, promised and reserved before anything is said to the buyer. */
@ApplicationModule(id = "ordering", allowedDependencies = {"canonical", "json", "journal", "inbox", "effects", "series",
    "landscape", "replica", "customers", "catalog", "pricing", "inventory", "credit", "connectors", "fulfilment"})
@NullMarked
package io.crossdock.process.ordering;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
