package io.crossdock.experience.edi.orders;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.Quantity;
import io.crossdock.experience.edi.incoming.ReceivedSet;
import io.crossdock.experience.edi.incoming.ReceivedSets;
import io.crossdock.experience.edi.outgoing.Outbox;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.process.ordering.OrderAnswer;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Answers purchase orders by 855, line by line. */
@Component
class OrderAnswers {

    private static final int NOTES_MAX = 50;

    private final Mapping mapping;
    private final Outbox outbox;
    private final ReceivedSets sets;
    private final Contents contents;
    private final Calendar calendar;

    OrderAnswers(Mapping mapping, Outbox outbox, ReceivedSets sets, Contents contents, Calendar calendar) {
        this.mapping = mapping;
        this.outbox = outbox;
        this.sets = sets;
        this.contents = contents;
        this.calendar = calendar;
    }

    /** Today, where the business keeps its days. */
    @Component("edi-calendar")
    record Calendar(Landscapes landscapes, Clock clock) {

        LocalDate today() {
            return LocalDate.ofInstant(clock.instant(), landscapes.current().zone());
        }
    }

    /** Says no to the whole order, and to every line why. */
    void refuse(ReceivedSet set, Partner partner, PurchaseOrder order, List<Fault> faults, Origin origin) {
        Map<String, Object> content = header(order, "RD");
        content.put("notes", notes(order, faults));
        List<Map<String, Object>> lines = new ArrayList<>();
        for (int lineNo = 1; lineNo <= order.lines().size(); lineNo++) {
            lines.add(refusedLine(order, lineNo, faults));
        }
        content.put("lines", lines);
        write(set, partner, ReceivedSets.refusalKey(set.id()), Optional.empty(), content, origin);
        sets.refused(set.id());
    }

    /** Says yes, with what is different from what was asked for. */
    void accept(ReceivedSet set, Partner partner, PurchaseOrder order, OrderAnswer answer, List<Fault> lineFaults,
            Origin origin) {
        List<Map<String, Object>> lines = new ArrayList<>();
        Map<Integer, OrderAnswer.Line> answered = answer.lines().stream()
                .collect(Collectors.toMap(OrderAnswer.Line::lineNo, line -> line));
        for (int lineNo = 1; lineNo <= order.lines().size(); lineNo++) {
            OrderAnswer.Line line = answered.get(lineNo);
            lines.add(line == null ? refusedLine(order, lineNo, lineFaults)
                    : acceptedLine(order, line, answer));
        }
        boolean changed = lines.stream().flatMap(line -> ((List<?>) line.getOrDefault("answers", List.of())).stream())
                .anyMatch(one -> !(one instanceof Map<?, ?> map) || !Statuses.ACCEPTED.equals(map.get("status")));
        Map<String, Object> content = header(order, changed ? "AC" : "AD");
        content.put("orderNumber", answer.number().value());
        content.put("currency", answer.currency());
        List<String> notes = new ArrayList<>(notes(order, lineFaults));
        notes.addAll(answer.conditions());
        content.put("notes", notes);
        content.put("lines", lines);
        write(set, partner, answer.number().value(), Optional.of(answer.number().value()), content, origin);
    }

    private void write(ReceivedSet set, Partner partner, String businessKey, Optional<String> number,
            Map<String, Object> content, Origin origin) {
        String orderingKey = number.orElse("edi:" + partner.id() + ":" + set.reference());
        outbox.write(new Outbox.Letter(partner, "855", businessKey, orderingKey, number,
                List.of(mapping.write("855", content, partner))), origin);
    }

    private Map<String, Object> header(PurchaseOrder order, String verdict) {
        Map<String, Object> content = contents.references(order);
        content.put("verdict", verdict);
        content.putIfAbsent("orderDate", calendar.today().toString());
        content.put("answeredOn", calendar.today().toString());
        content.put("parties", contents.shipTo(order));
        return content;
    }

    private static List<String> notes(PurchaseOrder order, List<Fault> faults) {
        return faults.stream().limit(NOTES_MAX).map(fault -> LinePointers.lineNo(fault)
                .map(lineNo -> "Line " + order.lineName(lineNo) + ": " + fault.message())
                .orElse(fault.message())).toList();
    }

    private Map<String, Object> refusedLine(PurchaseOrder order, int lineNo, List<Fault> faults) {
        Map<String, Object> content = contents.line(order, lineNo, Optional.empty());
        PurchaseOrder.Line line = order.lines().get(lineNo - 1);
        line.quantity().filter(OrderAnswers::isWritable).ifPresent(quantity -> content.put("quantity", quantity));
        line.unit().filter(Contents::isUnit).ifPresent(unit -> content.put("unit", unit));
        String status = faults.stream().filter(fault -> LinePointers.lineNo(fault).filter(no -> no == lineNo)
                .isPresent()).findFirst().map(Statuses::of).orElse(Statuses.REJECTED);
        content.put("answers", List.of(Map.of("status", status)));
        return content;
    }

    private static boolean isWritable(String quantity) {
        return quantity.matches("\\d{1,15}|\\d{0,12}\\.\\d{1,3}");
    }

    private Map<String, Object> acceptedLine(PurchaseOrder order, OrderAnswer.Line line, OrderAnswer answer) {
        PurchaseOrder.Line asked = order.lines().get(line.lineNo() - 1);
        Map<String, Object> content = contents.line(order, line.lineNo(), Optional.of(line.sku()));
        Contents.Amount amount = contents.amount(line.sku(), line.quantity(), line.quantity(), asked);
        amount.into(content);
        content.put("price", amount.price(line.unitPrice()));
        content.put("basis", "PE");
        content.put("description", line.description());
        content.put("answers", answers(line, asked, answer));
        return content;
    }

    private List<Map<String, Object>> answers(OrderAnswer.Line line, PurchaseOrder.Line asked, OrderAnswer answer) {
        List<Map<String, Object>> answers = new ArrayList<>();
        for (OrderAnswer.Promise promise : line.promises()) {
            answers.add(answer(promise.estimated() ? Statuses.BACKORDERED : yes(line, asked, answer), line, asked,
                    promise.quantity(), Optional.of(promise.arrives())));
        }
        line.cut().filter(Quantity::isPositive).ifPresent(cut ->
                answers.add(answer(Statuses.REJECTED, line, asked, cut, Optional.empty())));
        if (answers.isEmpty()) {
            answers.add(answer(yes(line, asked, answer), line, asked, line.quantity(), Optional.empty()));
        }
        return answers;
    }

    private static String yes(OrderAnswer.Line line, PurchaseOrder.Line asked, OrderAnswer answer) {
        if (answer.state().equals("held")) {
            return Statuses.HELD;
        }
        if (line.cut().filter(Quantity::isPositive).isPresent()) {
            return Statuses.QUANTITY_CHANGED;
        }
        boolean samePrice = asked.price().filter(Contents::isDecimal)
                .map(price -> new BigDecimal(price).compareTo(line.unitPrice().multiply(asked.factor()
                        .orElse(BigDecimal.ONE))) == 0).orElse(true);
        return samePrice ? Statuses.ACCEPTED : Statuses.PRICE_CHANGED;
    }

    private Map<String, Object> answer(String status, OrderAnswer.Line line, PurchaseOrder.Line asked,
            Quantity quantity, Optional<LocalDate> arrives) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("status", status);
        contents.amount(line.sku(), quantity, line.quantity(), asked).into(content);
        arrives.ifPresent(day -> content.put("date", day.toString()));
        return content;
    }
}
