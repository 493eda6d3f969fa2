package io.crossdock.process.changes;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.Quantity;
import io.crossdock.process.fulfilment.CallOffs.Wanted;
import io.crossdock.process.ordering.Additions;
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

/**
 * What a wish comes to for an order as it stands, or everything that is wrong with it.
 *
 * @param wanted what shall not be delivered
 * @param more   what shall be delivered besides
 */
record ChangeReading(List<Wanted> wanted, List<Additions.Wanted> more, List<Fault> faults) {

    /** Numbers of lines that are added begin above it, beyond those that an order of a partner may have left out. */
    private static final int ADDED_ABOVE = 1_000;

    /** @param asked what of each line is asked back already, in base units */
    static ChangeReading of(ChangeWish wish, Order order, Map<Integer, Quantity> asked, Catalog catalog) {
        if (order.commercialState() == CommercialState.CANCELLED || order.commercialState() == CommercialState.CLOSED) {
            return new ChangeReading(List.of(), List.of(), List.of(new Fault("", "order-ended", "Order " + order.number()
                    + " is " + order.commercialState().label() + ": nothing of it can be changed any more.")));
        }
        Pass pass = new Pass(order, asked, catalog);
        switch (wish.what()) {
            case ChangeWish.What.On on -> { }
            case ChangeWish.What.Everything() -> order.lines().forEach(pass::nothingOf);
            case ChangeWish.What.Lines(var lines, var added) -> {
                for (int i = 0; i < lines.size(); i++) {
                    pass.line(lines.get(i), "/lines/" + i);
                }
                for (int i = 0; i < added.size(); i++) {
                    pass.added(added.get(i), "/add/" + i);
                }
            }
        }
        if (pass.faults.isEmpty() && pass.wanted.isEmpty() && pass.more.isEmpty()
                && !(wish.what() instanceof ChangeWish.What.On)) {
            pass.faults.add(new Fault("", "nothing-changes", "That is how the order stands already."));
        }
        return new ChangeReading(List.copyOf(pass.wanted), List.copyOf(pass.more), List.copyOf(pass.faults));
    }

    /** One wish's way along the order. */
    private static final class Pass {

        private final Order order;
        private final Map<Integer, Quantity> asked;
        private final Catalog catalog;
        private final List<Fault> faults = new ArrayList<>();
        private final List<Wanted> wanted = new ArrayList<>();
        private final List<Additions.Wanted> more = new ArrayList<>();
        private final Set<Integer> seen = new HashSet<>();
        private int next;

        Pass(Order order, Map<Integer, Quantity> asked, Catalog catalog) {
            this.order = order;
            this.asked = asked;
            this.catalog = catalog;
            this.next = order.lines().stream().filter(line -> line.insteadOf().isEmpty())
                    .mapToInt(Order.Line::lineNo).reduce(ADDED_ABOVE, Math::max) + 1;
        }

        private Quantity asked(Order.Line line) {
            return asked.getOrDefault(line.lineNo(), Quantity.zero(line.base().unit()));
        }

        private Quantity callable(Order.Line line) {
            return line.open().minus(asked(line));
        }

        void nothingOf(Order.Line line) {
            if (callable(line).isPositive()) {
                wanted.add(new Wanted(line.lineNo(), line.sku(), callable(line)));
            }
        }

        void added(ChangeWish.New besides, String pointer) {
            more.add(new Additions.Wanted(pointer, Optional.empty(), new OrderRequest.Line(next++, besides.buyerLine(),
                    besides.item(), besides.quantity(), besides.expectedPrice(), Optional.empty())));
        }

        void line(ChangeWish.Line wish, String pointer) {
            if (!seen.add(wish.lineNo())) {
                fault(pointer + "/line", "line-repeated", "Line " + wish.lineNo() + " is there twice.");
                return;
            }
            Optional<Order.Line> line = order.line(wish.lineNo());
            // What stands for a line counts as that line, and may be named by its own number, too.
            List<Order.Line> all = line.filter(each -> each.insteadOf().isPresent()).map(List::of)
                    .orElseGet(() -> order.of(wish.lineNo()));
            if (line.isEmpty()) {
                fault(pointer + "/line", "line-unknown", "Order " + order.number() + " has no line " + wish.lineNo() + ".");
            } else if (line.get().moreOf().isPresent()) {
                fault(pointer + "/line", "line-is-more", "Line " + wish.lineNo() + " is more of line "
                        + order.named(line.get()) + ": say how much of that shall be delivered altogether.");
            } else {
                base(wish.quantity(), line.get(), catalog).ifPresentOrElse(base -> altogether(wish, line.get(), all, base,
                        pointer), () -> fault(pointer + "/unit", "unit-unknown", line.get().sku() + " is not sold in "
                                + wish.quantity().unit().label() + ", or the quantity is no exact number of "
                                + line.get().base().unit().label() + "."));
            }
        }

        private void altogether(ChangeWish.Line wish, Order.Line line, List<Order.Line> all, Quantity base,
                String pointer) {
            Quantity none = Quantity.zero(line.base().unit());
            Quantity standing = all.stream().map(each -> each.base().minus(each.cancelled()).minus(asked(each)))
                    .reduce(none, Quantity::plus);
            Quantity shipped = all.stream().map(Order.Line::shipped).reduce(none, Quantity::plus);
            if (base.compareTo(standing) > 0) {
                Quantity besides = base.minus(standing);
                more.add(new Additions.Wanted(pointer, Optional.of(line.lineNo()), new OrderRequest.Line(next++,
                        line.buyerLine(), new ItemName.BySku(line.sku()), inUnitOf(wish.quantity(), base, besides),
                        wish.expectedPrice(), Optional.empty())));
            } else if (base.compareTo(shipped) < 0) {
                fault(pointer + "/quantity", "shipped-already", "Of line " + wish.lineNo() + ", " + shipped
                        + " have left already; send them back as a return.");
            } else {
                less(all, standing.minus(base));
            }
        }

        /** What was added last is given up first. */
        private void less(List<Order.Line> all, Quantity wish) {
            Quantity left = wish;
            for (Order.Line line : all.reversed()) {
                Quantity part = callable(line).min(left);
                if (part.isPositive()) {
                    wanted.add(new Wanted(line.lineNo(), line.sku(), part));
                    left = left.minus(part);
                }
            }
        }

        private void fault(String pointer, String code, String message) {
            faults.add(new Fault(pointer, code, message));
        }
    }

    /** In the unit in which all was said, where that is exact; a price is for one of these. */
    private static Quantity inUnitOf(Quantity said, Quantity saidBase, Quantity part) {
        BigDecimal[] whole = part.value().multiply(said.value()).divideAndRemainder(saidBase.value());
        return whole[1].signum() == 0 ? new Quantity(whole[0], said.unit()) : part;
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
