package io.crossdock.platform.effects;

import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Ends what was asked for in shadow lanes, the only effects that are ever taken out of the ledger. Thread-safe. */
@Component
public class ShadowEffects {

    /** Longer than any answer may still be on its way. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final ShadowEffectStore store;
    private final Clock clock;

    ShadowEffects(ShadowEffectStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Bulk work that is not begun is not done any more. Returns how much that was. */
    @Transactional(propagation = Propagation.MANDATORY)
    public int abandonBulk(String system, String why) {
        return store.abandon(ShadowLanes.of(system), Tier.BULK.rank(), why, clock.instant());
    }

    /** Whatever has not ended is given up. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void abandon(String system, String why) {
        store.abandon(ShadowLanes.of(system), Tier.CRITICAL.rank(), why, clock.instant());
    }

    /** Takes out what ended more than a day ago. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void forget(String system) {
        store.forget(ShadowLanes.of(system), clock.instant().minus(KEPT));
    }
}
