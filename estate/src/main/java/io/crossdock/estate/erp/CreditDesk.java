package io.crossdock.estate.erp;

import io.crossdock.estate.books.Book;
import io.crossdock.estate.books.Books;
import io.crossdock.estate.books.Index;
import io.crossdock.estate.http.Answer;
import io.crossdock.estate.http.Fields;
import io.crossdock.estate.http.Page;
import io.crossdock.estate.http.Refused;
import io.crossdock.estate.http.Request;
import io.crossdock.estate.http.Routes;
import io.crossdock.estate.http.Routes.Pains;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Credit memos over HTTP. Like invoices they are not idempotent: posted twice, there are two, as far as the order allows. */
final class CreditDesk {

    private static final Pains ASK = new Pains(5, 30);
    private static final Pains POST = new Pains(20, 120);
    private static final int LINES_MAX = 999;

    private final Books books;
    private final Ledger ledger;
    private final Book<CreditMemo> memos;
    private final Index<CreditMemo> byReference;
    private final Index<CreditMemo> byOrder;

    CreditDesk(Books books, Ledger ledger) {
        this.books = books;
        this.ledger = ledger;
        memos = books.book("erp-credit-memos", CreditMemo.class);
        byReference = new Index<>(memos, CreditMemo::externalReference, CreditMemo::creditNumber);
        byOrder = new Index<>(memos, CreditMemo::orderNumber, CreditMemo::creditNumber);
    }

    void routes(Routes routes) {
        routes.add("POST", "/erp/v1/credit-memos", POST, this::post);
        routes.add("GET", "/erp/v1/credit-memos", ASK, request -> Answer.ok(Page.ofSorted(request,
                byReference.find(request.require("externalReference")).toList(), CreditMemo::creditNumber)));
        routes.add("GET", "/control/truth/erp/credit-memos", this::truth);
    }

    private Answer post(Request request) {
        Fields posted = request.fields();
        String reference = posted.text("externalReference");
        request.key(reference);
        String number = posted.text("orderNumber");
        CreditMemo memo = books.change(() -> {
            Order order = ledger.order(number)
                    .orElseThrow(() -> Refused.because("unknown_order", "There is no order " + number + "."));
            return write(order, reference, posted);
        });
        return Answer.created("/erp/v1/credit-memos/" + memo.creditNumber(), memo);
    }

    private CreditMemo write(Order order, String reference, Fields posted) {
        List<CreditMemo.Line> lines = new ArrayList<>();
        for (Fields each : posted.list("lines", LINES_MAX)) {
            lines.add(line(order, each));
        }
        BigDecimal net = posted.decimal("net");
        BigDecimal tax = posted.decimal("tax");
        BigDecimal fee = posted.decimal("fee");
        BigDecimal total = posted.decimal("total");
        BigDecimal ofLines = lines.stream().map(CreditMemo.Line::net).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (net.compareTo(ofLines) != 0 || net.add(tax).subtract(fee).compareTo(total) != 0) {
            throw Refused.because("wrong_total", "The lines come to " + ofLines.toPlainString() + ", net, tax and fee to "
                    + net.add(tax).subtract(fee).toPlainString() + ".");
        }
        if (fee.signum() < 0 || fee.compareTo(net) > 0) {
            throw Refused.because("bad_fee", "A fee is from 0 to the net amount.");
        }
        BigDecimal before = byOrder.find(order.orderNumber()).map(memo -> memo.net().add(memo.tax()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal invoiced = ledger.invoicesByOrder().find(order.orderNumber())
                .map(invoice -> invoice.net().add(invoice.tax())).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (before.add(net).add(tax).compareTo(invoiced) > 0) {
            throw Refused.because("over_credited", order.orderNumber() + " was invoiced over " + invoiced.toPlainString()
                    + ", and " + before.toPlainString() + " of it is credited already.");
        }
        return ledger.credited(order, total, position -> {
            CreditMemo memo = new CreditMemo("CM-" + books.next("erp-credit-memo", 800_001), reference,
                    order.orderNumber(), order.account(), List.copyOf(lines), net, tax, fee, total, order.currency(),
                    ledger.now(), position);
            memos.put(memo.creditNumber(), memo);
            return memo;
        });
    }

    private CreditMemo.Line line(Order order, Fields each) {
        int lineNo = each.number("lineNo");
        OrderLine line = order.line(lineNo).orElseThrow(() -> Refused.line(lineNo, "unknown_line",
                order.orderNumber() + " has no line " + lineNo + "."));
        if (!each.text("unit").equals(line.baseUnit())) {
            throw Refused.line(lineNo, "unknown_unit", "Say " + line.baseUnit() + ".");
        }
        BigDecimal base = each.quantity("quantity");
        BigDecimal before = byOrder.find(order.orderNumber()).flatMap(memo -> memo.lines().stream())
                .filter(memo -> memo.lineNo() == lineNo).map(CreditMemo.Line::base)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (before.add(base).compareTo(line.invoicedBase()) > 0) {
            throw Refused.line(lineNo, "over_credited", line.invoicedBase().toPlainString() + " " + line.baseUnit()
                    + " were invoiced, and " + before.toPlainString() + " of them are credited already.");
        }
        return new CreditMemo.Line(lineNo, line.sku(), base, line.baseUnit(), each.decimal("net"));
    }

    private Answer truth(Request request) {
        List<CreditMemo> found = memos.all()
                .filter(memo -> request.query("externalReference").map(memo.externalReference()::equals).orElse(true))
                .toList();
        return Answer.ok(Page.ofSorted(request, found, CreditMemo::creditNumber).put("count", found.size()).put(
                "distinctReferences", found.stream().map(CreditMemo::externalReference).distinct().count()));
    }
}
