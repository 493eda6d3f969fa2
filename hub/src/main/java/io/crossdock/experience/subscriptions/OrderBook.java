package io.crossdock.experience.subscriptions;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.process.fulfilment.LegFact;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.ordering.OrderAnswer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One order as its facts tell it, and nothing else: so that an event says the same whenever it is delivered, and at the
 * end the same as the portal. In base units. Not thread-safe.
 */
final class OrderBook {

    private final OrderAnswer accepted;
    private final Map<LegNumber, Leg> legs = new LinkedHashMap<>();
    private final Map<Integer, Quantity> shipped = new TreeMap<>();
    private final Map<Integer, Quantity> cancelled = new TreeMap<>();
    private final List<OrderAnswer.Line> lines;
    private final Map<Integer, Integer> insteadOf = new TreeMap<>();
    private String state;

    OrderBook(OrderAnswer accepted) {
        this.accepted = accepted;
        this.state = accepted.state();
        this.lines = new ArrayList<>(accepted.lines());
        for (OrderAnswer.Leg leg : accepted.legs()) {
            legs.put(leg.number(), new Leg(leg.kind().equals("backorder"), leg.arrives()));
        }
        for (OrderAnswer.Line line : accepted.lines()) {
            shipped.put(line.lineNo(), none(line));
            cancelled.put(line.lineNo(), line.cut().orElseGet(() -> none(line)));
            line.promises().forEach(promise -> leg(promise.leg()).add(line.lineNo(), promise.quantity()));
        }
    }

    /** What a leg still has to bring of each line. */
    private static final class Leg {

        private final boolean backorder;
        private final Map<Integer, Quantity> open = new TreeMap<>();
        private LocalDate arrives;

        Leg(boolean backorder, LocalDate arrives) {
            this.backorder = backorder;
            this.arrives = arrives;
        }

        void add(int line, Quantity quantity) {
            open.merge(line, quantity, Quantity::plus);
        }

        void less(int line, Quantity quantity) {
            open.computeIfPresent(line, (any, left) -> left.minus(quantity.min(left)));
        }

        Quantity of(OrderAnswer.Line line) {
            return open.getOrDefault(line.lineNo(), none(line));
        }
    }

    private static Quantity none(OrderAnswer.Line line) {
        return Quantity.zero(line.promises().stream().map(promise -> promise.quantity().unit()).findFirst()
                .or(() -> line.cut().map(Quantity::unit)).orElse(line.quantity().unit()));
    }

    private Leg leg(LegNumber number) {
        return legs.computeIfAbsent(number, unknown -> new Leg(false, LocalDate.EPOCH));
    }

    AccountId account() {
        return accepted.account();
    }

    void planned(Events.Planned planned) {
        Leg leg = new Leg(planned.plan().waits(), planned.plan().promisedFor());
        planned.plan().lines().forEach(line -> leg.add(line.lineNo(), line.quantity()));
        legs.put(planned.leg(), leg);
    }

    void promised(LegNumber number, LocalDate arrives) {
        leg(number).arrives = arrives;
    }

    void dispatched(LegFact.Dispatched fact) {
        for (LegReport.Line line : fact.lines()) {
            shipped.merge(line.lineNo(), line.quantity(), Quantity::plus);
            leg(fact.leg()).less(line.lineNo(), line.quantity());
        }
    }

    void shorted(LegFact.Shorted fact) {
        fact.missing().forEach(line -> leg(fact.leg()).less(line.lineNo(), line.quantity()));
        fact.cut().forEach(line -> cancelled.merge(line.lineNo(), line.quantity(), Quantity::plus));
    }

    void calledOff(LegFact.CalledOff fact) {
        fact.lines().forEach(line -> {
            leg(fact.leg()).less(line.lineNo(), line.quantity());
            cancelled.merge(line.lineNo(), line.quantity(), Quantity::plus);
        });
    }

    /** A further line, of which the leg that has it is told next. */
    void substituted(LegFact.Substituted fact) {
        fact.cancelled().forEach((line, quantity) -> cancelled.merge(line, quantity, Quantity::plus));
        fact.substitutes().forEach(each -> {
            OrderAnswer.Line line = new OrderAnswer.Line(each.lineNo(), Optional.empty(), each.sku(), each.sku().value(),
                    each.quantity(), BigDecimal.ZERO, BigDecimal.ZERO, Optional.empty(),
                    List.of(new OrderAnswer.Promise(fact.leg(), each.quantity(), LocalDate.EPOCH, false)));
            lines.add(line);
            shipped.put(each.lineNo(), none(line));
            cancelled.put(each.lineNo(), none(line));
            insteadOf.put(each.lineNo(), each.insteadOf());
            if (fact.chosenBy().equals("warehouse")) {
                leg(fact.leg()).add(each.lineNo(), each.quantity());
            }
        });
    }

    void ended(String how) {
        state = how;
    }

    /** The lines of a leg. */
    List<Integer> linesOf(LegNumber number) {
        return List.copyOf(leg(number).open.keySet());
    }

    Quantity backordered(int lineNo) {
        return lines.stream().filter(line -> line.lineNo() == lineNo).findFirst().map(this::backordered)
                .orElseThrow();
    }

    /** What is open and comes from nowhere yet: legs that wait end without a fact when others take their place. */
    private Quantity backordered(OrderAnswer.Line line) {
        Quantity covered = legs.values().stream().filter(leg -> !leg.backorder).map(leg -> leg.of(line))
                .reduce(none(line), Quantity::plus);
        return open(line).minus(covered).max(none(line));
    }

    private Quantity ordered(OrderAnswer.Line line) {
        return line.promises().stream().map(OrderAnswer.Promise::quantity)
                .reduce(line.cut().orElseGet(() -> none(line)), Quantity::plus);
    }

    private Quantity open(OrderAnswer.Line line) {
        return ordered(line).minus(of(shipped, line)).minus(of(cancelled, line));
    }

    private static Quantity of(Map<Integer, Quantity> amounts, OrderAnswer.Line line) {
        return amounts.getOrDefault(line.lineNo(), none(line));
    }

    EventData.Order view() {
        return new EventData.Order(accepted.number().value(), accepted.account().value(), accepted.buyerReference(),
                accepted.channel(), state, accepted.acceptedAt(), accepted.currency(), accepted.totals().total(),
                lines.stream().map(this::view).toList());
    }

    private EventData.Line view(OrderAnswer.Line line) {
        return new EventData.Line(line.lineNo(), line.buyerLine(), line.sku().value(), line.description(),
                ordered(line), of(shipped, line), open(line), of(cancelled, line), backordered(line), arrives(line),
                Optional.ofNullable(insteadOf.get(line.lineNo())));
    }

    private Optional<LocalDate> arrives(OrderAnswer.Line line) {
        if (!open(line).isPositive()) {
            return Optional.empty();
        }
        List<LocalDate> days = new ArrayList<>();
        legs.values().stream().filter(leg -> !leg.backorder && leg.of(line).isPositive())
                .forEach(leg -> days.add(leg.arrives));
        Quantity waiting = backordered(line);
        // The last legs that wait are those that others have not taken the place of.
        for (Leg leg : List.copyOf(legs.values()).reversed()) {
            if (leg.backorder && leg.of(line).isPositive() && waiting.isPositive()) {
                days.add(leg.arrives);
                waiting = waiting.minus(leg.of(line).min(waiting));
            }
        }
        return days.stream().max(Comparator.naturalOrder());
    }
}
