package io.crossdock.platform.inbox;

import io.crossdock.platform.journal.NewFact.Origin;

/**
 * A message at the door.
 *
 * @param source      who sends, as a namespace of dedupe keys: {@code portal:portal-demo}, {@code wms-atl}
 * @param dedupeKey   what the sender calls it: Idempotency-Key, webhook-id, interchange control number
 * @param contentType media type of the payload
 * @param payload     the bytes as they came
 * @param origin      who brings it, and the story it begins unless it turns out to belong to an older one
 */
public record Incoming(String source, String dedupeKey, String contentType, byte[] payload, Origin origin) {

    public Incoming {
        if (source.isBlank() || dedupeKey.isBlank()) {
            throw new IllegalArgumentException("a message needs a source and a dedupe key");
        }
    }

    /** A message that nobody traces. */
    public Incoming(String source, String dedupeKey, String contentType, byte[] payload, String actor,
            String correlation) {
        this(source, dedupeKey, contentType, payload, Origin.start(correlation, actor));
    }

    String actor() {
        return origin.actor();
    }

    String correlation() {
        return origin.correlation();
    }
}
