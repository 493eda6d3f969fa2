package io.crossdock.process.fulfilment;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What {@code supply.rippled} says: the promises that a change of supply has touched. Its key is the position.
 *
 * @param cause      what changed the supply, as the movement names it
 * @param hurt       promises that had to find another way, or are kept later
 * @param endangered promises that a warehouse works on and for which it will not have enough; it says so itself
 * @param saved      promises that waited and have goods now, or will have them earlier
 */
public record SupplyRipple(Sku sku, LocationId location, String cause, List<Touched> hurt, List<Touched> endangered,
        List<Touched> saved, List<String> carts) {

    SupplyRipple(Sku sku, LocationId location, String cause, List<Touched> hurt, List<Touched> endangered,
            List<Touched> saved) {
        this(sku, location, cause, hurt, endangered, saved, List.of());
    }

    public static final String TYPE = "supply.rippled";

    /**
     * A leg and what of the item it still wants, in base units.
     *
     * @param promisedBefore the day it was promised for, where that has changed
     * @param promisedFor    the day it is promised for now, where that has changed
     */
    public record Touched(LegNumber leg, Quantity quantity, Optional<LocalDate> promisedBefore,
            Optional<LocalDate> promisedFor) {

        Touched(LegNumber leg, Quantity quantity) {
            this(leg, quantity, Optional.empty(), Optional.empty());
        }

        Touched promised(LocalDate before, LocalDate now) {
            return new Touched(leg, quantity, Optional.of(before), Optional.of(now));
        }

        /** Whether it is promised for a later day than before. */
        boolean isLater() {
            return promisedFor.filter(now -> promisedBefore.filter(now::isAfter).isPresent()).isPresent();
        }

        static Optional<Touched> of(Leg leg, Sku sku) {
            return leg.lines().stream().filter(line -> line.sku().equals(sku)).map(Leg.Line::open)
                    .filter(Quantity::isPositive).reduce(Quantity::plus)
                    .map(quantity -> new Touched(leg.number(), quantity));
        }
    }

    NewFact fact(Origin origin) {
        return NewFact.of(TYPE, sku + "@" + location, origin, this);
    }
}
