package io.crossdock.process.story;

import io.crossdock.platform.inbox.Message;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A message without its payload.
 *
 * @param bytes   size of the payload
 * @param outcome what was understood or answered
 */
public record MessageHead(UUID id, String source, String dedupeKey, String contentType, int bytes,
        Instant receivedAt, String actor, Message.State state, Optional<String> subject, Optional<JsonNode> outcome) {
}
