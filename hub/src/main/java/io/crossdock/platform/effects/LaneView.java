package io.crossdock.platform.effects;

import java.time.Instant;
import java.util.Optional;

/**
 * How a lane is doing.
 *
 * @param waiting  effects that are ready
 * @param oldest   when the oldest unfinished effect was requested
 */
public record LaneView(String target, Optional<String> pausedBy, Optional<Instant> openUntil,
        int consecutiveFailures, Optional<String> lastFailure, int waiting, int sending, int inDoubt, int parked,
        Optional<Instant> oldest) {

    /** Whether calls are held back because the target did not answer. */
    public boolean broken(Instant now) {
        return openUntil.isPresent() && (openUntil.get().isAfter(now) || consecutiveFailures > 0);
    }
}
