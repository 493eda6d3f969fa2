package io.crossdock.platform.gateway;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/**
 * The thread that ties together everything done because of one request: in the logs, in the ledgers, in the
 * answer.
 *
 * @param id 1 to 128 letters, digits and {@code . _ : -}
 * @param traceparent W3C trace context of the request's own span, or as the caller sent it
 */
public record Correlation(String id, Optional<String> traceparent) {

    /** The header in which a correlation comes and goes. */
    public static final String HEADER = "X-Correlation-Id";

    /** Its name in the logs. */
    public static final String LOG_KEY = "correlation";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final ThreadLocal<Correlation> CURRENT = new ThreadLocal<>();

    public Correlation {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not a correlation: " + id);
        }
    }

    /** A correlation of one's own, for work that nobody else began: a UUID version 7 of the given instant. */
    public static Correlation begin(Instant now) {
        return new Correlation(uuid7(now).toString(), Optional.empty());
    }

    /**
     * Picks up what the caller sent, or begins anew. What is malformed is ignored.
     *
     * @param correlationId the header {@value #HEADER}, if sent; wins
     * @param traceparent the header {@code traceparent} (W3C Trace Context §3.2), if sent; its trace id is
     *     second choice
     */
    public static Correlation pickUp(Optional<String> correlationId, Optional<String> traceparent,
            Instant now) {
        var trace = traceparent.map(TRACEPARENT::matcher).filter(Matcher::matches);
        var context = trace.map(Matcher::group);
        return correlationId.filter(id -> ID.matcher(id).matches())
                .or(() -> trace.map(match -> match.group(1)))
                .map(id -> new Correlation(id, context))
                .orElseGet(() -> begin(now));
    }

    /** The correlation of the work this thread does; empty outside a request or an open scope. */
    public static Optional<Correlation> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /**
     * Makes this the current correlation of the thread, in the logs too, until the scope is closed.
     * Close it on the same thread.
     */
    public Scope open() {
        Correlation before = CURRENT.get();
        CURRENT.set(this);
        MDC.put(LOG_KEY, id);
        return () -> {
            if (before == null) {
                CURRENT.remove();
                MDC.remove(LOG_KEY);
            } else {
                CURRENT.set(before);
                MDC.put(LOG_KEY, before.id());
            }
        };
    }

    /** Ends what {@link Correlation#open()} began. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {

        @Override
        void close();
    }

    /** RFC 9562 §5.7. Nobody is admitted for knowing one, so that quick random bits will do. */
    private static UUID uuid7(Instant now) {
        var random = ThreadLocalRandom.current();
        long high = (now.toEpochMilli() << 16) | 0x7000L | (random.nextLong() >>> 52);
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
