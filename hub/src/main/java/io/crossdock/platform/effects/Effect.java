package io.crossdock.platform.effects;

import io.crossdock.platform.journal.NewFact.Origin;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * An effect as the ledger holds it.
 *
 * @param attempts  how often it was sent
 * @param lookups   how often the target was asked whether it was done
 * @param reference the target's number for it
 * @param code      stable code of the refusal or trouble
 * @param reason    a sentence about it
 */
public record Effect(UUID id, String target, String kind, String businessKey, String orderingKey, Tier tier,
        EffectState state, JsonNode request, int attempts, int lookups, Instant nextAttemptAt,
        Optional<String> reference, Optional<JsonNode> response, Optional<String> code, Optional<String> reason,
        Origin origin, Instant createdAt, Optional<Instant> startedAt, Optional<Instant> finishedAt) {
}
