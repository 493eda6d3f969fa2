package io.crossdock.system.inventory;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;

/**
 * Goods that may not be shipped for a reason.
 *
 * @param quantity more than zero, in the base unit of the item
 * @param document what ordered it; one document holds goods of a position once
 * @param reason   for people: {@code quality}, {@code recall}, {@code damaged}
 */
public record Hold(Sku sku, LocationId location, Quantity quantity, String document, String reason) {

    public Hold {
        quantity.requirePositive();
        if (document.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("a hold needs a document and a reason");
        }
    }
}
