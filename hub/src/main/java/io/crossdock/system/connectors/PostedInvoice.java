package io.crossdock.system.connectors;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What an {@link InvoiceSink} answers: the invoice as the books have it, in their rounding.
 *
 * @param number   the system's own number
 * @param currency ISO 4217 code of every amount
 * @param total    net, freight and tax
 */
public record PostedInvoice(String number, String currency, BigDecimal net, BigDecimal freight,
        BigDecimal tax, BigDecimal total, Instant postedAt, LocalDate dueOn, List<Line> lines) {

    public PostedInvoice {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param lineNo   of the order
     * @param quantity invoiced, in the unit ordered
     */
    public record Line(int lineNo, Sku sku, Quantity quantity, BigDecimal unitPrice, BigDecimal net) {
    }
}
