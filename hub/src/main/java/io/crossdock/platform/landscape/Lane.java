package io.crossdock.platform.landscape;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The budget for effects toward one system, shared by all replicas of the hub.
 *
 * @param concurrency effects under way at once (8)
 * @param ratePerSecond effects begun per second (100)
 * @param maxAttempts tries before a person is asked (12)
 * @param firstBackoff pause after the first failure, doubled each time (500 ms)
 * @param maxBackoff no pause is longer (1 min)
 * @param breakerFailures failures in a row that open the breaker (5)
 * @param breakerOpen pause before one effect tries the system again (5 s)
 * @param lease how long a worker may keep an effect before it is in doubt (30 s)
 * @param settle how long after an ambiguous call the system may still act on it (5 s)
 * @param livePercent part of concurrency and rate that bulk work never takes; of a day's calls only critical work
 *                    takes as much, but a quarter at most (75)
 * @param callsPerDay effects begun and questions asked per day in the system's time zone; 0: no limit (0)
 * @param maintenance when the system is not to be called (never)
 * @param bounds how much may wait before channels are told to come back later
 */
public record Lane(int concurrency, BigDecimal ratePerSecond, int maxAttempts, Duration firstBackoff,
        Duration maxBackoff, int breakerFailures, Duration breakerOpen, Duration lease, Duration settle,
        int livePercent, int callsPerDay, List<MaintenanceWindow> maintenance, Bounds bounds) {

    /**
     * How much may wait for a system.
     *
     * @param effects critical and normal ones (50 000)
     * @param time    longest that they may take by forecast; empty: any
     */
    public record Bounds(int effects, Optional<Duration> time) {

        /** Enough for hours of outage, and still an end. */
        public static final Bounds DEFAULT = new Bounds(50_000, Optional.empty());
    }

    public static final Lane DEFAULT = new Lane(8, BigDecimal.valueOf(100), 12, Duration.ofMillis(500),
            Duration.ofMinutes(1), 5, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(5));

    /** Shared out as usual, without a limit per day. */
    public Lane(int concurrency, BigDecimal ratePerSecond, int maxAttempts, Duration firstBackoff, Duration maxBackoff,
            int breakerFailures, Duration breakerOpen, Duration lease, Duration settle) {
        this(concurrency, ratePerSecond, maxAttempts, firstBackoff, maxBackoff, breakerFailures, breakerOpen, lease,
                settle, 75, 0, List.of(), Bounds.DEFAULT);
    }

    public Lane {
        maintenance = List.copyOf(maintenance);
    }
}
