package io.crossdock.process.reconciliation;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Drift that a person has to decide about, or has asked the warehouse to count again.
 *
 * @param run       the last run that saw it
 * @param decidedBy who asked for a recount
 */
public record Drift(UUID id, String comparison, String system, State state, Instant since, UUID run,
        Difference difference, Optional<String> decidedBy) {

    /** How it stands. */
    public enum State {
        OPEN,
        /** Ours holds until the other system has counted again. */
        RECOUNT,
        CLOSED;

        /** {@code open}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
