/**
 * Roles that outside systems play for us. A connector implements roles; the landscape says which connector
 * speaks with which system. Connectors never see each other, and nobody here knows a connector by name.
 */
@NullMarked
@ApplicationModule(id = "connectors", allowedDependencies = {"canonical", "json", "effects", "landscape", "maps",
        "replica", "tls"})
package io.crossdock.system.connectors;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
