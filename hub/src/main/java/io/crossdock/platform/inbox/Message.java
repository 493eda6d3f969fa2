package io.crossdock.platform.inbox;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A message as the inbox keeps it.
 *
 * @param subject the business number that it turned out to be about
 * @param outcome what was understood or answered; empty until the message is settled
 */
public record Message(UUID id, String source, String dedupeKey, String contentType, byte[] payload,
        Instant receivedAt, String correlation, String actor, State state, Optional<String> subject,
        Optional<JsonNode> outcome) {

    /** What became of a message. */
    public enum State {
        /** Kept, not yet settled. */
        RECEIVED,
        /** Understood and acted upon. */
        DIGESTED,
        /** Understood and declined: a business answer. */
        REFUSED
    }
}
