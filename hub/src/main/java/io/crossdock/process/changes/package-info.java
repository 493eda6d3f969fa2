/** Changes of orders that were taken: what is done already decides what is undone, asked back or refused. */
@ApplicationModule(id = "changes", allowedDependencies = {"canonical", "json", "journal", "inbox", "catalog", "fulfilment",
    "ordering"})
@NullMarked
package io.crossdock.process.changes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
