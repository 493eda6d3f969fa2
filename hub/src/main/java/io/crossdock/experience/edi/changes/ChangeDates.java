package io.crossdock.experience.edi.changes;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.experience.edi.changes.ChangeCheck.Dated;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.process.changes.ChangeAnswer;
import io.crossdock.process.changes.ChangeOutcome;
import io.crossdock.process.changes.ChangeWish;
import io.crossdock.process.changes.Changes;
import io.crossdock.process.fulfilment.Fulfilment;
import io.crossdock.process.ordering.Order;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Other days that an 860 asks for: lines that are wanted on the same day are moved together. */
@Component
class ChangeDates {

    private final Changes changes;
    private final Fulfilment fulfilment;

    ChangeDates(Changes changes, Fulfilment fulfilment) {
        this.changes = changes;
        this.fulfilment = fulfilment;
    }

    /** @param faults of what stays on its day; @param says when the rest comes, in sentences */
    record Moved(List<Fault> faults, List<String> says) {
    }

    private record Together(ChangeWish wish, List<Dated> lines) {
    }

    private static List<Together> together(OrderNumber order, List<Dated> dated) {
        List<Together> all = new ArrayList<>();
        dated.stream().filter(each -> each.place() < 0).forEach(each -> all.add(new Together(new ChangeWish(order,
                new ChangeWish.What.On(each.day()), Optional.empty()), List.of(each))));
        new TreeMap<>(dated.stream().filter(each -> each.place() >= 0).collect(Collectors.groupingBy(Dated::day)))
                .forEach((day, lines) -> all.add(new Together(new ChangeWish(order, new ChangeWish.What.On(day,
                        lines.stream().map(Dated::lineNo).collect(Collectors.toSet())), Optional.empty()), lines)));
        return all;
    }

    /** What is wrong with them as the order stands; nothing is done. */
    List<Fault> faults(OrderNumber order, List<Dated> dated) {
        return together(order, dated).stream().flatMap(each -> faults(changes.preview(each.wish()), each.lines()).stream())
                .toList();
    }

    /** Does it, for an order that the caller has locked; whoever has gone too far meanwhile is refused alone. */
    Moved move(OrderNumber order, List<Dated> dated, Incoming message) {
        List<Fault> faults = new ArrayList<>();
        List<String> says = new ArrayList<>();
        for (Together each : together(order, dated)) {
            Dated first = each.lines().getFirst();
            ChangeOutcome outcome = changes.change(each.wish(), changes.prepare(each.wish()), new Incoming(message.source(),
                    message.dedupeKey() + (first.place() < 0 ? " all" : "") + " on " + first.day(), message.contentType(),
                    message.payload(), message.origin()));
            faults.addAll(faults(outcome, each.lines()));
            if (outcome instanceof ChangeOutcome.Decided(ChangeAnswer answer, boolean repeated)) {
                answer.days().stream().map(ChangeAnswer.Moved::says).forEach(says::add);
            }
        }
        return new Moved(faults, says);
    }

    private static List<Fault> faults(ChangeOutcome outcome, List<Dated> lines) {
        return switch (outcome) {
            case ChangeOutcome.Decided decided -> List.of();
            case ChangeOutcome.Refused(var faults) -> faults.stream()
                    .filter(fault -> !fault.code().equals("nothing-changes"))
                    .flatMap(fault -> lines.stream().map(line -> fault(line, fault.code(), fault.message()))).toList();
            case ChangeOutcome.NotNow(String why, var retryAfter) -> lines.stream()
                    .map(line -> fault(line, "not-decided", why)).toList();
            case ChangeOutcome.Conflict conflict -> lines.stream().map(line -> fault(line, "change-number-reused",
                    "A change of this number came before with another content.")).toList();
        };
    }

    private static Fault fault(Dated line, String code, String message) {
        return new Fault(line.place() < 0 ? "/dates" : "/lines/" + line.place() + "/dates", code, message);
    }

    /** When the last of each line arrives, by its number. */
    Map<Integer, LocalDate> arrivals(Order order) {
        Map<Integer, Integer> named = order.names();
        return fulfilment.legs(List.of(order.number())).stream().flatMap(leg -> leg.lines().stream()
                .filter(line -> line.planned().minus(line.missing()).isPositive())
                .map(line -> Map.entry(named.getOrDefault(line.lineNo(), line.lineNo()), leg.promisedFor())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue,
                        BinaryOperator.maxBy(LocalDate::compareTo)));
    }

    /** Which lines of an answer tell a day, and the day that was asked for. */
    static Map<Integer, LocalDate> asked(Order order, List<Dated> dated) {
        Map<Integer, LocalDate> asked = new TreeMap<>();
        dated.stream().filter(each -> each.place() < 0).forEach(each -> order.lines().stream()
                .filter(line -> line.open().isPositive()).forEach(line -> asked.put(order.named(line), each.day())));
        dated.stream().filter(each -> each.place() >= 0).forEach(each -> asked.put(each.lineNo(), each.day()));
        return asked;
    }
}
