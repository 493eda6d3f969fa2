package io.crossdock.canonical;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An article of the catalogue.
 *
 * @param weight of one base unit, in kilograms ({@code KGM}), not negative
 * @param taxClass key into the tax rates, such as {@code standard}
 * @param assortments groups of items it belongs to
 * @param leadTime from ordering it to having it in a warehouse, in whole days of 24 hours
 * @param supply who ships it besides us; must be present when {@code stocking} is {@code DROP_SHIP}
 * @param alternates what can be bought instead; absent: nothing
 * @param hazardClass of dangerous goods, by the UN's classes, such as {@code 3} or {@code 2.1}; absent: harmless
 */
public record Item(Sku sku, String description, Status status, Packs packs, List<Barcode> barcodes,
        Quantity weight, String taxClass, Set<String> assortments, Duration leadTime, Stocking stocking,
        Optional<Supply> supply, Optional<Alternates> alternates, Optional<String> hazardClass) {

    /** Whether the item can be ordered. */
    public enum Status {
        ACTIVE,
        DISCONTINUED
    }

    /** Where the item leaves from. */
    public enum Stocking {
        /** Our warehouses keep it. */
        STOCKED,
        /** The supplier keeps it and ships to the buyer. */
        DROP_SHIP
    }

    /** The number on one pack of the item. */
    public record Barcode(Gtin gtin, Unit unit) {
    }

    /**
     * How a supplier provides the item.
     *
     * @param supplierItem the supplier's own number of the item
     * @param leadTime from our order to its dispatch, in whole days of 24 hours
     */
    public record Supply(SupplierId supplier, String supplierItem, Duration leadTime) {

        public Supply {
            Text.required(supplierItem, 40, "supplier's item number");
            Text.refuse(leadTime.isNegative(), "lead time is negative");
        }
    }

    /**
     * What can be bought instead of the item.
     *
     * @param supersededBy what replaces it for good
     * @param substitutes  what serves as well, the best first; at most 10
     */
    public record Alternates(Optional<Sku> supersededBy, List<Sku> substitutes) {

        public Alternates {
            substitutes = List.copyOf(substitutes);
            Text.refuse(substitutes.size() > 10, "more than 10 substitutes");
        }
    }

    /** What a quantity of it weighs, in kilograms. */
    public BigDecimal kilograms(Quantity base) {
        return weight.value().multiply(base.value());
    }

    public Item {
        Text.required(description, 200, "description");
        Text.refuse(!weight.unit().equals(Unit.KILOGRAM), "weight is not in KGM");
        Text.refuse(weight.isNegative(), "weight is negative");
        Text.required(taxClass, 40, "tax class");
        Text.refuse(leadTime.isNegative(), "lead time is negative");
        barcodes = List.copyOf(barcodes);
        assortments = Set.copyOf(assortments);
        hazardClass.ifPresent(text -> Text.required(text, 10, "hazard class"));
        Text.refuse(stocking == Stocking.DROP_SHIP && supply.isEmpty(), sku + " is drop-shipped by nobody");
        for (Barcode barcode : barcodes) {
            Text.refuse(packs.factor(barcode.unit()).isEmpty(), "barcode on " + barcode.unit() + ", which "
                    + sku + " is not sold in");
        }
    }
}
