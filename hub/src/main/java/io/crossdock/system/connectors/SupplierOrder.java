package io.crossdock.system.connectors;

import io.crossdock.canonical.Address;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.SupplierId;
import java.util.List;

/**
 * The request of effect {@code purchase.order}: what a supplier shall ship to our buyer for us.
 *
 * @param leg      our leg number, by which the supplier will know it
 * @param order    number of the order it belongs to
 * @param currency ISO 4217 code
 */
public record SupplierOrder(String leg, String order, SupplierId supplier, String currency, Address shipTo,
        List<Line> lines) {

    /**
     * One line.
     *
     * @param lineNo   of the order
     * @param quantity in the item's base unit
     */
    public record Line(int lineNo, Sku sku, Quantity quantity) {
    }

    public SupplierOrder {
        lines = List.copyOf(lines);
    }
}
