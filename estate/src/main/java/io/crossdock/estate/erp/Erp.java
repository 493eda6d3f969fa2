package io.crossdock.estate.erp;

import io.crossdock.estate.books.Books;
import io.crossdock.estate.books.Json;
import io.crossdock.estate.day.Shift;
import io.crossdock.estate.http.Answer;
import io.crossdock.estate.http.Fields;
import io.crossdock.estate.http.Page;
import io.crossdock.estate.http.Refused;
import io.crossdock.estate.http.Request;
import io.crossdock.estate.http.Routes.Pains;
import io.crossdock.estate.http.Routes;
import io.crossdock.estate.world.Account;
import io.crossdock.estate.world.World;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ObjectNode;

/** The ERP's documents over HTTP: orders, cancellations, invoices, and the truth about them. */
public final class Erp {

    private static final Pains ASK = new Pains(5, 30);
    private static final Pains POST = new Pains(20, 120);
    private static final Duration PAID_AFTER = Duration.ofSeconds(45);
    private static final int LINES_MAX = 999;

    private final Ledger ledger;
    private final OrderDesk desk;
    private final CreditDesk credits;
    private final World world;
    private final Clock clock;
    private final Shift shift;

    public Erp(Books books, World world, Pricing pricing, Clock clock, Shift shift) {
        this.world = world;
        this.clock = clock;
        this.shift = shift;
        ledger = new Ledger(books, world, clock);
        desk = new OrderDesk(world, pricing);
        credits = new CreditDesk(books, ledger);
    }

    /** Takes up again what was under way when the estate ended. */
    public void resume() {
        ledger.invoices().all().filter(Invoice::unpaid).forEach(this::awaitPayment);
    }

    public void routes(Routes routes) {
        routes.add("POST", "/erp/v1/orders", POST, this::postOrder);
        routes.add("GET", "/erp/v1/orders", ASK, this::findOrders);
        routes.add("GET", "/erp/v1/orders/{number}", ASK,
                request -> Answer.ok(order(request.place("number"))));
        routes.add("POST", "/erp/v1/orders/{number}/cancel", POST, this::cancelOrder);
        routes.add("POST", "/erp/v1/orders/{number}/amend", POST, this::amendOrder);
        routes.add("POST", "/erp/v1/invoices", POST, this::postInvoice);
        routes.add("GET", "/erp/v1/invoices", ASK, this::findInvoices);
        routes.add("GET", "/erp/v1/invoices/{number}", ASK,
                request -> Answer.ok(ledger.invoice(request.place("number"))
                        .orElseThrow(() -> Refused.notFound("invoice " + request.place("number")))));
        credits.routes(routes);
        routes.add("GET", "/erp/v1/credit/{account}", ASK, this::credit);
        routes.add("GET", "/control/truth/erp/orders", this::trueOrders);
        routes.add("GET", "/control/truth/erp/invoices", this::trueInvoices);
        routes.add("GET", "/control/truth/credit", this::trueCredit);
    }

    private Answer postOrder(Request request) {
        Fields posted = request.fields();
        request.key(posted.text("externalReference"));
        Order order = ledger.post(desk.check(posted, clock.instant()));
        return Answer.created("/erp/v1/orders/" + order.orderNumber(), order);
    }

    private Order order(String number) {
        return ledger.order(number).orElseThrow(() -> Refused.notFound("order " + number));
    }

    private Answer findOrders(Request request) {
        Optional<Instant> since = request.instant("changedSince");
        List<Order> found = since.isPresent()
                ? ledger.orders().all().filter(each -> each.isChangedSince(since.get())).toList()
                : ledger.ordersByReference().find(request.require("externalReference")).toList();
        return Answer.ok(Page.ofSorted(request, found, Order::orderNumber));
    }

    private Answer cancelOrder(Request request) {
        Order order = order(request.place("number"));
        Map<Integer, BigDecimal> quantities = new HashMap<>();
        if (request.hasBody() && request.fields().has("lines")) {
            quantities.putAll(quantities(order, request.fields()));
            if (request.fields().flag("altogether")) {
                return Answer.ok(ledger.cancelUpTo(order.orderNumber(), quantities));
            }
        } else {
            order.lines().stream().filter(line -> line.openBase().signum() > 0)
                    .forEach(line -> quantities.put(line.lineNo(), line.openBase()));
        }
        return Answer.ok(ledger.cancel(order.orderNumber(), quantities));
    }

    private Answer amendOrder(Request request) {
        Order order = order(request.place("number"));
        Fields posted = request.fields();
        List<OrderLine> added = desk.added(posted, order);
        Map<Integer, BigDecimal> cancelled = posted.has("lines")
                ? quantities(order.with(added), posted) : Map.of();
        if (added.isEmpty()) {
            return Answer.ok(ledger.cancelUpTo(order.orderNumber(), cancelled));
        }
        return Answer.ok(ledger.amend(order.orderNumber(), added, cancelled, desk.freight(posted), amended -> {
            OrderDesk.same("wrong_tax", "tax", posted.decimal("taxTotal"), amended.taxTotal());
            OrderDesk.same("wrong_total", "total", posted.decimal("total"), amended.total());
        }));
    }

