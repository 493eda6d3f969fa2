/** Understands the freight carrier roadlink. */
@NullMarked
@ApplicationModule(id = "connectors.roadlink", allowedDependencies = {"canonical", "landscape", "xml", "connectors"})
package io.crossdock.system.connectors.roadlink;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
