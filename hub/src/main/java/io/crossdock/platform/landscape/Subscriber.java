package io.crossdock.platform.landscape;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A program that is told what happens, by signed HTTP calls, from {@code subscriptions/<id>.yaml}.
 *
 * @param url      http or https
 * @param secrets  what calls are signed with; two while one replaces the other
 * @param events   public names such as {@code order.accepted}; {@code *} for all of them
 * @param accounts whose events it gets
 * @param lane     the budget for calls to it
 */
public record Subscriber(String id, URI url, List<SecretRef> secrets, Set<String> events, Consumer.Accounts accounts,
        Ordering ordering, Reach reach, Timeouts timeouts, Lane lane) {

    /** More patient than usual: a subscriber may be away for a night. */
    static final Lane LANE = new Lane(4, BigDecimal.valueOf(50), 30, Duration.ofSeconds(1), Duration.ofMinutes(10), 5,
            Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(5));

    /** What is kept in order. */
    public enum Ordering {
        /** An order's events come one after the other; one that is not taken holds up those behind it. */
        ORDER,
        /** Nothing: each event goes by itself. */
        NONE
    }

    /** Which hosts may be called. */
    public enum Reach {
        /** Hosts of the public internet. */
        PUBLIC,
        /** Hosts of private networks and this machine as well. */
        ANYWHERE
    }

    public Subscriber {
        secrets = List.copyOf(secrets);
        events = Set.copyOf(events);
    }

    /** The lane its calls go through. */
    public String target() {
        return "hook:" + id;
    }

    public boolean wants(String event) {
        return events.contains("*") || events.contains(event);
    }
}
