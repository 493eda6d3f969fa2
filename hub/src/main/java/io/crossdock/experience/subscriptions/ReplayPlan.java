package io.crossdock.experience.subscriptions;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a replay would deliver again, to this subscription and to nobody else.
 *
 * @param to     exclusive
 * @param events how many
 * @param byType how many of each type
 * @param first  the id of the first event
 * @param last   the id of the last event
 * @param hash   what an approval has to name: another one as soon as the plan would be another
 */
public record ReplayPlan(String subscription, Instant from, Instant to, int events, Map<String, Long> byType,
        Optional<String> first, Optional<String> last, String hash) {
}