    private Answer postInvoice(Request request) {
        Fields posted = request.fields();
        String reference = posted.text("externalReference");
        request.key(reference);
        String number = posted.text("orderNumber");
        Order order = ledger.order(number)
                .orElseThrow(() -> Refused.because("unknown_order", "There is no order " + number + "."));
        Invoice invoice = ledger.invoice(number, reference, quantities(order, posted));
        awaitPayment(invoice);
        return Answer.created("/erp/v1/invoices/" + invoice.invoiceNumber(), invoice);
    }

    private void awaitPayment(Invoice invoice) {
        shift.after(PAID_AFTER, () -> ledger.pay(invoice.invoiceNumber()));
    }

    /** Base units by line number of a request's lines. */
    private static Map<Integer, BigDecimal> quantities(Order order, Fields posted) {
        Map<Integer, BigDecimal> all = new HashMap<>();
        for (Fields each : posted.list("lines", LINES_MAX)) {
            int lineNo = each.number("lineNo");
            OrderLine line = order.line(lineNo).orElseThrow(() -> Refused.line(lineNo, "unknown_line",
                    order.orderNumber() + " has no line " + lineNo + "."));
            String unit = each.optionalText("unit").orElse(line.unit());
            BigDecimal factor = unit.equals(line.unit()) ? line.pack() : BigDecimal.ONE;
            if (!unit.equals(line.unit()) && !unit.equals(line.baseUnit())) {
                throw Refused.line(lineNo, "unknown_unit",
                        "Say " + line.unit() + " or " + line.baseUnit() + ".");
            }
            all.merge(lineNo, each.quantity("quantity").multiply(factor), BigDecimal::add);
        }
        return all;
    }

    private Answer findInvoices(Request request) {
        Optional<Instant> since = request.instant("postedSince");
        List<Invoice> found = since.isPresent()
                ? ledger.invoices().all().filter(each -> !each.postedAt().isBefore(since.get())).toList()
                : request.query("externalReference").isPresent()
                ? ledger.invoicesByReference().find(request.require("externalReference")).toList()
                : ledger.invoicesByOrder().find(request.require("orderNumber")).toList();
        return Answer.ok(Page.ofSorted(request, found, Invoice::invoiceNumber));
    }

    private Answer credit(Request request) {
        String id = request.place("account");
        Account account = world.account(id).orElseThrow(() -> Refused.notFound("account " + id));
        BiFunction<Credit, Long, ObjectNode> reading = (credit, position) -> Json.node(credit.of(id))
                .put("limit", account.creditLimit().toPlainString())
                .put("exposure", credit.of(id).exposure().toPlainString()).put("currency", "USD")
                .put("position", position).put("asOf", clock.instant().toString());
        ObjectNode answer = ledger.atOneMoment(reading);
        answer.remove(List.of("highestExposure", "overLimit"));
        return Answer.ok(answer);
    }

    private Answer trueOrders(Request request) {
        List<Order> found = request.query("externalReference")
                .map(reference -> ledger.ordersByReference().find(reference).toList())
                .orElseGet(() -> ledger.orders().all().toList());
        List<Order> filtered = found.stream()
                .filter(order -> request.query("account").map(order.account()::equals).orElse(true)).toList();
        return Answer.ok(Page.ofSorted(request, filtered, Order::orderNumber).put("count", filtered.size())
                .put("distinctReferences",
                        filtered.stream().map(Order::externalReference).distinct().count()));
    }

    private Answer trueInvoices(Request request) {
        List<Invoice> found = request.query("externalReference")
                .map(reference -> ledger.invoicesByReference().find(reference).toList())
                .or(() -> request.query("orderNumber")
                        .map(number -> ledger.invoicesByOrder().find(number).toList()))
                .orElseGet(() -> ledger.invoices().all().toList());
        return Answer.ok(Page.ofSorted(request, found, Invoice::invoiceNumber).put("count", found.size()).put(
                "distinctReferences", found.stream().map(Invoice::externalReference).distinct().count()));
    }

    private Answer trueCredit(Request request) {
        List<ObjectNode> rows = world.accounts().stream()
                .filter(account -> request.query("account").map(account.id()::equals).orElse(true))
                .map(account -> ledger.atOneMoment((credit, position) -> Json.node(credit.of(account.id()))
                        .put("limit", account.creditLimit().toPlainString())
                        .put("exposure", credit.of(account.id()).exposure().toPlainString())))
                .toList();
        return Answer.ok(
                Page.ofSorted(request, rows, row -> row.get("account").asString()).put("count", rows.size()));
    }
}
