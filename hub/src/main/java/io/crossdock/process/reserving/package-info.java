/** Carts and quotes: checks what a buyer wants kept, by the terms under which it would be promised, and keeps it. */
@ApplicationModule(id = "reserving", allowedDependencies = {"canonical", "json", "journal", "inbox", "landscape",
    "replica", "customers", "catalog", "inventory"})
@NullMarked
package io.crossdock.process.reserving;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
