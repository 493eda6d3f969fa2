package io.crossdock.experience.console;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.Gtin;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.gateway.Correlation;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.process.changes.ChangeAnswer;
import io.crossdock.process.changes.ChangeOutcome;
import io.crossdock.process.changes.ChangeWish;
import io.crossdock.process.changes.Changes;
import io.crossdock.process.ordering.Order;
import io.crossdock.process.ordering.Ordering;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Changes an order for a buyer on the phone: first what it would come to, then, asked once, it is done. */
@Controller
class ChangePages {

    private static final String LINE = "line";
    private static final String DAY = "day";
    private static final int BESIDES_MOST = 3;
    private static final int REASON_MAX = 200;

    private final Frames frames;
    private final Ordering ordering;
    private final Changes changes;
    private final Clock clock;

    ChangePages(Frames frames, Ordering ordering, Changes changes, Clock clock) {
        this.frames = frames;
        this.ordering = ordering;
        this.changes = changes;
        this.clock = clock;
    }

    /** A line as it can be changed. @param wanted what is in its field */
    record Line(Order.Line line, Quantity standing, String wanted) {
    }

    /** An item that is wanted besides, as it was typed. @param number of its row, from 1 */
    record Besides(int number, String item, String quantity, String unit) {

        static Besides of(int number, Map<String, String> fields) {
            return new Besides(number, fields.getOrDefault("item" + number, "").strip(),
                    fields.getOrDefault("quantity" + number, "").strip(),
                    fields.getOrDefault("unit" + number, "").strip());
        }

        boolean isEmpty() {
            return item.isEmpty() && quantity.isEmpty();
        }
    }

    /**
     * What was asked for and what it would come to.
     *
     * @param key of this very question: answered twice, it is done once
     */
    record View(Order order, List<Line> lines, List<Besides> besides, String day, String reason, boolean everything,
            List<Fault> faults, Optional<ChangeAnswer> preview, String key) {
    }

    @GetMapping("/console/orders/{number}/change")
    ModelAndView ask(HttpServletRequest request, @PathVariable String number,
            @RequestParam Map<String, String> fields) {
        Order order = order(number);
        boolean everything = fields.containsKey("everything");
        boolean asked = everything || fields.containsKey(DAY)
                || fields.keySet().stream().anyMatch(field -> field.startsWith(LINE));
        List<Fault> faults = new ArrayList<>();
        Optional<ChangeAnswer> preview = asked ? wish(order, fields, faults).flatMap(wish -> switch (changes.preview(wish)) {
            case ChangeOutcome.Decided(ChangeAnswer answer, boolean _) -> Optional.of(answer);
            case ChangeOutcome.Refused(var refused) -> {
                faults.addAll(refused);
                yield Optional.<ChangeAnswer>empty();
            }
            case ChangeOutcome.NotNow(String why, var _) -> {
                faults.add(new Fault("", "not-now", why));
                yield Optional.<ChangeAnswer>empty();
            }
            case ChangeOutcome.Conflict _ -> Optional.<ChangeAnswer>empty();
        }) : Optional.empty();
        return frames.page("change", frames.frame(request, "Change " + order.number(), "orders"), Map.of("view",
                new View(order, lines(order, fields), besides(fields), fields.getOrDefault(DAY, ""),
                        fields.getOrDefault("reason", ""), everything, faults, preview, UUID.randomUUID().toString())));
    }

    /** Each with all that was added to it, and that stands for it. */
    private static List<Line> lines(Order order, Map<String, String> fields) {
        return order.lines().stream().filter(line -> order.named(line) == line.lineNo())
                .map(line -> line(order, line, fields)).toList();
    }

    private static List<Besides> besides(Map<String, String> fields) {
        return IntStream.rangeClosed(1, BESIDES_MOST).mapToObj(number -> Besides.of(number, fields)).toList();
    }

    private static Quantity standing(Order order, Order.Line line) {
        return order.of(line.lineNo()).stream().map(each -> each.base().minus(each.cancelled()))
                .reduce(Quantity.zero(line.base().unit()), Quantity::plus);
    }

    private static Line line(Order order, Order.Line line, Map<String, String> fields) {
        Quantity standing = standing(order, line);
        return new Line(line, standing, fields.getOrDefault(LINE + line.lineNo(), standing.value().stripTrailingZeros()
                .toPlainString()));
    }

    @PostMapping("/console/orders/{number}/change")
    String change(HttpServletRequest request, RedirectAttributes said, @PathVariable String number,
            @RequestParam Map<String, String> fields, @RequestParam String key) {
        Order order = order(number);
        List<Fault> faults = new ArrayList<>();
        Optional<ChangeOutcome> outcome = wish(order, fields, faults).map(wish -> changes.change(wish,
                new Incoming("console-changes:" + request.getRemoteUser(), key, "text/plain",
                        wish.toString().getBytes(StandardCharsets.UTF_8), origin(request))));
        String words = outcome.map(ChangePages::words).orElseGet(() -> "Nothing was changed. " + words(faults));
        said.addFlashAttribute(Frames.SAID, words);
        return "redirect:/console/orders/" + order.number();
    }

