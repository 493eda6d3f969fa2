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
 * @param changedAt  of its latest booking; missing where nothing has happened since it was posted
 */
record Order(String orderNumber, String externalReference, String account, @Nullable String buyerReference,
        String status, String currency, List<OrderLine> lines, BigDecimal net, BigDecimal freight,
        BigDecimal taxTotal, BigDecimal total, JsonNode shipTo, List<String> invoices, BigDecimal openAmount,
        Instant postedAt, long position, @Nullable Instant changedAt) {

    Optional<OrderLine> line(int lineNo) {
        return lines.stream().filter(line -> line.lineNo() == lineNo).findFirst();
    }

    /** With further lines, where it has none of their numbers; nothing is booked. */
    Order with(List<OrderLine> further) {
        List<OrderLine> all = new ArrayList<>(lines);
        further.stream().filter(line -> line(line.lineNo()).isEmpty()).forEach(all::add);
        return new Order(orderNumber, externalReference, account, buyerReference, status, currency, List.copyOf(all), net,
                freight, taxTotal, total, shipTo, invoices, openAmount, postedAt, position, changedAt);
    }

    /** The order after a booking: with other lines, and perhaps one more invoice. */
    Order booked(List<OrderLine> newLines, Optional<Invoice> invoice, BigDecimal newOpenAmount, Instant now) {
        List<String> all = new ArrayList<>(invoices);
        invoice.ifPresent(each -> all.add(each.invoiceNumber()));
        return new Order(orderNumber, externalReference, account, buyerReference, status(newLines), currency,
                newLines, net, freight, taxTotal, total, shipTo, List.copyOf(all), newOpenAmount, postedAt,
                position, now);
    }

    /** The order after lines were added to it. */
    Order with(List<OrderLine> newLines, BigDecimal newNet, BigDecimal newFreight, BigDecimal newTax, BigDecimal newTotal,
            BigDecimal newOpenAmount, Instant now, long newPosition) {
        return new Order(orderNumber, externalReference, account, buyerReference, status(newLines), currency,
                List.copyOf(newLines), newNet, newFreight, newTax, newTotal, shipTo, invoices, newOpenAmount, postedAt,
                newPosition, now);
    }

    /** Whether it was posted, invoiced or cancelled at an instant or later. */
    boolean isChangedSince(Instant since) {
        return !(changedAt == null ? postedAt : changedAt).isBefore(since);
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
