package io.crossdock.platform.effects;

import java.time.Instant;

/** A call or question that has ended, on its way into the ledger. */
sealed interface Completion {

    Effect effect();

    Instant startedAt();

    Instant endedAt();

    record Sent(Effect effect, Outcome outcome, Promise promise, Instant startedAt, Instant endedAt)
            implements Completion {
    }

    record LookedUp(Effect effect, Sighting sighting, Instant startedAt, Instant endedAt) implements Completion {
    }
}
