/** The EDI channel: interchanges in and out, partners, maps. */
@ApplicationModule(id = "edi", allowedDependencies = {"canonical", "json", "inbox", "journal", "effects", "series",
    "landscape", "maps", "gateway", "connectors", "catalog", "invoicing", "fulfilment", "ordering", "replica",
    "promising", "lifecycle", "repairs", "story", "transports", "changes"})
@NullMarked
package io.crossdock.experience.edi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
