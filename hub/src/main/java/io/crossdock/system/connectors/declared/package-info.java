/** Speaks with systems whose connector is declared in the landscape: requests, answers and paging are data. */
@NullMarked
@ApplicationModule(id = "connectors.declared",
        allowedDependencies = {"canonical", "json", "xml", "effects", "landscape", "maps", "connectors", "replica"})
package io.crossdock.system.connectors.declared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
