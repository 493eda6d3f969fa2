package io.crossdock.process.ordering;

import io.crossdock.canonical.Item;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Rounding;
import io.crossdock.canonical.TaxStatus;
import io.crossdock.platform.landscape.Arithmetic;
import io.crossdock.platform.landscape.Freight;
import io.crossdock.platform.landscape.Policies.TaxOn;
import io.crossdock.process.fulfilment.LegPlan;
import io.crossdock.process.fulfilment.SourcingDecision.Cut;
import io.crossdock.process.fulfilment.SourcingDecision.Sourced;
import io.crossdock.process.ordering.Parts.Part;
import io.crossdock.system.connectors.OrderPosting;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The money of an order. Line net = unit price × quantity; tax = net of a tax class × its rate; freight by leg; each
 * rounded once, by the landscape's one rule; where the books make several documents of an order, once in each.
 */
record Figures(List<Line> lines, List<DecisionReceipt.Tax> taxes, List<DecisionReceipt.Freight> freight,
        OrderAnswer.Totals totals) {

    /** @param quantity what is accepted; in base units when a part was cut, as ordered otherwise */
    record Line(int lineNo, Quantity quantity, BigDecimal factor, BigDecimal unitPrice, BigDecimal net) {
    }

    BigDecimal total() {
        return totals.total();
    }

    Line line(int lineNo) {
        return lines.stream().filter(line -> line.lineNo() == lineNo).findFirst().orElseThrow();
    }

    /** @param documents that the books make of it, which matter where they are taxed each for itself */
    static Figures of(Draft.Priced draft, Sourced plan, Books.Documents documents) {
        Arithmetic arithmetic = draft.arithmetic();
        Rounding rounding = arithmetic.rounding();
        Currency currency = draft.request().currency();
        List<OrderPosting.Line> taken = draft.lines().stream().map(line -> taken(line, plan)).toList();
        Parts parts = Parts.of(taken, arithmetic.taxOn() == TaxOn.EXACT_BY_PLACE ? documents : Books.Documents.ONE);
        List<Line> lines = IntStream.range(0, taken.size())
                .mapToObj(i -> line(draft.lines().get(i), taken.get(i), parts, rounding, currency)).toList();
        BigDecimal net = sum(lines.stream().map(Line::net).toList(), currency);
        List<DecisionReceipt.Tax> taxes = taxes(draft, lines, parts, arithmetic, currency);
        List<DecisionReceipt.Freight> freight = freight(draft, plan.legs(), net, rounding, currency);
        BigDecimal tax = sum(taxes.stream().map(DecisionReceipt.Tax::amount).toList(), currency);
        BigDecimal carriage = sum(freight.stream().map(DecisionReceipt.Freight::price).toList(), currency);
        return new Figures(lines, taxes, freight,
                new OrderAnswer.Totals(net, carriage, tax, net.add(carriage).add(tax)));
    }

    /** As it will be posted. */
    private static OrderPosting.Line taken(Draft.Line line, Sourced plan) {
        Optional<Quantity> cut = plan.cut().stream().filter(c -> c.lineNo() == line.asked().lineNo())
                .map(Cut::quantity).findFirst();
        Quantity quantity = cut.map(part -> line.base().minus(part)).orElse(line.asked().quantity());
        BigDecimal unitPrice = line.price().unitPrice().amount().multiply(factor(line, quantity));
        return new OrderPosting.Line(line.asked().lineNo(), line.item().sku(), quantity, stripped(unitPrice),
                Books.shares(plan.legs(), line.asked().lineNo()));
    }

    private static Line line(Draft.Line line, OrderPosting.Line taken, Parts parts, Rounding rounding, Currency currency) {
        return new Line(taken.lineNo(), taken.quantity(), factor(line, taken.quantity()), taken.unitPrice(),
                parts.net(taken.lineNo(), rounding, currency));
    }

    /** Price units in one unit of the quantity. */
    private static BigDecimal factor(Draft.Line line, Quantity quantity) {
        BigDecimal ofQuantity = line.item().packs().factor(quantity.unit()).orElseThrow();
        BigDecimal ofPrice = line.item().packs().factor(line.price().unit()).orElseThrow();
        return ofQuantity.divide(ofPrice, 12, RoundingMode.HALF_UP).stripTrailingZeros();
    }

    private static List<DecisionReceipt.Tax> taxes(Draft.Priced draft, List<Line> lines, Parts parts, Arithmetic arithmetic,
            Currency currency) {
        if (draft.account().taxStatus() == TaxStatus.EXEMPT) {
            return List.of();
        }
        Map<Integer, String> classes = draft.lines().stream().collect(Collectors.toMap(
                line -> line.asked().lineNo(), line -> line.item().taxClass()));
        Map<TaxKey, BigDecimal> netByKey = new TreeMap<>(Comparator.comparing(TaxKey::taxClass)
                .thenComparing(TaxKey::document));
        for (Line line : lines) {
            List<Part> taxed = arithmetic.taxOn() == TaxOn.ROUNDED ? List.of(new Part(0, line.net()))
                    : parts.of(line.lineNo());
            taxed.forEach(part -> netByKey.merge(new TaxKey(classes.getOrDefault(line.lineNo(), ""), part.document()),
                    part.exact(), BigDecimal::add));
        }
        List<DecisionReceipt.Tax> taxes = new ArrayList<>();
        netByKey.forEach((key, net) -> {
            BigDecimal rate = draft.taxRates().getOrDefault(key.taxClass(), BigDecimal.ZERO);
            // Books that tax each document for itself take more of an order in a document of its own.
            BigDecimal before = arithmetic.taxOn() == TaxOn.EXACT_BY_PLACE ? BigDecimal.ZERO
                    : draft.before().taxed(key.taxClass(), rate);
            taxes.add(tax(draft.shipTo().region(), key.taxClass(), net, rate, before, arithmetic.rounding(), currency));
        });
        return taxes;
    }

    /** Rounded with what was taxed before, so that the order is taxed as if it had been ordered at once. */
    static DecisionReceipt.Tax tax(String region, String taxClass, BigDecimal net, BigDecimal rate, BigDecimal before,
            Rounding rounding, Currency currency) {
        BigDecimal altogether = rounded(before.add(net).multiply(rate), rounding, currency);
        return new DecisionReceipt.Tax(region, taxClass, net, rate,
                altogether.subtract(rounded(before.multiply(rate), rounding, currency)));
    }

    /** What is rounded together. */
    private record TaxKey(String taxClass, int document) {
    }

    private static List<DecisionReceipt.Freight> freight(Draft.Priced draft, List<LegPlan> legs, BigDecimal net,
            Rounding rounding, Currency currency) {
        Freight table = draft.landscape().policies().freight();
        boolean waived = table.freeFrom().filter(from -> draft.before().net().add(net).compareTo(from.amount()) >= 0)
                .isPresent();
        Map<Integer, Item> items = draft.lines().stream().collect(Collectors.toMap(line -> line.asked().lineNo(),
                Draft.Line::item, (a, b) -> a));
        List<DecisionReceipt.Freight> freight = new ArrayList<>();
        for (LegPlan leg : legs) {
            LocationId from = origin(leg, draft);
            BigDecimal weight = leg.lines().stream().map(line -> weight(items, line))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal price = waived ? BigDecimal.ZERO : table.price(from, draft.shipTo().region(), weight)
                    .map(Money::amount).orElse(BigDecimal.ZERO);
            Optional<Freight.Zone> zone = table.zone(from, draft.shipTo().region());
            freight.add(new DecisionReceipt.Freight(String.valueOf(freight.size() + 1), from.value(),
                    draft.shipTo().region(), zone.map(Freight.Zone::id), stripped(weight),
                    zone.map(each -> rate(each, weight)), table.freeFrom().map(Money::amount),
                    rounded(price, rounding, currency), waived));
        }
        return freight;
    }

    private static DecisionReceipt.FreightRate rate(Freight.Zone zone, BigDecimal weight) {
        Freight.Rate rate = zone.rate(weight);
        return new DecisionReceipt.FreightRate(rate.upToKg(), rate.price().amount(), zone.perKgAbove().amount());
    }

    private static BigDecimal weight(Map<Integer, Item> items, LegPlan.Line line) {
        return Optional.ofNullable(items.get(line.lineNo()))
                .map(item -> item.kilograms(line.quantity())).orElse(BigDecimal.ZERO);
    }

    /** A backorder is charged as if it left from the preferred warehouse. */
    private static LocationId origin(LegPlan leg, Draft.Priced draft) {
        Function<Draft.Priced, LocationId> preferred = d -> d.landscape().policies().sourcing()
                .preferenceFor(d.shipTo().region()).stream().findFirst().orElse(new LocationId("unknown"));
        return switch (leg.origin()) {
            case LegPlan.Origin.Warehouse(var location) -> location;
            case LegPlan.Origin.DropShip(var supplier) -> new LocationId(supplier.value());
            case LegPlan.Origin.Backorder() -> preferred.apply(draft);
        };
    }

    static BigDecimal rounded(BigDecimal amount, Rounding rounding, Currency currency) {
        return new Money(amount.setScale(Math.min(amount.scale(), 12), rounding.mode()), currency).round(rounding)
                .amount();
    }

    private static BigDecimal sum(List<BigDecimal> amounts, Currency currency) {
        return amounts.stream().reduce(BigDecimal.ZERO.setScale(currency.getDefaultFractionDigits()), BigDecimal::add);
    }

    private static BigDecimal stripped(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
