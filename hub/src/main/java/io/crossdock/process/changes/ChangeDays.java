package io.crossdock.process.changes;

import io.crossdock.canonical.Fault;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.NewDates;
import io.crossdock.process.ordering.Order;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Another day for an order or some of its lines, as its legs stand.
 *
 * @param lines that are meant, with what was added to them
 * @param days  of the legs that nobody works on yet, all of whose lines are meant
 */
record ChangeDays(Order order, ChangeWish.What.On wish, Set<Integer> lines, List<NewDates.Day> days, List<Leg> inWork,
        List<Leg> shared, Instant now) {

    static ChangeDays of(Order order, ChangeWish.What.On wish, NewDates dates, Instant now) {
        Set<Integer> lines = order.lines().stream().filter(line -> wish.lines().isEmpty()
                || wish.lines().contains(order.named(line))).map(Order.Line::lineNo).collect(Collectors.toSet());
        List<NewDates.Day> movable = dates.preview(order.number(), wish.day()).stream()
                .filter(day -> touches(day.leg(), lines)).toList();
        return new ChangeDays(order, wish, lines, movable.stream().filter(day -> within(day.leg(), lines)).toList(),
                dates.inWork(order.number()).stream().filter(leg -> touches(leg, lines)).toList(),
                movable.stream().map(NewDates.Day::leg).filter(leg -> !within(leg, lines)).toList(), now);
    }

    private static boolean touches(Leg leg, Set<Integer> lines) {
        return leg.lines().stream().anyMatch(line -> line.open().isPositive() && lines.contains(line.lineNo()));
    }

    private static boolean within(Leg leg, Set<Integer> lines) {
        return leg.lines().stream().allMatch(line -> !line.open().isPositive() || lines.contains(line.lineNo()));
    }

    /** Whether a leg is moved. */
    boolean means(Leg leg) {
        return touches(leg, lines) && within(leg, lines);
    }

    /** What is wrong with it; the day of goods that a place works on, or that have left, is no more to be moved. */
    List<Fault> faults(List<Fault> others) {
        List<Fault> faults = new ArrayList<>(others);
        if (!wish.day().isAfter(now.atZone(ZoneOffset.UTC).toLocalDate())) {
            faults.add(fault("date-past", wish.day() + " is over, or today."));
        }
        inWork.forEach(leg -> faults.add(fault("date-in-work", "Shipment " + leg.number()
                + " is being worked on: cancel it and order it anew for another day.")));
        shared.forEach(leg -> faults.add(fault("date-shared", "Shipment " + leg.number() + " brings line "
                + others(leg) + ", too: name the same day for what leaves together.")));
        if (faults.isEmpty() && days.isEmpty() && !wish.lines().isEmpty() && order.lines().stream().anyMatch(line ->
                lines.contains(line.lineNo()) && line.shipped().isPositive())) {
            faults.add(fault("shipped-already", "It has left already."));
        }
        boolean whole = wish.lines().isEmpty() && order.requestedFor().filter(wish.day()::equals).isPresent();
        if (faults.isEmpty() && (whole || days.isEmpty())) {
            faults.add(fault("nothing-changes", "That is how the order stands already."));
        }
        return faults;
    }

    private String others(Leg leg) {
        return leg.lines().stream().filter(line -> line.open().isPositive() && !lines.contains(line.lineNo()))
                .map(line -> String.valueOf(line.lineNo())).collect(Collectors.toCollection(TreeSet::new)).stream()
                .collect(Collectors.joining(" and "));
    }

    private static Fault fault(String code, String message) {
        return new Fault("/requestedDate", code, message);
    }
}
