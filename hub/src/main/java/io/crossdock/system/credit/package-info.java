/** Credit standing of accounts, and the part of it that accepted orders hold. */
@ApplicationModule(id = "credit", allowedDependencies = {"canonical", "json", "journal", "landscape",
    "replica", "customers", "connectors"})
@NullMarked
package io.crossdock.system.credit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
