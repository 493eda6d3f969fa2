package io.crossdock.process.fulfilment;

import io.crossdock.canonical.Quantity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How what is missing may come after all.
 *
 * @param cut      what never comes
 * @param replaced for what other items are sent
 */
record Way(List<LegPlan> legs, List<LegReport.Line> cut, List<LegReport.Line> replaced) {

    Way {
        legs = List.copyOf(legs);
        cut = List.copyOf(cut);
        replaced = List.copyOf(replaced);
    }

    /** A way that nothing else is sent by. */
    Way(List<LegPlan> legs, List<LegReport.Line> cut) {
        this(legs, cut, List.of());
    }

    /** How much of a line comes later than a day, or never. */
    Quantity after(LocalDate day, LegReport.Line line) {
        Quantity never = cut.stream().filter(each -> each.lineNo() == line.lineNo()).map(LegReport.Line::quantity)
                .reduce(Quantity.zero(line.quantity().unit()), Quantity::plus);
        return legs.stream().filter(leg -> leg.promisedFor().isAfter(day)).flatMap(leg -> leg.lines().stream())
                .filter(each -> each.lineNo() == line.lineNo()).map(LegPlan.Line::quantity).reduce(never, Quantity::plus);
    }

    /** The same without as much of a line as {@code most}: first of what never comes, then of what comes last. */
    Way without(LegReport.Line most) {
        Quantity left = most.quantity();
        List<LegReport.Line> rest = new ArrayList<>();
        for (LegReport.Line line : cut) {
            Quantity part = line.lineNo() == most.lineNo() ? line.quantity().min(left) : left.minus(left);
            left = left.minus(part);
            if (line.quantity().compareTo(part) > 0) {
                rest.add(new LegReport.Line(line.lineNo(), line.sku(), line.quantity().minus(part)));
            }
        }
        List<LegPlan> later = new ArrayList<>(legs);
        later.sort(Comparator.comparing(LegPlan::promisedFor).reversed());
        Map<LegPlan, LegPlan> shorter = new LinkedHashMap<>();
        for (LegPlan leg : later) {
            List<LegPlan.Line> lines = new ArrayList<>();
            for (LegPlan.Line line : leg.lines()) {
                Quantity part = line.lineNo() == most.lineNo() ? line.quantity().min(left) : left.minus(left);
                left = left.minus(part);
                if (line.quantity().compareTo(part) > 0) {
                    lines.add(new LegPlan.Line(line.lineNo(), line.sku(), line.quantity().minus(part)));
                }
            }
            shorter.put(leg, new LegPlan(leg.origin(), leg.shipBy(), leg.promisedFor(), lines));
        }
        return new Way(legs.stream().map(leg -> Objects.requireNonNull(shorter.get(leg)))
                .filter(leg -> !leg.lines().isEmpty()).toList(), rest);
    }
}
