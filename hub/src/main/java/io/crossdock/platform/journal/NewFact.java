package io.crossdock.platform.journal;

import java.util.Objects;
import java.util.Optional;

/**
 * A fact about to be written.
 *
 * @param type        what happened, in the past tense: {@code order.accepted}
 * @param subject     the business number it is about: {@code SO-100001}
 * @param key         the ordering key: facts of one key are consumed in the order in which they were written
 * @param origin      the story it belongs to and what caused it
 * @param version     version of the shape of {@code data}, from 1
 * @param data        a record or map that becomes the JSON object
 */
public record NewFact(String type, String subject, String key, Origin origin, int version, Object data) {

    public NewFact {
        Objects.requireNonNull(data, "data");
        if (type.isBlank() || subject.isBlank() || key.isBlank()) {
            throw new IllegalArgumentException("a fact needs a type, a subject and a key");
        }
        if (version < 1) {
            throw new IllegalArgumentException("versions start at 1, not " + version);
        }
    }

    /** Version 1 of a fact whose ordering key is its subject. */
    public static NewFact of(String type, String subject, Origin origin, Object data) {
        return new NewFact(type, subject, subject, origin, 1, data);
    }

    /**
     * Where a fact or effect comes from.
     *
     * @param correlation the story: one per order, from the first message to the last invoice
     * @param causation   position of the fact that caused it; empty at the beginning of a story
     * @param actor       who: {@code consumer:portal-demo}, {@code system:wms-atl}, {@code user:admin}, {@code hub}
     * @param traceparent {@code W3C Trace Context §3.2}
     */
    public record Origin(String correlation, Optional<Long> causation, String actor, Optional<String> traceparent) {

        public Origin {
            if (correlation.isBlank() || actor.isBlank()) {
                throw new IllegalArgumentException("an origin needs a correlation and an actor");
            }
        }

        public static Origin start(String correlation, String actor) {
            return new Origin(correlation, Optional.empty(), actor, Optional.empty());
        }
    }
}
