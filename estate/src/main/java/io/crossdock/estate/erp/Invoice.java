package io.crossdock.estate.erp;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An invoice in the ERP's books. */
record Invoice(String invoiceNumber, String externalReference, String orderNumber, String orderReference,
        String account, List<Line> lines, BigDecimal net, BigDecimal freight, BigDecimal tax,
        BigDecimal gross, String currency, Instant postedAt, LocalDate dueDate, String status,
        @Nullable Instant paidAt, long position) {

    record Line(int lineNo, String sku, BigDecimal quantity, String unit, BigDecimal unitPrice,
            BigDecimal net) {}

    Invoice paid(Instant now, long newPosition) {
        return new Invoice(invoiceNumber, externalReference, orderNumber, orderReference, account, lines, net,
                freight, tax, gross, currency, postedAt, dueDate, "paid", now, newPosition);
    }

    boolean unpaid() {
        return paidAt == null;
    }
}
