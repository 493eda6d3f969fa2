package io.crossdock.platform.effects;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * What the facts {@code effect.done}, {@code effect.refused}, {@code effect.in_doubt}, {@code effect.parked},
 * {@code effect.skipped} and {@code effect.retried} say. Their ordering key is that of the effect, their subject its
 * business key.
 */
public record EffectFact(UUID effect, String target, String kind, String businessKey, Optional<String> reference,
        Optional<JsonNode> response, Optional<String> code, Optional<String> reason) {

    public static final String DONE = "effect.done";
    public static final String REFUSED = "effect.refused";
    public static final String IN_DOUBT = "effect.in_doubt";
    public static final String PARKED = "effect.parked";
    public static final String SKIPPED = "effect.skipped";
    public static final String RETRIED = "effect.retried";
    /** The target has one document too many, which {@code reference} names. */
    public static final String DOUBLED = "effect.doubled";
    /** That document is undone at the target. */
    public static final String UNDONE = "effect.undone";

    /** The fact that tells of a state; none for the states that are nobody's business yet. */
    static Optional<String> type(EffectState state) {
        return Optional.ofNullable(TYPES.get(state));
    }

    private static final Map<EffectState, String> TYPES = Map.of(EffectState.DONE, DONE, EffectState.REFUSED, REFUSED,
            EffectState.IN_DOUBT, IN_DOUBT, EffectState.PARKED, PARKED, EffectState.SKIPPED, SKIPPED);
}
