/** Understands the parcel carrier northway. */
@NullMarked
@ApplicationModule(id = "connectors.northway", allowedDependencies = {"canonical", "json", "landscape",
        "connectors"})
package io.crossdock.system.connectors.northway;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
