/** What can be promised, to whom and by when: answered from memory, advisory; accepting an order decides. */
@ApplicationModule(id = "promising", allowedDependencies = {"canonical", "json", "landscape", "replica", "journal",
    "inventory", "catalog", "fulfilment"})
@NullMarked
package io.crossdock.process.promising;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
