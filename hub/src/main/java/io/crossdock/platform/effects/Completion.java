package io.crossdock.platform.effects;

import java.time.Duration;
import java.time.Instant;

/** A call or question that has ended, on its way into the ledger. */
sealed interface Completion {

    Leased leased();

    Instant startedAt();

    Instant endedAt();

    default Effect effect() {
        return leased().effect();
    }

    /** The target answered a call, or the call ended without an answer. */
    record Sent(Leased leased, Outcome outcome, Promise promise, Instant startedAt, Instant endedAt)
            implements Completion {
    }

    /**
     * The target was asked whether it has done something.
     *
     * @param visibleAfter how long after a call the target may not show yet what it has done
     */
    record LookedUp(Leased leased, Sighting sighting, Duration visibleAfter, Instant startedAt, Instant endedAt)
            implements Completion {
    }

    /** The worker that called did not come back while its lease ran. */
    record Lost(Leased leased, Promise promise, Instant endedAt) implements Completion {

        @Override
        public Instant startedAt() {
            return leased.since();
        }
    }
}
