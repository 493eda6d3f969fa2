/** Speaks with the ERP, the warehouses and the suppliers of the example estate. */
@NullMarked
@ApplicationModule(id = "connectors.estate",
        allowedDependencies = {"canonical", "json", "effects", "landscape", "replica", "connectors"})
package io.crossdock.system.connectors.estate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
