package io.crossdock.platform.effects;

import io.crossdock.platform.effects.Outcome.Ambiguous;
import io.crossdock.platform.effects.Outcome.Done;
import io.crossdock.platform.effects.Outcome.Failed;
import io.crossdock.platform.effects.Outcome.Refused;
import io.crossdock.platform.effects.Outcome.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What comes after a call or a question: the whole decision, without a database or a clock. */
final class EffectLifecycle {

    /** Unanswered questions before a person is asked instead: more than a weekend at the longest default wait. */
    static final int LOOKUPS_MAX = 1000;
    /** Longest rest that a target may ask for. */
    static final Duration RETRY_AFTER_MAX = Duration.ofHours(1);

    private EffectLifecycle() {
    }

    /** What the call tells about the target as a whole. */
    enum Health {
        ANSWERED, UNREACHABLE,
        /** The fault lies with the hub. */
        UNTOLD
    }

    /**
     * The next state of an effect.
     *
     * @param pause until the next attempt; zero: at once
     * @param counts whether the attempt counts toward the limit
     */
    record Next(EffectState state, String outcome, Duration pause, boolean counts, Health health,
            @Nullable String reference, @Nullable JsonNode response, @Nullable String code,
            @Nullable String reason) {

        Instant due(Instant now) {
            return now.plus(pause);
        }

        private static Next waiting(EffectState state, String outcome, Duration pause, boolean counts, Health health,
                String code, String reason) {
            return new Next(state, outcome, pause, counts, health, null, null, code, reason);
        }
    }

    static Next afterCall(Outcome outcome, Promise promise, int attempts, LaneSettings lane) {
        return switch (outcome) {
            case Done(String reference, JsonNode response) -> new Next(EffectState.DONE, "done", Duration.ZERO, true,
                    Health.ANSWERED, reference, response, null, null);
            case Refused(String code, String reason) -> Next.waiting(EffectState.REFUSED, "refused", Duration.ZERO,
                    true, Health.ANSWERED, code, reason);
            case Unavailable(String reason, Optional<Duration> after) -> Next.waiting(EffectState.READY,
                    "unavailable", after.map(EffectLifecycle::bounded).orElseGet(() -> backoff(attempts, lane)), false,
                    Health.UNREACHABLE, "unavailable", reason);
            case Failed(String reason) when attempts >= lane.maxAttempts() -> Next.waiting(EffectState.PARKED,
                    "failed", Duration.ZERO, true, Health.ANSWERED, "attempts-exhausted",
                    "Failed " + attempts + " times, last: " + reason);
            case Failed(String reason) -> Next.waiting(EffectState.READY, "failed", backoff(attempts, lane), true,
                    Health.ANSWERED, "failed", reason);
            case Ambiguous(String reason) ->
                doubtful("ambiguous", Health.UNREACHABLE, reason, promise, attempts, lane);
        };
    }

    /** The worker that called was killed, or was slower than its lease. */
    static Next afterLoss(Promise promise, int attempts, LaneSettings lane) {
        return doubtful("lost", Health.UNTOLD, "The worker that sent it did not come back.", promise, attempts, lane);
    }

    private static Next doubtful(String outcome, Health health, String reason, Promise promise, int attempts,
            LaneSettings lane) {
        return switch (promise) {
            case NATIVE_KEY -> attempts >= lane.maxAttempts()
                    ? Next.waiting(EffectState.PARKED, outcome, Duration.ZERO, true, health, "attempts-exhausted",
                            "No answer after " + attempts + " attempts, last: " + reason)
                    : Next.waiting(EffectState.READY, outcome, backoff(attempts, lane), true, health, outcome, reason);
            case LOOKUP -> Next.waiting(EffectState.IN_DOUBT, outcome, lane.settle(), true, health, "in-doubt",
                    reason);
            case NONE -> Next.waiting(EffectState.PARKED, outcome, Duration.ZERO, true, health, "in-doubt",
                    reason + " The target cannot be asked whether it was done.");
        };
    }

    static Next afterLookup(Sighting sighting, int lookups, int attempts, LaneSettings lane) {
        return switch (sighting) {
            case Sighting.Found(String reference, JsonNode response) -> new Next(EffectState.DONE, "found",
                    Duration.ZERO, true, Health.ANSWERED, reference, response, null, null);
            case Sighting.Absent() when attempts >= lane.maxAttempts() -> Next.waiting(EffectState.PARKED, "absent",
                    Duration.ZERO, true, Health.ANSWERED, "attempts-exhausted",
                    "The answer was lost " + attempts + " times and the target does not have it.");
            case Sighting.Absent() -> Next.waiting(EffectState.READY, "absent", Duration.ZERO, true,
                    Health.ANSWERED, "absent", "The target does not have it; it is sent again.");
            case Sighting.Several(var references) -> Next.waiting(EffectState.PARKED, "several", Duration.ZERO,
                    true, Health.ANSWERED, "several-found",
                    "The target has it " + references.size() + " times: " + String.join(", ", references) + ".");
            case Sighting.Unknown(String reason) when lookups >= LOOKUPS_MAX -> Next.waiting(EffectState.PARKED,
                    "unknown", Duration.ZERO, true, Health.UNREACHABLE, "in-doubt",
                    "Asked " + lookups + " times without an answer, last: " + reason);
            case Sighting.Unknown(String reason) -> Next.waiting(EffectState.IN_DOUBT, "unknown",
                    backoff(lookups, lane), true, Health.UNREACHABLE, "in-doubt", reason);
        };
    }

    /** The target does not have it, and may have it without showing it for so long. */
    static Next notYetVisible(Duration rest) {
        return Next.waiting(EffectState.IN_DOUBT, "absent", rest, true, Health.ANSWERED, "in-doubt",
                "The target does not show it, which it may do for another " + rest.toSeconds()
                        + " s even if it has it; it is asked again then.");
    }

    private static Duration bounded(Duration retryAfter) {
        return retryAfter.compareTo(RETRY_AFTER_MAX) < 0 ? retryAfter : RETRY_AFTER_MAX;
    }

    /** Doubles from {@code firstBackoff} to {@code maxBackoff}; each wait is drawn between half of that and all. */
    static Duration backoff(int attempts, LaneSettings lane) {
        int doublings = Math.clamp(attempts - 1, 0, 20);
        long full = Math.min(lane.maxBackoff().toMillis(), lane.firstBackoff().toMillis() << doublings);
        return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
    }
}
