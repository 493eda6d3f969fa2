package io.crossdock.platform.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * A fact that waits for a person, with those of the same key that queue behind it.
 *
 * @param waiting       how many later facts of the key queue behind
 * @param nextAttemptAt when it is tried again by itself; empty: never
 */
public record Parked(String subscription, Fact fact, String code, String reason, int attempts, Instant parkedAt,
        Optional<Instant> nextAttemptAt, int waiting) {
}
