package io.crossdock.estate.erp;

import io.crossdock.estate.books.Book;
import io.crossdock.estate.books.Books;
import java.math.BigDecimal;
import java.util.Optional;

/** What every account owes or is about to owe. */
final class Credit {

    record Row(String account, BigDecimal openOrders, BigDecimal unpaidInvoices, BigDecimal highestExposure,
            boolean overLimit) {

        static Row empty(String account) {
            BigDecimal zero = BigDecimal.ZERO.setScale(2);
            return new Row(account, zero, zero, zero, false);
        }

        BigDecimal exposure() {
            return openOrders.add(unpaidInvoices);
        }
    }

    private final Book<Row> rows;

    Credit(Books books) {
        rows = books.book("erp-credit", Row.class);
    }

    Row of(String account) {
        return rows.find(account).orElseGet(() -> Row.empty(account));
    }

    Optional<Row> find(String account) {
        return rows.find(account);
    }

    /** Books a change of open orders and of unpaid invoices against the limit of the moment. */
    void book(String account, BigDecimal openOrders, BigDecimal unpaidInvoices, BigDecimal limit) {
        Row row = of(account);
        BigDecimal open = row.openOrders.add(openOrders);
        BigDecimal unpaid = row.unpaidInvoices.add(unpaidInvoices);
        BigDecimal exposure = open.add(unpaid);
        boolean grew = exposure.compareTo(row.exposure()) > 0;
        rows.put(account, new Row(account, open, unpaid, row.highestExposure.max(exposure),
                row.overLimit || (grew && exposure.compareTo(limit) > 0)));
    }
}
