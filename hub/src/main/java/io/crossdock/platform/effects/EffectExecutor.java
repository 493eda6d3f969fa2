package io.crossdock.platform.effects;

import java.time.Duration;

/**
 * Does effects of one kind. Called on a virtual thread, outside any transaction; returns within the call time-out
 * of the target's settings, which is shorter than the lane's lease. What it throws counts as
 * {@link Outcome.Ambiguous}.
 */
public interface EffectExecutor {

    String kind();

    Promise promise(String target);

    Outcome execute(Effect effect);

    /** Asked only of targets that promise {@link Promise#LOOKUP}. */
    Sighting lookup(Effect effect);

    /** How long after a call the target may not show yet what it has done: until then "not found" is not believed. */
    default Duration visibleAfter(String target) {
        return Duration.ZERO;
    }
}
