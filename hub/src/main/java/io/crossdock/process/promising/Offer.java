package io.crossdock.process.promising;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What can be promised. Quantities without a unit of their own are whole packs of {@code unit}, rounded down.
 *
 * @param available    now, all places together that were asked about
 * @param enough       whether the wish can be promised now
 * @param places       what of it lies where, in the base unit; {@code asOf} is when the place was last heard of
 * @param dates        totals that can be promised from later days on, rising
 * @param on           the day on which the wish can be promised; absent when it cannot within the horizon
 * @param more         what it would take to promise more
 * @param priority     the class of accounts that was reckoned with, where the landscape has classes
 * @param leadTimeDays of a supplier who ships it to the buyer
 */
public record Offer(Sku sku, Unit unit, BigDecimal available, boolean enough, List<Place> places, List<Total> dates,
        Optional<LocalDate> on, List<More> more, Optional<String> priority, Optional<Integer> leadTimeDays) {

    public record Place(LocationId location, Quantity available, Instant asOf) {
    }

    public record Total(LocalDate on, BigDecimal available) {
    }

    /**
     * A way to more than {@code available}.
     *
     * @param way       the name of a {@link Way}, in small letters
     * @param sku       another item, that is to be bought instead
     * @param available how much in all, in the unit asked for; for {@code base_unit} in the base unit; of another item
     *                  how much of that one now; absent where there is no bound
     */
    public record More(String way, Optional<LocationId> location, Optional<LocalDate> on, Optional<Sku> sku,
            Optional<BigDecimal> available) {

        More(Way way, Optional<LocationId> location, Optional<LocalDate> on, Optional<BigDecimal> available) {
            this(way.name().toLowerCase(Locale.ROOT), location, on, Optional.empty(), available);
        }

        More(Way way, Sku sku, BigDecimal available) {
            this(way.name().toLowerCase(Locale.ROOT), Optional.empty(), Optional.empty(), Optional.of(sku),
                    Optional.of(available));
        }
    }

    /** Ways to promise more than can be promised now. */
    public enum Way {
        /** From another place than the one asked about. */
        OTHER_LOCATION,
        /** Later, from what is expected. */
        LATER,
        /** In a smaller unit: less than one pack is left. */
        BASE_UNIT,
        /** By another item that replaces it for good. */
        SUPERSESSION,
        /** By another item that serves as well. */
        SUBSTITUTE,
        /** By ordering it; the day is an estimate from the item's lead time. */
        REORDER
    }

    /** How old what an offer was made of is; the epoch stands for never. */
    public record Ages(Instant stock, Instant expected, Instant waiting) {
    }
}