    private static String words(ChangeOutcome outcome) {
        return switch (outcome) {
            case ChangeOutcome.Decided(ChangeAnswer answer, boolean _) -> Stream.of(answer.lines().stream()
                    .map(line -> "Line " + line.lineNo() + ": " + line.says()), answer.added().stream()
                    .map(line -> "Line " + line.moreOf().orElse(line.lineNo()) + ": " + line.says()),
                    answer.days().stream().map(ChangeAnswer.Moved::says)).flatMap(words -> words)
                    .collect(Collectors.joining(" "));
            case ChangeOutcome.NotNow(String why, var _) -> "Nothing was changed. " + why;
            case ChangeOutcome.Refused(var faults) -> "Nothing was changed. " + words(faults);
            case ChangeOutcome.Conflict _ -> "Nothing was changed: this page was used for another change before.";
        };
    }

    private static String words(List<Fault> faults) {
        return faults.stream().map(Fault::message).collect(Collectors.joining(" "));
    }

    /** Empty fields stay as they are. */
    private static Optional<ChangeWish> wish(Order order, Map<String, String> fields, List<Fault> faults) {
        String reason = fields.getOrDefault("reason", "").strip();
        if (reason.length() > REASON_MAX) {
            faults.add(new Fault("/reason", "too-long", "The reason has more than " + REASON_MAX + " characters."));
        }
        if (fields.containsKey("everything")) {
            return faults.isEmpty() ? Optional.of(new ChangeWish(order.number(), new ChangeWish.What.Everything(),
                    Optional.of(reason).filter(text -> !text.isEmpty()))) : Optional.empty();
        }
        if (fields.containsKey(DAY)) {
            return day(fields.getOrDefault(DAY, "").strip(), faults).map(day -> new ChangeWish(order.number(),
                    new ChangeWish.What.On(day), Optional.of(reason).filter(text -> !text.isEmpty())));
        }
        List<ChangeWish.New> added = besides(fields).stream().filter(each -> !each.isEmpty())
                .flatMap(each -> added(each, faults).stream()).toList();
        List<ChangeWish.Line> lines = new ArrayList<>();
        for (Order.Line line : order.lines()) {
            String text = fields.getOrDefault(LINE + line.lineNo(), "").strip();
            Optional<Quantity> quantity = Quantity.parse(text, line.base().unit().code()).filter(each -> !each.isNegative());
            if (!text.isEmpty() && quantity.isEmpty()) {
                faults.add(new Fault("/" + LINE + line.lineNo(), "invalid", "Line " + line.lineNo() + ": '" + text
                        + "' is no number of " + line.base().unit().label() + "."));
            }
            quantity.filter(each -> !each.equals(standing(order, line)))
                    .ifPresent(each -> lines.add(new ChangeWish.Line(line.lineNo(), each)));
        }
        if (faults.isEmpty() && lines.isEmpty() && added.isEmpty()) {
            faults.add(new Fault("", "nothing-changes", "That is how the order stands already."));
        }
        return faults.isEmpty() ? Optional.of(new ChangeWish(order.number(), new ChangeWish.What.Lines(lines, added),
                Optional.of(reason).filter(text -> !text.isEmpty()))) : Optional.empty();
    }

    private static Optional<LocalDate> day(String text, List<Fault> faults) {
        try {
            return faults.isEmpty() ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeParseException noDay) {
            faults.add(new Fault("/" + DAY, "invalid", "'" + text + "' is no day."));
            return Optional.empty();
        }
    }

    private static Optional<ChangeWish.New> added(Besides typed, List<Fault> faults) {
        Optional<ItemName> item = Gtin.parse(typed.item()).<ItemName>map(ItemName.ByGtin::new)
                .or(() -> Sku.parse(typed.item()).map(ItemName.BySku::new));
        Optional<Quantity> quantity = Quantity.parse(typed.quantity(), typed.unit().toUpperCase(Locale.ROOT))
                .filter(Quantity::isPositive);
        if (item.isEmpty()) {
            faults.add(new Fault("/item" + typed.number(), "invalid", "'" + typed.item() + "' is no item number."));
        }
        if (quantity.isEmpty()) {
            faults.add(new Fault("/quantity" + typed.number(), "invalid", "'"
                    + (typed.quantity() + " " + typed.unit()).strip() + "' is no quantity with a unit, such as 5 EA."));
        }
        return item.flatMap(name -> quantity.map(much -> new ChangeWish.New(name, much, Optional.empty(),
                Optional.empty())));
    }

    private Order order(String number) {
        return OrderNumber.parse(number).flatMap(ordering::order)
                .orElseThrow(() -> new NotHere("There is no order " + number + "."));
    }

    private Origin origin(HttpServletRequest request) {
        Correlation correlation = Correlation.current().orElseGet(() -> Correlation.begin(clock.instant()));
        return new Origin(correlation.id(), Optional.empty(), "user:" + request.getRemoteUser(), correlation.traceparent());
    }
}
