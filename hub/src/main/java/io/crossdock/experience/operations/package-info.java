/** The API for those who run the hub: their own programs watch and act here, with scopes of their own. */
@ApplicationModule(id = "operations", allowedDependencies = {
    "canonical", "journal", "effects", "gateway", "landscape", "reconciliation", "oversight", "regret",
    "stewardship", "subscriptions", "connectors", "returns", "story", "repairs", "alerts", "catalog",
    "replay", "practice", "maps", "entered"})
@NullMarked
package io.crossdock.experience.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
