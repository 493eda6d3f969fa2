package io.crossdock.system.inventory;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import java.time.Instant;

/**
 * The stock of an item at a location, in its base unit.
 *
 * @param onHand    what lies there
 * @param onHold    what may not be shipped
 * @param reserved  what is promised to orders, carts and quotes and has not left; never more than may be shipped
 * @param uncovered what is promised on top of it since a count or a hold took the goods away
 * @param countedAt when the warehouse or ERP last told us
 */
public record Stock(Sku sku, LocationId location, Quantity onHand, Quantity onHold, Quantity reserved,
        Quantity uncovered, Instant countedAt) {

    /** What can be promised; never below zero, even when more is held than is there. */
    public Quantity available() {
        return onHand.minus(onHold).minus(reserved).max(Quantity.zero(onHand.unit()));
    }

    /** The same place after {@code quantity} of the promises is given up: what had lost its goods is covered first. */
    public Stock freeing(Quantity quantity) {
        Quantity promised = reserved.plus(uncovered).minus(quantity);
        Quantity there = onHand.minus(onHold).max(Quantity.zero(onHand.unit()));
        return new Stock(sku, location, onHand, onHold, promised.min(there),
                promised.minus(there).max(Quantity.zero(onHand.unit())), countedAt);
    }

    /** The same place after {@code quantity} more is promised. */
    public Stock reserving(Quantity quantity) {
        return new Stock(sku, location, onHand, onHold, reserved.plus(quantity), uncovered, countedAt);
    }
}
