package io.crossdock.process.fulfilment;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.journal.NewFact.Origin;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Legs that are locked until the caller's transaction ends. Who reports on many locks them all first, in the order of
 * their numbers and then the stock in its own: so nobody waits in a circle.
 */
public final class LockedLegs {

    private final Fulfilment fulfilment;
    private final Map<LegNumber, Leg> current = new HashMap<>();

    LockedLegs(Fulfilment fulfilment, List<Leg> legs) {
        this.fulfilment = fulfilment;
        legs.forEach(leg -> current.put(leg.number(), leg));
    }

    /** Locks what the legs hold of stock, and some other items. */
    public LockedLegs withStock(Collection<Sku> others) {
        fulfilment.lockGoods(current.values(), others);
        return this;
    }

    /**
     * What is said of a leg, understood with the leg as it is now.
     *
     * @throws Indigestible if there is no such leg, or what is said of it cannot be understood
     */
    public LegReport understand(LegNumber number, Function<Leg, LegReport> reading, Origin origin) {
        return reading.apply(leg(number, origin));
    }

    /**
     * Reports it.
     *
     * @throws Indigestible as {@link #understand}
     */
    public Answer report(LegNumber number, Function<Leg, LegReport> reading, Origin origin) {
        Leg leg = leg(number, origin);
        Answer answer = fulfilment.report(leg, reading.apply(leg), origin);
        if (answer instanceof Answer.Moved) {
            current.remove(number);
        }
        return answer;
    }

    private Leg leg(LegNumber number, Origin origin) {
        Leg leg = Optional.ofNullable(current.get(number)).or(() -> fulfilment.locked(number))
                .orElseThrow(() -> new Indigestible("leg-unknown",
                        "There is no leg " + number + "; " + origin.actor() + " reported on it."));
        current.put(number, leg);
        return leg;
    }
}
