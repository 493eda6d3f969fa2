package io.crossdock.system.connectors;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import java.util.List;
import java.util.Optional;

/**
 * The request of effect {@code invoice.post}: a shipment to be invoiced.
 *
 * @param shipment our reference of the shipment, by which the books will know the invoice
 * @param order    our number of the order it belongs to
 * @param from     the warehouse, or the supplier that ships for us, that it left
 */
public record InvoiceRequest(String shipment, String order, List<Line> lines, Optional<LocationId> from) {

    /** Of a shipment of which nobody has said where it left from. */
    public InvoiceRequest(String shipment, String order, List<Line> lines) {
        this(shipment, order, lines, Optional.empty());
    }

    /**
     * One line.
     *
     * @param lineNo   of the order
     * @param quantity what was shipped, in the unit ordered or in the item's base unit
     */
    public record Line(int lineNo, Quantity quantity) {
    }

    public InvoiceRequest {
        lines = List.copyOf(lines);
    }
}
