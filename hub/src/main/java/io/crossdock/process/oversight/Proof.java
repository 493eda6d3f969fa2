package io.crossdock.process.oversight;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How an invariant stands.
 *
 * @param lookedAt the last look that came to its end
 * @param provedAt the last look that found nothing
 * @param walkedAt when everything that is closed had last been looked at, from the first to the last
 * @param took     of the last look
 * @param failure  why the last look did not come to its end
 * @param breaches open ones
 */
public record Proof(Invariant invariant, Optional<Instant> lookedAt, Optional<Instant> provedAt,
        Optional<Instant> walkedAt, Optional<Duration> took, Optional<String> failure, int breaches) {

    /** In a word. */
    public enum State {
        /** Nobody has looked yet. */
        WAITING,
        HOLDS,
        BROKEN,
        /** Whoever looked could not come to an end. */
        UNKNOWN;

        /** {@code holds}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public State state() {
        return breaches > 0 ? State.BROKEN : failure.isPresent() ? State.UNKNOWN
                : lookedAt.isPresent() ? State.HOLDS : State.WAITING;
    }
}
