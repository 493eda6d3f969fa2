package io.crossdock.platform.effects;

import io.crossdock.platform.landscape.Lane.Bounds;
import io.crossdock.platform.landscape.MaintenanceWindow;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * Budget and patience of a lane, shared by all replicas.
 *
 * @param concurrency     most calls under way at once
 * @param ratePerSecond   calls begun per second; 0: no limit. A pause saves up at most half a second's worth, or one
 * @param maxAttempts     sends of one effect that fail for certain before it is parked
 * @param firstBackoff    wait after the first failure; doubles, with jitter, up to {@code maxBackoff}
 * @param breakerFailures failures in a row after which the lane rests for {@code breakerOpen}, then tries one call
 * @param lease           how long a worker may hold an effect; longer than any call takes, and than the clocks of
 *                        replicas differ
 * @param settle          wait between a lost answer and the first question whether the work was done
 * @param shares          what is kept for live work, and the budget of a day
 * @param maintenance     when the target is not to be called
 * @param bounds          how much may wait before channels are told to come back later
 */
public record LaneSettings(int concurrency, BigDecimal ratePerSecond, int maxAttempts, Duration firstBackoff,
        Duration maxBackoff, int breakerFailures, Duration breakerOpen, Duration lease, Duration settle,
        Shares shares, List<MaintenanceWindow> maintenance, Bounds bounds) {

    public static final LaneSettings DEFAULT = new LaneSettings(4, BigDecimal.ZERO, 12, Duration.ofSeconds(1),
            Duration.ofMinutes(5), 5, Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(1));

    /** Shared out as usual. */
    public LaneSettings(int concurrency, BigDecimal ratePerSecond, int maxAttempts, Duration firstBackoff,
            Duration maxBackoff, int breakerFailures, Duration breakerOpen, Duration lease, Duration settle) {
        this(concurrency, ratePerSecond, maxAttempts, firstBackoff, maxBackoff, breakerFailures, breakerOpen, lease,
                settle, Shares.DEFAULT);
    }

    /** Never in maintenance, and with the usual bound. */
    public LaneSettings(int concurrency, BigDecimal ratePerSecond, int maxAttempts, Duration firstBackoff,
            Duration maxBackoff, int breakerFailures, Duration breakerOpen, Duration lease, Duration settle,
            Shares shares) {
        this(concurrency, ratePerSecond, maxAttempts, firstBackoff, maxBackoff, breakerFailures, breakerOpen, lease,
                settle, shares, List.of(), Bounds.DEFAULT);
    }

    /** The same, in maintenance at times. */
    public LaneSettings in(List<MaintenanceWindow> windows) {
        return new LaneSettings(concurrency, ratePerSecond, maxAttempts, firstBackoff, maxBackoff, breakerFailures,
                breakerOpen, lease, settle, shares, windows, bounds);
    }

    /** The same with other bounds. */
    public LaneSettings bounded(Bounds others) {
        return new LaneSettings(concurrency, ratePerSecond, maxAttempts, firstBackoff, maxBackoff, breakerFailures,
                breakerOpen, lease, settle, shares, maintenance, others);
    }

    /** The same without maintenance and without a budget per day. */
    LaneSettings atAnyTime() {
        return new LaneSettings(concurrency, ratePerSecond, maxAttempts, firstBackoff, maxBackoff, breakerFailures,
                breakerOpen, lease, settle, new Shares(shares.livePercent(), 0, shares.zone()), List.of(), bounds);
    }

    public LaneSettings {
        maintenance = List.copyOf(maintenance);
        if (concurrency < 1 || ratePerSecond.signum() < 0 || maxAttempts < 1 || breakerFailures < 1
                || bounds.effects() < 1) {
            throw new IllegalArgumentException("a lane needs room for one call, one attempt and one failure");
        }
        if (firstBackoff.isNegative() || maxBackoff.isNegative() || breakerOpen.isNegative() || settle.isNegative()
                || !lease.isPositive()) {
            throw new IllegalArgumentException("a lane's waits are not negative and its lease is positive");
        }
    }
}
