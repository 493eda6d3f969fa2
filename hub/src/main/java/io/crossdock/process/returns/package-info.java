/** Returns: asking, authorising, receiving, inspecting, crediting. */
@ApplicationModule(id = "returns", allowedDependencies = {"canonical", "json", "journal", "inbox", "effects", "series",
    "landscape", "lifecycle", "catalog", "invoicing", "connectors", "ordering", "fulfilment"})
@NullMarked
package io.crossdock.process.returns;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
