package io.crossdock.process.fulfilment;

import io.crossdock.platform.journal.Indigestible;
import java.util.Map;
import java.util.Optional;

/** Packages whose legs are locked until the caller's transaction ends. */
public final class LockedPackages {

    /** A package as its carrier calls it. */
    record Tracked(String carrier, String tracking) {
    }

    private final Map<Tracked, Leg> legs;

    LockedPackages(Map<Tracked, Leg> legs) {
        this.legs = Map.copyOf(legs);
    }

    /** @throws Indigestible for now, if the package is not known yet, or has not left as far as we know */
    public void requireLeft(String carrier, String tracking) {
        requireLeft(carrier, tracking, Optional.ofNullable(legs.get(new Tracked(carrier, tracking))));
    }

    static Leg requireLeft(String carrier, String tracking, Optional<Leg> known) {
        Leg leg = known.orElseThrow(() -> Indigestible.forNow("tracking-unknown", "No leg has a package with the "
                + carrier + " tracking number " + tracking + " yet."));
        if (leg.state().ordinal() < LegState.SHIPPED.ordinal()) {
            throw Indigestible.forNow("not-shipped-yet", "The carrier has " + tracking
                    + ", and the warehouse has not reported that leg " + leg.number() + " left.");
        }
        return leg;
    }
}
