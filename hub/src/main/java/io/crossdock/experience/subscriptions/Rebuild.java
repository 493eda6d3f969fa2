package io.crossdock.experience.subscriptions;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What has happened in a time, told again to one subscription.
 *
 * @param to     exclusive
 * @param facts  of the time
 * @param read   how many of them were read so far
 * @param events those that were for the subscription
 * @param position of the last fact that was read
 */
public record Rebuild(UUID id, String subscription, Instant from, Instant to, long facts, long read, long events,
        long position, State state, String askedBy, String why, Instant askedAt, Optional<Instant> endedAt) {

    /** How far it is. */
    public enum State {
        RUNNING, DONE, STOPPED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String column) {
            return valueOf(column.toUpperCase(Locale.ROOT));
        }
    }

    /** From 0 to 100. */
    public int percent() {
        return state == State.DONE ? 100 : (int) Math.min(99, 100 * read / facts);
    }
}
