package io.crossdock.system.inventory;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;

/**
 * A change of what is promised.
 *
 * @param quantity more than zero, in the base unit of the item
 * @param document the leg, cart or quote it is for: {@code SO-100001-1}, {@code RV-1001}
 */
public record Reservation(Sku sku, LocationId location, Quantity quantity, String document) {

    public Reservation {
        quantity.requirePositive();
    }
}
