package io.crossdock.platform.gateway.entry;

import io.crossdock.platform.landscape.Consumer.Rate;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How much each consumer may still ask of this process: a token bucket per name. A changed rate holds at
 * once. Keeps at most {@value #MOST} buckets; full ones are dropped first, which changes nothing.
 * Thread-safe.
 */
final class TokenBuckets {

    private static final int MOST = 10_000;
    private static final double NANOS = 1e9;

    private final Clock clock;
    private final ConcurrentMap<String, Bucket> buckets = new ConcurrentHashMap<>();

    TokenBuckets(Clock clock) {
        this.clock = clock;
    }

    /** Whether a call may pass. */
    sealed interface Answer {

        /**
         * It may.
         *
         * @param left further calls that may follow at once
         * @param full until the bucket is full again
         */
        record Passed(long left, Duration full) implements Answer {}

        /** It may not; the next one may after {@code pause}. */
        record Refused(Duration pause) implements Answer {}
    }

    Answer take(String name, Rate rate) {
        if (buckets.size() >= MOST) {
            makeRoom();
        }
        return buckets.computeIfAbsent(name, any -> new Bucket(rate, nanos())).take(rate, nanos());
    }

    private void makeRoom() {
        long now = nanos();
        buckets.values().removeIf(bucket -> bucket.isFull(now));
        if (buckets.size() >= MOST) {
            buckets.clear();
        }
    }

    private long nanos() {
        var now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    private static final class Bucket {

        private Rate rate;
        private double tokens;
        private long filledAt;

        private Bucket(Rate rate, long now) {
            this.rate = rate;
            this.tokens = rate.burst();
            this.filledAt = now;
        }

        private synchronized Answer take(Rate inForce, long now) {
            rate = inForce;
            fill(now);
            double perSecond = rate.perSecond().doubleValue();
            if (tokens >= 1) {
                tokens -= 1;
                return new Answer.Passed((long) tokens, seconds((rate.burst() - tokens) / perSecond));
            }
            return new Answer.Refused(seconds((1 - tokens) / perSecond));
        }

        private synchronized boolean isFull(long now) {
            fill(now);
            return tokens >= rate.burst();
        }

        private void fill(long now) {
            double elapsed = Math.max(0, now - filledAt) / NANOS;
            tokens = Math.min(rate.burst(), tokens + elapsed * rate.perSecond().doubleValue());
            filledAt = now;
        }

        private static Duration seconds(double seconds) {
            return Duration.ofNanos((long) Math.ceil(seconds * NANOS));
        }
    }
}
