package io.crossdock.platform.replica;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often a feed reads a system. One that is slow to answer is left alone for longer, so that it has time for what else is
 * asked of it: orders do not wait behind readings that are due again as soon as they end.
 */
final class Pace {

    /** A feed that takes longer than a quarter of its time is read less often than it is meant to be. */
    private static final int RESTS = 3;
    private static final Duration REST_MAX = Duration.ofMinutes(1);

    private final Map<String, Long> restsUntilNs = new ConcurrentHashMap<>();

    /** A reading has ended, well or not. */
    void took(String feed, long begunNs, long endedNs) {
        restsUntilNs.put(feed, endedNs + Math.min((endedNs - begunNs) * RESTS, REST_MAX.toNanos()));
    }

    boolean isResting(String feed, long nowNs) {
        Long until = restsUntilNs.get(feed);
        return until != null && nowNs - until < 0;
    }
}
