package io.crossdock.process.reconciliation;

import io.crossdock.canonical.Money;
import io.crossdock.canonical.Quantity;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Drift: a difference that nothing under way explains.
 *
 * @param key        what differs, unique within its comparison and system: {@code CD-10001@ATL}
 * @param sentence   what is the matter, for people
 * @param ours       what we know, for people
 * @param theirs     what the other system says, for people
 * @param by         theirs less ours; empty when it cannot be counted
 * @param value      of that quantity, never below zero; empty when no price is known
 * @param repairable whether the other system's word can be taken
 * @param details    what its comparison needs to repair it
 */
public record Difference(String key, Cause cause, String sentence, String ours, String theirs, Optional<Quantity> by,
        Optional<Money> value, boolean repairable, JsonNode details) {
}
