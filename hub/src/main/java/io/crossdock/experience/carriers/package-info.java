/** What carriers tell us, each in its own words: packages on their way. */
@NullMarked
@ApplicationModule(id = "carriers",
        allowedDependencies = {"canonical", "journal", "inbox", "landscape", "gateway", "callbacks",
            "connectors", "fulfilment", "transports"})
package io.crossdock.experience.carriers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
