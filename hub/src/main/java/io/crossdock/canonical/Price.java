package io.crossdock.canonical;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What one unit of an item costs from a certain quantity on.
 *
 * @param unitPrice not negative, at most 6 decimals
 * @param unit the unit the price is for
 * @param minQuantity in {@code unit}; the price holds from this quantity on
 * @param validFrom first day, included
 * @param validTo last day, included; empty while there is no end
 * @param version the version its source gave it, for the decision receipt
 */
public record Price(Sku sku, Money unitPrice, Unit unit, Quantity minQuantity, Source source,
        LocalDate validFrom, Optional<LocalDate> validTo, String version) {

    private static final int MAX_DECIMALS = 6;

    /** Where a price comes from, in the order in which they are tried. */
    public enum Source {
        /** A line of the account's own contract. */
        CONTRACT,
        /** A quantity break everyone gets. */
        BREAK,
        /** The item's list price. */
        LIST
    }

    public Price {
        Text.refuse(unitPrice.signum() < 0, "price is negative");
        Text.refuse(unitPrice.amount().scale() > MAX_DECIMALS,
                "price has more than " + MAX_DECIMALS + " decimals");
        Text.refuse(!minQuantity.unit().equals(unit), "minimum quantity is not in the unit of the price");
        Text.refuse(minQuantity.isNegative(), "minimum quantity is negative");
        Text.refuse(validTo.isPresent() && validTo.get().isBefore(validFrom), "price ends before it begins");
        Text.required(version, 80, "version");
    }

    public boolean validOn(LocalDate day) {
        return !day.isBefore(validFrom) && validTo.map(end -> !day.isAfter(end)).orElse(true);
    }
}
