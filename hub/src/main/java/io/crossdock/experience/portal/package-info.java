/** The portal API: a buyer orders, asks, and follows. Every consumer sees its own accounts only. */
@ApplicationModule(id = "portal", allowedDependencies = {"canonical", "json", "journal", "gateway", "landscape", "inbox",
    "replica", "changes", "ordering", "reserving", "inventory", "fulfilment", "promising", "story",
    "customers", "catalog", "pricing",
    "credit", "invoicing", "connectors"})
@NullMarked
package io.crossdock.experience.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
