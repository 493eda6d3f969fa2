package io.crossdock.process.changes;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.journal.Ids;
import io.crossdock.process.fulfilment.CallOff;
import io.crossdock.process.fulfilment.CallOffs.Wanted;
import io.crossdock.process.fulfilment.NewDates;
import io.crossdock.process.ordering.Additions;
import io.crossdock.process.ordering.Order;
import io.crossdock.process.ordering.OrderAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What became of a wish, in figures and sentences. Pure. */
final class ChangeWords {

    private ChangeWords() {
    }

    static ChangeAnswer answer(Order order, List<Wanted> wanted, List<CallOff> parts,
            Optional<Additions.Outcome.Added> more, Instant now) {
        Map<Integer, List<Wanted>> byName = new LinkedHashMap<>();
        wanted.forEach(each -> byName.computeIfAbsent(named(order, each.lineNo()), line -> new ArrayList<>()).add(each));
        List<ChangeAnswer.Line> lines = byName.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(each ->
                line(order, each.getKey(), each.getValue(), parts.stream().filter(part ->
                        named(order, part.lineNo()) == each.getKey()).toList())).toList();
        List<ChangeAnswer.Added> added = more.map(Additions.Outcome.Added::lines).orElse(List.of()).stream()
                .map(line -> added(order, line)).toList();
        boolean waits = lines.stream().anyMatch(line -> line.asked().isPositive());
        boolean done = !added.isEmpty() || lines.stream().anyMatch(line -> line.undone().isPositive());
        return new ChangeAnswer(Ids.at(now), order.number(), waits ? "waiting" : done ? "done" : "refused", now, lines,
                added, more.map(Additions.Outcome.Added::totals), more.map(Additions.Outcome.Added::conditions)
                        .orElse(List.of()), List.of());
    }

    static ChangeAnswer moved(Order order, List<NewDates.Day> days, Instant now) {
        return new ChangeAnswer(Ids.at(now), order.number(), "done", now, List.of(), List.of(), Optional.empty(), List.of(),
                days.stream().map(day -> new ChangeAnswer.Moved(day.leg().number(), day.promisedFor(), "Shipment "
                        + day.leg().number() + " arrives on " + day.promisedFor()
                        + (day.promisedFor().equals(day.leg().promisedFor()) ? ", as it was promised."
                                : " instead of " + day.leg().promisedFor() + "."))).toList());
    }

    private static int named(Order order, int lineNo) {
        return order.line(lineNo).map(order::named).orElse(lineNo);
    }

    private static ChangeAnswer.Added added(Order order, Additions.Line line) {
        StringBuilder says = new StringBuilder();
        says.append(line.quantity()).append(line.moreOf().isPresent() ? " more" : "").append(" of ").append(line.sku())
                .append(" at ").append(line.unitPrice().toPlainString()).append(' ').append(order.currency())
                .append(", ");
        List<String> when = new ArrayList<>();
        for (OrderAnswer.Promise promise : line.promises()) {
            when.add(promise.quantity() + (promise.estimated() ? " presumably on " : " on ") + promise.arrives());
        }
        says.append(String.join(" and ", when)).append('.');
        return new ChangeAnswer.Added(line.lineNo(), line.moreOf(), line.sku(), line.description(), line.quantity(),
                line.unitPrice(), line.net(), line.promises(), says.toString());
    }

    private static ChangeAnswer.Line line(Order order, int lineNo, List<Wanted> wanted, List<CallOff> parts) {
        Quantity none = Quantity.zero(wanted.getFirst().quantity().unit());
        Quantity less = wanted.stream().map(Wanted::quantity).reduce(none, Quantity::plus);
        Quantity undone = sum(parts, CallOff.Fate.UNDONE, none);
        Quantity asked = sum(parts, CallOff.Fate.ASKED, none);
        Quantity refused = less.minus(undone).minus(asked);
        StringBuilder says = new StringBuilder();
        if (undone.isPositive()) {
            says.append(items(parts)).append(" are cancelled. ");
        }
        if (asked.isPositive()) {
            says.append(asked).append(" are being worked on: whoever has them is asked to give them back, and may be too "
                    + "late. ");
        }
        if (refused.isPositive()) {
            says.append(refused).append(" cannot be called off any more. ");
        }
        return new ChangeAnswer.Line(lineNo, order.line(lineNo).map(Order.Line::sku)
                .orElse(wanted.getFirst().sku()), less, undone, asked, refused,
                says.toString().strip());
    }

    /** What is cancelled at once, by item: {@code 4 EA of PEN}; what stands for something else is another item. */
    private static String items(List<CallOff> parts) {
        Map<Sku, Quantity> items = new LinkedHashMap<>();
        parts.stream().filter(part -> part.fate() == CallOff.Fate.UNDONE)
                .forEach(part -> items.merge(part.sku(), part.quantity(), Quantity::plus));
        return items.entrySet().stream().map(each -> each.getValue() + " of " + each.getKey())
                .collect(Collectors.joining(" and "));
    }

    private static Quantity sum(List<CallOff> parts, CallOff.Fate fate, Quantity none) {
        return parts.stream().filter(part -> part.fate() == fate).map(CallOff::quantity).reduce(none, Quantity::plus);
    }
}
