package io.crossdock.estate.erp;

import io.crossdock.estate.books.Book;
import io.crossdock.estate.books.Books;
import io.crossdock.estate.books.Index;
import io.crossdock.estate.http.Refused;
import io.crossdock.estate.world.Account;
import io.crossdock.estate.world.World;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The ERP's books of orders, invoices and credit. Every booking is one durable change. */
final class Ledger {

    private static final String POSITION = "erp-position";

    private final Books books;
    private final World world;
    private final Clock clock;
    private final Credit credit;
    private final Book<Order> orders;
    private final Book<Invoice> invoices;
    private final Index<Order> ordersByReference;
    private final Index<Invoice> invoicesByReference;
    private final Index<Invoice> invoicesByOrder;

    Ledger(Books books, World world, Clock clock) {
        this.books = books;
        this.world = world;
        this.clock = clock;
        credit = new Credit(books);
        orders = books.book("erp-orders", Order.class);
        invoices = books.book("erp-invoices", Invoice.class);
        ordersByReference = new Index<>(orders, Order::externalReference, Order::orderNumber);
        invoicesByReference = new Index<>(invoices, Invoice::externalReference, Invoice::invoiceNumber);
        invoicesByOrder = new Index<>(invoices, Invoice::orderNumber, Invoice::invoiceNumber);
    }

    Order post(Order checked) {
        return books.change(() -> {
            BigDecimal limit = limit(checked.account());
            BigDecimal left = limit.subtract(credit.of(checked.account()).exposure());
            if (checked.total().compareTo(left) > 0) {
                throw Refused.because("credit_exceeded", "Account " + checked.account() + " has " + left
                        + " USD of credit left, the order needs " + checked.total() + " USD.");
            }
            Order order = new Order("E-" + books.next("erp-order", 500_001), checked.externalReference(),
                    checked.account(), checked.buyerReference(), checked.status(), checked.currency(),
                    checked.lines(), checked.net(), checked.freight(), checked.taxTotal(), checked.total(),
                    checked.shipTo(), checked.invoices(), checked.openAmount(), clock.instant(),
                    books.next(POSITION, 1), null);
            orders.put(order.orderNumber(), order);
            credit.book(order.account(), order.total(), BigDecimal.ZERO, limit);
            return order;
        });
    }

    /**
     * Adds the lines that are not there yet, then cancels as {@link #cancelUpTo}; the same again changes nothing, another
     * line under the number of one that is there is refused.
     *
     * @param freight of the order altogether
     * @param check   of the order as it would be
     */
    Order amend(String orderNumber, List<OrderLine> added, Map<Integer, BigDecimal> altogether, BigDecimal freight,
            Consumer<Order> check) {
        return books.change(() -> {
            Order order = order(orderNumber).orElseThrow(() -> Refused.notFound("order " + orderNumber));
            for (OrderLine line : added) {
                if (order.line(line.lineNo()).filter(there -> !there.isOrderedAs(line)).isPresent()) {
                    throw Refused.line(line.lineNo(), "line_differs", order.orderNumber() + " has another line "
                            + line.lineNo() + ".");
                }
            }
            List<OrderLine> all = order.with(added).lines();
            return all.size() == order.lines().size() ? cancelUpTo(orderNumber, altogether)
                    : amended(order, upTo(all, altogether), freight, check);
        });
    }

    private Order amended(Order order, List<OrderLine> after, BigDecimal freight, Consumer<Order> check) {
        BigDecimal limit = limit(order.account());
        Amounts amounts = Amounts.of(after, line -> line.quantity().multiply(line.pack()));
        BigDecimal open = stillOpen(after, freight.subtract(invoicedFreight(order)));
        Order more = order.with(after, amounts.net(), freight, amounts.tax(), amounts.sum().add(freight), open,
                clock.instant(), books.next(POSITION, 1));
        check.accept(more);
        BigDecimal left = limit.subtract(credit.of(order.account()).exposure());
        BigDecimal needs = open.subtract(order.openAmount());
        if (needs.signum() > 0 && needs.compareTo(left) > 0) {
            throw Refused.because("credit_exceeded", "Account " + order.account() + " has " + left
                    + " USD of credit left, what is added needs " + needs + " USD.");
        }
        orders.put(order.orderNumber(), more);
        credit.book(order.account(), needs, BigDecimal.ZERO, limit);
        return more;
    }

