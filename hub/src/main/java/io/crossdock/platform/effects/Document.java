package io.crossdock.platform.effects;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * One of several documents that a target has for one effect.
 *
 * @param reference the target's number of it
 * @param decidedBy who said which one is ours, or that this one is undone
 */
public record Document(UUID effect, String reference, Standing standing, Instant seenAt, Optional<String> decidedBy,
        Optional<Instant> decidedAt) {

    /** What a document is to us. */
    public enum Standing {
        /** A person has to say which one is ours. */
        CANDIDATE,
        OURS,
        /** One too many: it has to be undone at the target. */
        SURPLUS,
        UNDONE;

        static Standing of(String column) {
            return valueOf(column.toUpperCase(Locale.ROOT));
        }
    }
}
