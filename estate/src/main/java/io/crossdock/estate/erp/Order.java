package io.crossdock.estate.erp;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An order in the ERP's books.
 *
 * @param openAmount what the order still adds to the account's exposure, invoices apart
 * @param position   of its latest booking
 */
record Order(String orderNumber, String externalReference, String account, @Nullable String buyerReference,
        String status, String currency, List<OrderLine> lines, BigDecimal net, BigDecimal freight,
        BigDecimal taxTotal, BigDecimal total, JsonNode shipTo, List<String> invoices, BigDecimal openAmount,
        Instant postedAt, long position) {

    Optional<OrderLine> line(int lineNo) {
        return lines.stream().filter(line -> line.lineNo() == lineNo).findFirst();
    }

    /** The order after a booking: with other lines, and perhaps one more invoice. */
    Order booked(List<OrderLine> newLines, Optional<Invoice> invoice, BigDecimal newOpenAmount) {
        List<String> all = new ArrayList<>(invoices);
        invoice.ifPresent(each -> all.add(each.invoiceNumber()));
        return new Order(orderNumber, externalReference, account, buyerReference, status(newLines), currency,
                newLines, net, freight, taxTotal, total, shipTo, List.copyOf(all), newOpenAmount, postedAt,
                position);
    }

    private static String status(List<OrderLine> lines) {
        boolean anyInvoiced = lines.stream().anyMatch(line -> line.invoicedBase().signum() > 0);
        boolean anyOpen = lines.stream().anyMatch(line -> line.openBase().signum() > 0);
        if (anyOpen) {
            return anyInvoiced ? "partially_invoiced" : "open";
        }
        return anyInvoiced ? "invoiced" : "cancelled";
    }
}
