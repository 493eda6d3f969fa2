package io.crossdock.system.connectors;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Address;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.Sku;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * The request of effect {@code order.post}: an accepted order, to be booked as it was promised.
 *
 * @param reference      our order number, by which the books will know it
 * @param buyerReference the buyer's own number
 * @param currency       ISO 4217 code of every amount
 * @param tax            on all lines together
 * @param total          lines, freight and tax
 * @param shipToId       when the address is one on file
 */
public record OrderPosting(String reference, AccountId account, Optional<String> buyerReference,
        String currency,
        List<Line> lines, BigDecimal freight, BigDecimal tax, BigDecimal total, Optional<ShipToId> shipToId,
        Address shipTo) {

    /**
     * One line.
     *
     * @param quantity  in the unit ordered
     * @param unitPrice per unit ordered
     * @param shares    where it is planned to come from, for books that want to know; empty when nobody has said
     */
    public record Line(int lineNo, Sku sku, Quantity quantity, BigDecimal unitPrice, List<Share> shares) {

        /** A line of which nobody has said where it comes from. */
        public Line(int lineNo, Sku sku, Quantity quantity, BigDecimal unitPrice) {
            this(lineNo, sku, quantity, unitPrice, List.of());
        }

        public Line {
            // Requests that were kept before there were shares have none.
            shares = shares == null ? List.of() : List.copyOf(shares);
        }
    }

    /**
     * A part of a line, all of them together the line.
     *
     * @param from     a warehouse, or a supplier that ships for us; empty while nobody has it
     * @param quantity in the item's base unit
     */
    public record Share(Optional<LocationId> from, Quantity quantity) {
    }

    public OrderPosting {
        lines = List.copyOf(lines);
    }
}
