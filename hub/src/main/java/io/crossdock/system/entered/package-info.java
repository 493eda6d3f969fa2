/** Orders that people have entered in an ERP itself: the hub has not posted them, but knows of them. */
@NullMarked
@ApplicationModule(id = "entered",
        allowedDependencies = {"canonical", "json", "journal", "landscape", "replica", "connectors"})
package io.crossdock.system.entered;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
