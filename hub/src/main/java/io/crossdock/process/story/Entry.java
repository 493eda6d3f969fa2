package io.crossdock.process.story;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * One thing that happened, or one time of waiting.
 *
 * @param label    a few words for the picture
 * @param sentence for somebody who knows orders, not queues
 * @param links    where it can be looked up in the ledgers
 * @param attempt  for calls to other systems
 */
public record Entry(When when, Lane lane, Kind kind, String label, String sentence, Links links,
        Optional<Try> attempt) {

    /** What sort of thing it is. */
    public enum Kind {
        /** Somebody told us something. */
        MESSAGE,
        /** The hub or a person decided. */
        DECISION,
        /** A call to another system. */
        ATTEMPT,
        /** Nothing happens, and why. */
        WAIT,
        /** What a buyer would ask about. */
        MILESTONE,
        /** Somebody may have to do something. */
        TROUBLE
    }

    /** The rows behind an entry. */
    public record Links(Optional<Long> fact, Optional<UUID> effect, Optional<UUID> message) {

        static final Links NONE = new Links(Optional.empty(), Optional.empty(), Optional.empty());

        static Links fact(long position, Optional<UUID> message) {
            return new Links(Optional.of(position), Optional.empty(), message);
        }

        static Links effect(UUID id) {
            return new Links(Optional.empty(), Optional.of(id), Optional.empty());
        }

        static Links message(UUID id) {
            return new Links(Optional.empty(), Optional.empty(), Optional.of(id));
        }
    }

    /**
     * A call, or several alike in a row.
     *
     * @param number the first one's number
     * @param times  how many
     * @param took   from the beginning of the first to the answer of the last
     */
    public record Try(int number, int times, Result result, Duration took) {
    }

    /** How a call ended. */
    public enum Result {
        DONE,
        /** Asked, and it was there. */
        FOUND,
        /** Asked, and it was not there. */
        ABSENT,
        /** The target said no. */
        REFUSED,
        /** The target takes no calls. */
        UNREACHABLE,
        /** Certainly not done; will be tried again. */
        FAILED,
        /** Nobody knows whether it was done. */
        LOST,
        /** A person decided. */
        PERSON
    }
}
