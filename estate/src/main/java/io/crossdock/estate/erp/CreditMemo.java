package io.crossdock.estate.erp;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** What a buyer got back for goods returned: {@code total = net + tax - fee}. */
record CreditMemo(String creditNumber, String externalReference, String orderNumber, String account,
        List<Line> lines, BigDecimal net, BigDecimal tax, BigDecimal fee, BigDecimal total, String currency,
        Instant postedAt, long position) {

    /** @param base in base units */
    record Line(int lineNo, String sku, BigDecimal base, String unit, BigDecimal net) {}
}