    private BigDecimal invoicedFreight(Order order) {
        return invoicesByOrder.find(order.orderNumber()).map(Invoice::freight).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Invoices base units by line number. */
    Invoice invoice(String orderNumber, String reference, Map<Integer, BigDecimal> shipped) {
        return books.change(() -> {
            Order order = order(orderNumber).orElseThrow(
                    () -> Refused.because("unknown_order", "There is no order " + orderNumber + "."));
            List<OrderLine> after = new ArrayList<>();
            List<Invoice.Line> lines = new ArrayList<>();
            for (OrderLine line : order.lines()) {
                BigDecimal base = shipped.getOrDefault(line.lineNo(), BigDecimal.ZERO);
                if (base.compareTo(line.openBase()) > 0) {
                    throw Refused.line(line.lineNo(), "over_invoiced",
                            "Only " + line.openBase().toPlainString() + " " + line.baseUnit() + " of "
                                    + line.sku() + " are left to invoice.");
                }
                OrderLine invoiced = line.invoiced(base);
                after.add(invoiced);
                if (base.signum() > 0) {
                    BigDecimal net = line.netOf(invoiced.invoicedBase())
                            .subtract(line.netOf(line.invoicedBase()));
                    lines.add(new Invoice.Line(line.lineNo(), line.sku(), line.ordered(base), line.unit(),
                            line.unitPrice(), net));
                }
            }
            return write(order, after, reference, lines);
        });
    }

    private Invoice write(Order order, List<OrderLine> after, String reference, List<Invoice.Line> lines) {
        if (lines.isEmpty()) {
            throw Refused.because("nothing_to_invoice", "The invoice would have no lines.");
        }
        Amounts amounts = Amounts.of(after, OrderLine::invoicedBase)
                .minus(Amounts.of(order.lines(), OrderLine::invoicedBase));
        BigDecimal freight = order.freight().subtract(invoicedFreight(order));
        BigDecimal gross = amounts.sum().add(freight);
        Instant now = clock.instant();
        Account account = world.account(order.account()).orElseThrow();
        int termDays = Integer.parseInt(account.paymentTerms().substring("NET".length()));
        Invoice invoice = new Invoice("INV-" + books.next("erp-invoice", 700_001), reference,
                order.orderNumber(), order.externalReference(), order.account(), List.copyOf(lines),
                amounts.net(), freight, amounts.tax(), gross, order.currency(), now,
                LocalDate.now(clock).plusDays(termDays), "unpaid", null, books.next(POSITION, 1));
        invoices.put(invoice.invoiceNumber(), invoice);
        Order booked = order.booked(after, Optional.of(invoice), stillOpen(after, BigDecimal.ZERO), now);
        orders.put(order.orderNumber(), booked);
        credit.book(order.account(), booked.openAmount().subtract(order.openAmount()), gross,
                account.creditLimit());
        return invoice;
    }

    /** Cancels base units by line number, as far as they are open. */
    Order cancel(String orderNumber, Map<Integer, BigDecimal> quantities) {
        return books.change(() -> {
            Order order = order(orderNumber).orElseThrow(() -> Refused.notFound("order " + orderNumber));
            List<OrderLine> after = new ArrayList<>();
            for (OrderLine line : order.lines()) {
                after.add(cancelled(line, quantities.getOrDefault(line.lineNo(), BigDecimal.ZERO)));
            }
            return quantities.isEmpty() ? order : cancelled(order, after);
        });
    }

    /** Cancels base units by line number until so much of each is cancelled altogether; never takes a cancellation back. */
    Order cancelUpTo(String orderNumber, Map<Integer, BigDecimal> quantities) {
        return books.change(() -> {
            Order order = order(orderNumber).orElseThrow(() -> Refused.notFound("order " + orderNumber));
            List<OrderLine> after = upTo(order.lines(), quantities);
            return after.equals(order.lines()) ? order : cancelled(order, after);
        });
    }

    private static List<OrderLine> upTo(List<OrderLine> lines, Map<Integer, BigDecimal> quantities) {
        return lines.stream().map(line -> {
            BigDecimal more = quantities.getOrDefault(line.lineNo(), BigDecimal.ZERO).subtract(line.cancelledBase());
            return more.signum() > 0 ? cancelled(line, more) : line;
        }).toList();
    }

    private static OrderLine cancelled(OrderLine line, BigDecimal base) {
        if (base.compareTo(line.openBase()) > 0) {
            throw Refused.line(line.lineNo(), "over_cancelled", "Only " + line.openBase().toPlainString() + " "
                    + line.baseUnit() + " of " + line.sku() + " are left to cancel.");
        }
        return line.cancelled(base);
    }

    private Order cancelled(Order order, List<OrderLine> after) {
        BigDecimal freight = order.freight().subtract(invoicedFreight(order));
        Order booked = order.booked(after, Optional.empty(), stillOpen(after, freight), clock.instant());
        orders.put(order.orderNumber(), booked);
        books.next(POSITION, 1);
        credit.book(order.account(), booked.openAmount().subtract(order.openAmount()), BigDecimal.ZERO,
                limit(order.account()));
        return booked;
    }

    /** What the order still adds to the exposure: nothing when no line is open. */
    private static BigDecimal stillOpen(List<OrderLine> lines, BigDecimal freight) {
        boolean open = lines.stream().anyMatch(line -> line.openBase().signum() > 0);
        BigDecimal rest = Amounts.of(lines, OrderLine::standingBase)
                .minus(Amounts.of(lines, OrderLine::invoicedBase)).sum();
        return open ? rest.add(freight) : BigDecimal.ZERO.setScale(2);
    }

    void pay(String invoiceNumber) {
        books.change(() -> invoice(invoiceNumber).filter(Invoice::unpaid).ifPresent(invoice -> {
            invoices.put(invoiceNumber, invoice.paid(clock.instant(), books.next(POSITION, 1)));
            credit.book(invoice.account(), BigDecimal.ZERO, invoice.gross().negate(),
                    limit(invoice.account()));
        }));
    }

    /** Books that a buyer owes less; only inside a change. */
    <R> R credited(Order order, BigDecimal amount, java.util.function.LongFunction<R> writing) {
        R written = writing.apply(books.next(POSITION, 1));
        credit.book(order.account(), BigDecimal.ZERO, amount.negate(), limit(order.account()));
        return written;
    }

    Instant now() {
        return clock.instant();
    }

    /** Exposure and position of the same moment. */
    <R> R atOneMoment(java.util.function.BiFunction<Credit, Long, R> reading) {
        return books.change(() -> reading.apply(credit, books.current(POSITION)));
    }

    private BigDecimal limit(String account) {
        return world.account(account).orElseThrow().creditLimit();
    }

    Optional<Order> order(String number) {
        return orders.find(number);
    }

    Optional<Invoice> invoice(String number) {
        return invoices.find(number);
    }

    Book<Order> orders() {
        return orders;
    }

    Book<Invoice> invoices() {
        return invoices;
    }

    Index<Order> ordersByReference() {
        return ordersByReference;
    }

    Index<Invoice> invoicesByReference() {
        return invoicesByReference;
    }

    Index<Invoice> invoicesByOrder() {
        return invoicesByOrder;
    }
}
