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

/**
 * The money of an order. Line net = unit price × quantity; tax = net of a tax class × its rate; freight by leg; each
 * rounded once, by the landscape's one rule; where the books have a document of each warehouse, once in each.
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

    static Figures of(Draft.Priced draft, Sourced plan) {
        Arithmetic arithmetic = draft.arithmetic();
        Rounding rounding = arithmetic.rounding();
        Currency currency = draft.request().currency();
        List<Line> lines = draft.lines().stream().map(line -> line(line, plan, arithmetic, currency)).toList();
        BigDecimal net = sum(lines.stream().map(Line::net).toList(), currency);
        List<DecisionReceipt.Tax> taxes = taxes(draft, lines, plan.legs(), rounding, currency);
        List<DecisionReceipt.Freight> freight = freight(draft, plan.legs(), net, rounding, currency);
        BigDecimal tax = sum(taxes.stream().map(DecisionReceipt.Tax::amount).toList(), currency);
        BigDecimal carriage = sum(freight.stream().map(DecisionReceipt.Freight::price).toList(), currency);
        return new Figures(lines, taxes, freight,
                new OrderAnswer.Totals(net, carriage, tax, net.add(carriage).add(tax)));
    }

    private static Line line(Draft.Line line, Sourced plan, Arithmetic arithmetic, Currency currency) {
        Optional<Quantity> cut = plan.cut().stream().filter(c -> c.lineNo() == line.asked().lineNo())
                .map(Cut::quantity).findFirst();
        Quantity quantity = cut.map(part -> line.base().minus(part)).orElse(line.asked().quantity());
        BigDecimal factor = factor(line, quantity);
        BigDecimal unitPrice = line.price().unitPrice().amount().multiply(factor);
        return new Line(line.asked().lineNo(), quantity, factor, stripped(unitPrice),
                net(unitPrice.multiply(quantity.value()), line.asked().lineNo(), plan.legs(), arithmetic, currency));
    }

    /** @param exact what the whole line comes to before it is rounded */
    static BigDecimal net(BigDecimal exact, int lineNo, List<LegPlan> legs, Arithmetic arithmetic, Currency currency) {
        return arithmetic.taxOn() == TaxOn.EXACT_BY_PLACE
                ? sum(byPlace(exact, lineNo, legs, arithmetic.usual()).values().stream()
                        .map(part -> rounded(part, arithmetic.rounding(), currency)).toList(), currency)
                : rounded(exact, arithmetic.rounding(), currency);
    }

    /** Price units in one unit of the quantity. */
    private static BigDecimal factor(Draft.Line line, Quantity quantity) {
        BigDecimal ofQuantity = line.item().packs().factor(quantity.unit()).orElseThrow();
        BigDecimal ofPrice = line.item().packs().factor(line.price().unit()).orElseThrow();
        return ofQuantity.divide(ofPrice, 12, RoundingMode.HALF_UP).stripTrailingZeros();
    }

    private static List<DecisionReceipt.Tax> taxes(Draft.Priced draft, List<Line> lines, List<LegPlan> legs,
            Rounding rounding, Currency currency) {
        if (draft.account().taxStatus() == TaxStatus.EXEMPT) {
            return List.of();
        }
        Map<Integer, String> classes = draft.lines().stream().collect(Collectors.toMap(
                line -> line.asked().lineNo(), line -> line.item().taxClass()));
        Arithmetic arithmetic = draft.arithmetic();
        Map<TaxKey, BigDecimal> netByKey = new TreeMap<>(Comparator.comparing(TaxKey::taxClass)
                .thenComparing(TaxKey::place));
        for (Line line : lines) {
            BigDecimal exact = line.unitPrice().multiply(line.quantity().value());
            Map<String, BigDecimal> parts = switch (arithmetic.taxOn()) {
                case ROUNDED -> Map.of("", line.net());
                case EXACT -> Map.of("", exact);
                case EXACT_BY_PLACE -> byPlace(exact, line.lineNo(), legs, arithmetic.usual());
            };
            parts.forEach((place, part) -> netByKey.merge(new TaxKey(classes.getOrDefault(line.lineNo(), ""), place), part,
                    BigDecimal::add));
        }
        List<DecisionReceipt.Tax> taxes = new ArrayList<>();
        netByKey.forEach((key, net) -> {
            BigDecimal rate = draft.taxRates().getOrDefault(key.taxClass(), BigDecimal.ZERO);
            // A document of a place rounds for itself.
            BigDecimal before = key.place().isEmpty() ? draft.before().taxed(key.taxClass(), rate) : BigDecimal.ZERO;
            taxes.add(tax(draft.shipTo().region(), key.taxClass(), net, rate, before, rounding, currency));
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
    private record TaxKey(String taxClass, String place) {
    }

    /**
     * What no warehouse ships goes with the warehouse that has most of the line, as it does in the ERP, or else with the
     * usual one.
     */
    static Map<String, BigDecimal> byPlace(BigDecimal amount, int lineNo, List<LegPlan> legs, Optional<LocationId> usual) {
        Map<String, BigDecimal> shares = new TreeMap<>();
        for (LegPlan leg : legs) {
            String place = leg.origin() instanceof LegPlan.Origin.Warehouse(var location) ? location.value() : "";
            leg.lines().stream().filter(line -> line.lineNo() == lineNo)
                    .forEach(line -> shares.merge(place, line.quantity().value(), BigDecimal::add));
        }
        BigDecimal whole = shares.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        Optional<String> most = shares.entrySet().stream().filter(each -> !each.getKey().isEmpty())
                .max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
        if (most.isEmpty()) {
            return Map.of(usual.map(LocationId::value).orElse(""), amount);
        }
        Map<String, BigDecimal> parts = new TreeMap<>();
        BigDecimal rest = amount;
        for (Map.Entry<String, BigDecimal> share : shares.entrySet()) {
            if (!share.getKey().isEmpty() && !share.getKey().equals(most.get())) {
                BigDecimal part = amount.multiply(share.getValue()).divide(whole, 12, RoundingMode.HALF_EVEN);
                parts.put(share.getKey(), part);
                rest = rest.subtract(part);
            }
        }
        parts.put(most.get(), rest);
        return parts;
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
