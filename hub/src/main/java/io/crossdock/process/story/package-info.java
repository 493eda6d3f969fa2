/** The story of an order, and what needs a person: readings of the three ledgers, never a truth of their own. */
@ApplicationModule(id = "story", allowedDependencies = {"canonical", "json", "journal", "inbox", "effects", "landscape",
    "replica", "customers", "connectors", "invoicing", "ordering", "returns", "fulfilment", "reconciliation",
    "oversight", "stewardship", "maps"})
@NullMarked
package io.crossdock.process.story;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
