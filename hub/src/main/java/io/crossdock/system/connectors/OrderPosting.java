package io.crossdock.system.connectors;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Address;
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
     */
    public record Line(int lineNo, Sku sku, Quantity quantity, BigDecimal unitPrice) {
    }

    public OrderPosting {
        lines = List.copyOf(lines);
    }
}
