package io.crossdock.process.fulfilment;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Which legs give back what shall not be delivered. Pure.
 *
 * @param legs  of one order, as they are
 * @param asked what was asked back before and is not answered yet, by leg and line
 */
record CallOffPlan(List<Leg> legs, Map<LegNumber, Map<Integer, Quantity>> asked) {

    /** How far a leg can still be called off. */
    enum Reach {
        /** Nobody outside knows of it: it is undone at once. */
        UNDO,
        /** Somebody works on it: he is asked, and may be too late. */
        ASK,
        /** It has left. */
        GONE,
        /** It has ended without goods. */
        NOTHING
    }

    static Reach reach(LegState state) {
        return switch (state) {
            case WAITING, PLANNED -> Reach.UNDO;
            case REQUESTED, RELEASED, PICKING, PICKED, PACKED -> Reach.ASK;
            case SHIPPED, DELIVERED -> Reach.GONE;
            case SHORTED, CANCELLED -> Reach.NOTHING;
        };
    }

    /** What is easiest to undo goes first: the last promised of what nobody works on, then what is least far. */
    List<CallOff> parts(int lineNo, Sku sku, Quantity wanted) {
        List<CallOff> parts = new ArrayList<>();
        Quantity left = wanted;
        for (Leg leg : legs.stream().sorted(Comparator.comparing((Leg each) -> reach(each.state()))
                .thenComparing(each -> reach(each.state()) == Reach.ASK ? each.state().ordinal() : 0)
                .thenComparing(each -> -each.number().index())).toList()) {
            Reach reach = reach(leg.state());
            if (reach == Reach.GONE || reach == Reach.NOTHING || !left.isPositive()) {
                continue;
            }
            Quantity open = leg.lines().stream().filter(line -> line.lineNo() == lineNo).map(Leg.Line::open)
                    .reduce(Quantity.zero(wanted.unit()), Quantity::plus)
                    .minus(asked.getOrDefault(leg.number(), Map.of()).getOrDefault(lineNo, Quantity.zero(wanted.unit())));
            Quantity part = open.min(left);
            if (part.isPositive()) {
                parts.add(new CallOff(leg.number(), lineNo, sku, part,
                        reach == Reach.UNDO ? CallOff.Fate.UNDONE : CallOff.Fate.ASKED));
                left = left.minus(part);
            }
        }
        return parts;
    }
}
