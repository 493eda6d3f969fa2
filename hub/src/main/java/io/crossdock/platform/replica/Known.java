package io.crossdock.platform.replica;

import java.time.Duration;
import java.time.Instant;

/**
 * A replicated answer with its papers, as a decision receipt wants them.
 *
 * @param version of this one answer, as its source counts
 * @param asOf the source still said so at this time
 */
public record Known<T>(T value, String version, Instant asOf) {

    public boolean within(Duration maxAge, Instant now) {
        return !asOf.plus(maxAge).isBefore(now);
    }
}
