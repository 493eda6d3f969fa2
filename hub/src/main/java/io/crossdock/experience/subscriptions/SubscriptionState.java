package io.crossdock.experience.subscriptions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A subscription and how it is doing.
 *
 * @param url           without its query
 * @param events        public names; all of them when it wants everything
 * @param accounts      whose events it gets; empty: everybody's
 * @param ordering      {@code order} or {@code none}
 * @param pausedBy      who has paused it
 * @param waiting       deliveries that wait or are under way
 * @param stuck         deliveries that wait for a person
 * @param oldest        when the oldest of them was asked for
 * @param lastDelivered when something was last taken
 * @param lastError     what was last the matter, until something is taken again
 */
public record SubscriptionState(String name, String url, List<String> events, List<String> accounts, String ordering,
        State state, Optional<String> pausedBy, int waiting, int stuck, Optional<Instant> oldest,
        Optional<Instant> lastDelivered, Optional<String> lastError) {

    public SubscriptionState {
        events = List.copyOf(events);
        accounts = List.copyOf(accounts);
    }

    /** How a subscription stands. */
    public enum State {
        ACTIVE, PAUSED,
        /** Its receiver does not answer: it is called again and again. */
        FAILING;

        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
