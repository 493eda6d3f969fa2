package io.crossdock.process.ordering;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Substitution;
import io.crossdock.canonical.TaxStatus;
import io.crossdock.platform.landscape.Arithmetic;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Policies.TaxOn;
import io.crossdock.platform.replica.Known;
import io.crossdock.process.fulfilment.LegFact;
import io.crossdock.process.fulfilment.LegFact.Substitute;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.system.customers.Customers;
import io.crossdock.system.pricing.PriceAnswer;
import io.crossdock.system.pricing.Pricing;
import io.crossdock.system.pricing.Taxes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** The further lines of orders by which other items are sent for missing ones, and what they cost. */
@Component
class SubstituteLines {

    /** No ERP keeps more of a unit price; what is cut is never at the buyer's cost. */
    private static final int PRICE_DECIMALS = 4;

    private final Catalog catalog;
    private final Customers customers;
    private final Pricing pricing;
    private final Taxes taxes;
    private final Landscapes landscapes;

    SubstituteLines(Catalog catalog, Customers customers, Pricing pricing, Taxes taxes, Landscapes landscapes) {
        this.catalog = catalog;
        this.customers = customers;
        this.pricing = pricing;
        this.taxes = taxes;
        this.landscapes = landscapes;
    }

    /**
     * Lines that came to an order instead of others, and why they cost so much.
     *
     * @param taxes  rounded with all that was taxed before
     * @param dearer by so much they cost more, with tax, than what they stand for; zero if they do not
     */
    record Substituted(Instant decidedAt, List<Order.Line> lines, List<DecisionReceipt.Tax> taxes,
            OrderAnswer.Totals totals, BigDecimal dearer, Optional<String> bookedBy) {
    }

    /** @param taxed what was taxed of the order before */
    Substituted of(Order order, LegFact.Substituted said, List<DecisionReceipt.Tax> taxed, Instant at) {
        LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        List<Order.Line> lines = said.substitutes().stream().map(each -> line(order, each, day, at)).toList();
        List<DecisionReceipt.Tax> taxes = taxes(order, lines, new Draft.Before(order.net(), taxed));
        BigDecimal net = lines.stream().map(Order.Line::net).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal tax = taxes.stream().map(DecisionReceipt.Tax::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal total = net.add(tax);
        return new Substituted(at, lines, taxes, new OrderAnswer.Totals(net, BigDecimal.ZERO, tax, total),
                total.subtract(costOfMissing(order, said)).max(BigDecimal.ZERO),
                said.afterAll().filter(each -> each.booking() == LegFact.Booking.BY_HAND).map(LegFact.AfterAll::who));
    }

    private Order.Line line(Order order, Substitute said, LocalDate day, Instant at) {
        Order.Line missing = missing(order, said);
        Optional<Item> item = catalog.item(said.sku());
        BigDecimal price = price(order, said, missing, item, day);
        BigDecimal net = Figures.rounded(price.multiply(said.quantity().value()),
                landscapes.current().arithmetic(order.account()).rounding(), Currency.getInstance(order.currency()));
        Quantity none = Quantity.zero(said.quantity().unit());
        return new Order.Line(said.lineNo(), Optional.empty(), Optional.empty(), said.sku(),
                item.map(Item::description).orElse(said.sku().value()), said.quantity(), said.quantity(), price, net,
                item.map(Item::taxClass).orElse(missing.taxClass()), said.quantity(), none, none, none,
                Optional.of(at), Optional.empty(), Optional.of(said.insteadOf()));
    }

    private static Order.Line missing(Order order, Substitute said) {
        return order.line(said.insteadOf())
                .orElseThrow(() -> new IllegalStateException(order.number() + " has no line " + said.insteadOf()));
    }

    /** What is owed less, because it will not come. */
    private BigDecimal costOfMissing(Order order, LegFact.Substituted said) {
        BigDecimal cost = said.substitutes().stream().map(each -> {
            Order.Line missing = missing(order, each);
            BigDecimal rate = exempt(order) ? BigDecimal.ZERO : rate(order, missing.taxClass());
            return perBase(missing).multiply(each.quantity().value()).multiply(BigDecimal.ONE.add(rate));
        }).reduce(BigDecimal.ZERO, BigDecimal::add);
        return Figures.rounded(cost, landscapes.current().arithmetic(order.account()).rounding(),
                Currency.getInstance(order.currency()));
    }

    private boolean exempt(Order order) {
        return customers.account(order.account()).map(Account::taxStatus).filter(TaxStatus.EXEMPT::equals).isPresent();
    }

    private BigDecimal rate(Order order, String taxClass) {
        return taxes.rate(order.account(), order.shipTo().region(), taxClass).map(Known::value).orElse(BigDecimal.ZERO);
    }

    /** By the rates of today, as of all that is added to an order. */
    private List<DecisionReceipt.Tax> taxes(Order order, List<Order.Line> lines, Draft.Before before) {
        if (exempt(order)) {
            return List.of();
        }
        Arithmetic arithmetic = landscapes.current().arithmetic(order.account());
        String region = order.shipTo().region();
        Map<String, BigDecimal> netByClass = new TreeMap<>();
        lines.forEach(line -> netByClass.merge(line.taxClass(), arithmetic.taxOn() == TaxOn.ROUNDED ? line.net()
                : line.unitPrice().multiply(line.quantity().value()), BigDecimal::add));
        return netByClass.entrySet().stream().map(each -> {
            BigDecimal rate = rate(order, each.getKey());
            return Figures.tax(region, each.getKey(), each.getValue(), rate, before.taxed(each.getKey(), rate),
                    arithmetic.rounding(), Currency.getInstance(order.currency()));
        }).toList();
    }

    private BigDecimal price(Order order, Substitute said, Order.Line missing, Optional<Item> item, LocalDate day) {
        BigDecimal asOrdered = perBase(missing);
        Optional<Account> account = customers.account(order.account());
        Optional<BigDecimal> own = account.flatMap(buyer -> item.flatMap(other -> own(buyer, other, said.quantity(), day)));
        boolean atItsOwn = account.flatMap(Account::substitution)
                .orElse(landscapes.current().policies().substitutes().unlessSaid()) == Substitution.OWN_PRICE;
        return own.filter(price -> atItsOwn || price.compareTo(asOrdered) < 0).orElse(asOrdered)
                .setScale(PRICE_DECIMALS, RoundingMode.DOWN).stripTrailingZeros();
    }

    private Optional<BigDecimal> own(Account account, Item item, Quantity quantity, LocalDate day) {
        return switch (pricing.price(account, item, quantity, day)) {
            case PriceAnswer.Found(var quote) -> Optional.of(quote.value().unitPrice().amount());
            case PriceAnswer.None none -> Optional.empty();
        };
    }

    private static BigDecimal perBase(Order.Line line) {
        return line.quantity().unit().equals(line.base().unit()) ? line.unitPrice()
                : line.unitPrice().multiply(line.quantity().value()).divide(line.base().value(), 12, RoundingMode.DOWN);
    }
}
