/** The console: what customer service and operations look at all day. Pages rendered here, live by server-sent events. */
@ApplicationModule(id = "console", allowedDependencies = {
    "canonical", "json", "journal", "inbox", "effects", "gateway", "landscape", "connectors", "invoicing",
    "inventory", "catalog", "promising", "ordering", "entered", "changes", "returns", "fulfilment", "story",
    "repairs",
    "reconciliation", "replay", "oversight", "regret", "stewardship", "subscriptions", "practice", "maps"})
@NullMarked
package io.crossdock.experience.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
