package io.crossdock.canonical;

import java.util.List;
import java.util.Optional;

/**
 * One carton or pallet.
 *
 * @param tracking the carrier's number of this package
 * @param weight gross, in kilograms
 */
public record ShippedPackage(Sscc sscc, Optional<String> tracking, Optional<Quantity> weight,
        List<Content> contents) {

    /**
     * What a package holds of one order line.
     *
     * @param lineNo the line of the order
     * @param quantity more than zero
     */
    public record Content(int lineNo, Sku sku, Quantity quantity) {

        public Content {
            Text.refuse(lineNo < 1, "line numbers begin at 1");
            quantity.requirePositive();
        }
    }

    public ShippedPackage {
        tracking.ifPresent(text -> Text.required(text, 60, "tracking number"));
        weight.ifPresent(each -> Text.refuse(!each.unit().equals(Unit.KILOGRAM), "weight is not in KGM"));
        contents = List.copyOf(contents);
    }
}
