package io.crossdock.platform.inbox;

/**
 * A message at the door.
 *
 * @param source      who sends, as a namespace of dedupe keys: {@code portal:portal-demo}, {@code wms-atl}
 * @param dedupeKey   what the sender calls it: Idempotency-Key, webhook-id, interchange control number
 * @param contentType media type of the payload
 * @param payload     the bytes as they came
 * @param actor       {@code consumer:…} or {@code system:…}
 * @param correlation the story it begins, unless it turns out to belong to an older one
 */
public record Incoming(String source, String dedupeKey, String contentType, byte[] payload, String actor,
        String correlation) {

    public Incoming {
        if (source.isBlank() || dedupeKey.isBlank() || correlation.isBlank()) {
            throw new IllegalArgumentException("a message needs a source, a dedupe key and a correlation");
        }
    }
}
