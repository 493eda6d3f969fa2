package io.crossdock.process.story;

import io.crossdock.canonical.AccountId;
import java.util.Optional;
import java.util.UUID;

/**
 * Which orders to list, newest first.
 *
 * @param before only orders older than this one
 * @param limit  1 to 200
 */
public record OrderFilter(View view, Optional<String> channel, Optional<AccountId> account, Optional<UUID> before,
        int limit) {

    /** The lists that people ask for. */
    public enum View {
        ALL("All"),
        OPEN("Open"),
        /** The ERP does not have it yet. */
        WAITING("Waiting for the ERP"),
        TROUBLE("In trouble"),
        /** Some of it waits for goods. */
        BACKORDERED("Backordered"),
        COMPLETE("Complete"),
        CANCELLED("Cancelled");

        private final String label;

        View(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public OrderFilter {
        if (limit < 1 || limit > 200) {
            throw new IllegalArgumentException("a page has 1 to 200 orders");
        }
    }
}
