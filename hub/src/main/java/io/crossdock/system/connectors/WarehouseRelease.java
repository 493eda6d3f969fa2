package io.crossdock.system.connectors;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Address;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.Sku;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The request of effect {@code leg.release}: what a warehouse shall pick, pack and ship.
 *
 * @param leg      our leg number, by which the warehouse will know it
 * @param order    number of the order it belongs to
 * @param shipToId when the address is one on file
 * @param shipBy   last day of dispatch, in the warehouse's zone
 */
public record WarehouseRelease(String leg, String order, AccountId account, Optional<ShipToId> shipToId,
        Address shipTo, LocalDate shipBy, List<Line> lines) {

    /**
     * One line.
     *
     * @param lineNo   of the order
     * @param quantity in the item's base unit
     */
    public record Line(int lineNo, Sku sku, Quantity quantity) {
    }

    public WarehouseRelease {
        lines = List.copyOf(lines);
    }
}
