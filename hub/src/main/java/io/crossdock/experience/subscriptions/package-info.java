/** Webhooks out: programs that are told what happens to orders, by signed HTTP calls. */
@ApplicationModule(id = "subscriptions", allowedDependencies = {"canonical", "json", "journal", "effects", "landscape",
    "lifecycle", "connectors", "invoicing", "fulfilment", "ordering", "alerts"})
@NullMarked
package io.crossdock.experience.subscriptions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
