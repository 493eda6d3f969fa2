package io.crossdock.testing;

import io.crossdock.platform.effects.LaneSettings;
import java.time.Duration;

/**
 * Lanes beside a clock that a test moves. Hours that go by at once would otherwise cost a call under way its lease: it
 * counts as lost, and rests until the clock goes on, which it does not.
 */
public final class LongLease {

    private static final Duration LONG = Duration.ofDays(365);

    private LongLease() {
    }

    /** The same lane, whose calls may take as long as any test lets go by. */
    public static LaneSettings of(LaneSettings lane) {
        return new LaneSettings(lane.concurrency(), lane.ratePerSecond(), lane.maxAttempts(), lane.firstBackoff(),
                lane.maxBackoff(), lane.breakerFailures(), lane.breakerOpen(), LONG, lane.settle(), lane.shares(),
                lane.maintenance(), lane.bounds());
    }
}
