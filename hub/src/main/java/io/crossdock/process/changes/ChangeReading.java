package io.crossdock.process.changes;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Quantity;
import io.crossdock.process.fulfilment.CallOffs.Wanted;
import io.crossdock.process.ordering.CommercialState;
import io.crossdock.process.ordering.Order;
import io.crossdock.system.catalog.Catalog;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a wish comes to for an order as it stands, or everything that is wrong with it. */
record ChangeReading(List<Wanted> wanted, List<Fault> faults) {

    /** @param asked what of each line is asked back already, in base units */
    static ChangeReading of(ChangeWish wish, Order order, Map<Integer, Quantity> asked, Catalog catalog) {
        List<Fault> faults = new ArrayList<>();
        List<Wanted> wanted = new ArrayList<>();
        if (order.commercialState() == CommercialState.CANCELLED || order.commercialState() == CommercialState.CLOSED) {
            faults.add(new Fault("", "order-ended", "Order " + order.number() + " is " + order.commercialState().label()
                    + ": nothing of it can be changed any more."));
            return new ChangeReading(List.of(), faults);
        }
        switch (wish.what()) {
            case ChangeWish.What.Everything() -> order.lines().forEach(line -> {
                Quantity open = line.open().minus(asked(line, asked));
                if (open.isPositive()) {
                    wanted.add(new Wanted(line.lineNo(), line.sku(), open));
                }
            });
            case ChangeWish.What.Lines(var lines) -> {
                Set<Integer> seen = new HashSet<>();
                for (int i = 0; i < lines.size(); i++) {
                    String pointer = "/lines/" + i;
                    if (!seen.add(lines.get(i).lineNo())) {
                        faults.add(new Fault(pointer + "/line", "line-repeated", "Line " + lines.get(i).lineNo()
                                + " is there twice."));
                    } else {
                        line(lines.get(i), order, asked, catalog, pointer, faults).ifPresent(wanted::add);
                    }
                }
            }
        }
        if (faults.isEmpty() && wanted.isEmpty()) {
            faults.add(new Fault("", "nothing-changes", "That is how the order stands already."));
        }
        return new ChangeReading(List.copyOf(wanted), List.copyOf(faults));
    }

    private static Quantity asked(Order.Line line, Map<Integer, Quantity> asked) {
        return asked.getOrDefault(line.lineNo(), Quantity.zero(line.base().unit()));
    }

    private static Optional<Wanted> line(ChangeWish.Line asked, Order order, Map<Integer, Quantity> askedBack,
            Catalog catalog, String pointer, List<Fault> faults) {
        Optional<Order.Line> line = order.lines().stream().filter(each -> each.lineNo() == asked.lineNo()).findFirst();
        if (line.isEmpty()) {
            faults.add(new Fault(pointer + "/line", "line-unknown", "Order " + order.number() + " has no line "
                    + asked.lineNo() + "."));
            return Optional.empty();
        }
        Optional<Quantity> base = base(asked.quantity(), line.get(), catalog);
        if (base.isEmpty()) {
            faults.add(new Fault(pointer + "/unit", "unit-unknown", line.get().sku() + " is not sold in "
                    + asked.quantity().unit().label() + ", or the quantity is no exact number of "
                    + line.get().base().unit().label() + "."));
            return Optional.empty();
        }
        Quantity standing = line.get().base().minus(line.get().cancelled()).minus(asked(line.get(), askedBack));
        if (base.get().compareTo(standing) > 0) {
            faults.add(new Fault(pointer + "/quantity", "more-than-ordered", "Line " + asked.lineNo() + " stands at "
                    + standing + "; more is ordered with a further order, at the price and from the stock of that day."));
            return Optional.empty();
        }
        if (base.get().compareTo(line.get().shipped()) < 0) {
            faults.add(new Fault(pointer + "/quantity", "shipped-already", "Of line " + asked.lineNo() + ", "
                    + line.get().shipped() + " have left already; send them back as a return."));
            return Optional.empty();
        }
        Quantity less = standing.minus(base.get());
        return less.isPositive() ? Optional.of(new Wanted(asked.lineNo(), line.get().sku(), less)) : Optional.empty();
    }

    private static Optional<Quantity> base(Quantity asked, Order.Line line, Catalog catalog) {
        if (asked.isZero() || asked.unit().equals(line.base().unit())) {
            return Optional.of(new Quantity(asked.value(), line.base().unit()));
        }
        // The order's own unit needs no catalogue: what was ordered in it is known in base units.
        if (asked.unit().equals(line.ordered().unit())) {
            BigDecimal[] whole = asked.value().multiply(line.base().value()).divideAndRemainder(line.ordered().value());
            return whole[1].signum() == 0 ? Optional.of(new Quantity(whole[0], line.base().unit())) : Optional.empty();
        }
        return catalog.item(line.sku()).map(Item::packs).flatMap(packs -> packs.factor(asked.unit()))
                .map(factor -> new Quantity(asked.value().multiply(factor), line.base().unit()));
    }
}
