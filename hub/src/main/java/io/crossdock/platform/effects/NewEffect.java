package io.crossdock.platform.effects;

import io.crossdock.platform.journal.NewFact.Origin;
import java.util.Objects;

/**
 * Something to be done to another system, exactly once per (target, kind, business key).
 *
 * @param target      the system, and so the lane: {@code erp}, {@code wms-atl}, {@code edi:acme}
 * @param kind        what is to be done: {@code order.post}
 * @param businessKey what the target will know it by: {@code SO-100001}
 * @param orderingKey effects of one key in one lane are done in the order in which they were requested
 * @param request     a record or map that becomes JSON
 */
public record NewEffect(String target, String kind, String businessKey, String orderingKey, Tier tier,
        Origin origin, Object request) {

    public NewEffect {
        Objects.requireNonNull(tier, "tier");
        Objects.requireNonNull(request, "request");
        if (target.isBlank() || kind.isBlank() || businessKey.isBlank() || orderingKey.isBlank()) {
            throw new IllegalArgumentException("an effect needs a target, a kind, a business key and an ordering key");
        }
    }
}
