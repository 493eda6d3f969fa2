/** What suppliers tell us: purchase orders acknowledged, shipped and invoiced. */
@NullMarked
@ApplicationModule(id = "supplierportal", allowedDependencies = {"canonical", "journal", "inbox", "landscape",
    "gateway", "callbacks", "fulfilment"})
package io.crossdock.experience.supplierportal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
