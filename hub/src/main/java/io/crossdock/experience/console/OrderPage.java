package io.crossdock.experience.console;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Return;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.maps.Maps;
import io.crossdock.platform.maps.Pinned;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.LegPlan.Origin;
import io.crossdock.process.ordering.DecisionReceipt;
import io.crossdock.process.ordering.Order;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.returns.Returns;
import io.crossdock.process.story.EffectWords;
import io.crossdock.process.story.Entry;
import io.crossdock.process.story.Exceptions;
import io.crossdock.process.story.Fix;
import io.crossdock.process.story.MessageHead;
import io.crossdock.process.story.Names;
import io.crossdock.process.story.Stories;
import io.crossdock.process.story.Story;
import io.crossdock.process.story.Wording;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.JsonNode;

/** What happened to an order, why, and what comes next. */
@Controller
class OrderPage {

    private final Frames frames;
    private final Stories stories;
    private final Books books;
    private final Exceptions exceptions;
    private final Json json;

    OrderPage(Frames frames, Stories stories, Books books, Exceptions exceptions, Json json) {
        this.frames = frames;
        this.stories = stories;
        this.books = books;
        this.exceptions = exceptions;
        this.json = json;
    }

    /** One thing that happened. @param length how long it took, if it took time */
    record Step(int number, Entry entry, String look, Optional<String> length) {
    }

    /** One order line. @param promises what arrives when */
    record Line(Order.Line line, List<String> promises) {
    }

    /** One shipment. @param from where it comes from, in words */
    record Shipment(Leg leg, String from) {
    }

    /** Something asked of another system. @param task in words */
    record Task(Effect effect, String task, int calls, List<Fix> fixes) {
    }

    /** Something that others sent. */
    record Arrival(MessageHead message, String from) {
    }

    record View(Story story, Drawing picture, List<Step> steps, List<Line> lines, List<Shipment> shipments,
            List<Task> tasks, List<Arrival> arrivals, List<Return> returns, List<Pinned> pins) {
    }

    /** The order's own books, and what came back of it. */
    @Component("order-page-books")
    record Books(Ordering ordering, Returns returns, Maps maps) {
    }

    @GetMapping("/console/orders/{number}")
    ModelAndView show(HttpServletRequest request, @PathVariable String number) {
        Story story = OrderNumber.parse(number).flatMap(stories::story)
                .or(() -> books.ordering().order(number).map(Order::number).flatMap(stories::story))
                .orElseThrow(() -> new NotHere("There is no order " + number + "."));
        Wording words = stories.wording();
        Names names = stories.names();
        View view = new View(story, Picture.of(story.timeline(), words), steps(story, words), lines(story, words),
                story.legs().stream().map(leg -> new Shipment(leg, from(leg))).toList(),
                story.effects().stream().map(doing -> new Task(doing.effect(), EffectWords.task(doing.effect(), names),
                        doing.attempts().size(), exceptions.fixes(doing.effect()))).toList(),
                story.messages().stream().map(message -> new Arrival(message, from(message, story, names))).toList(),
                books.returns().ofOrder(story.order().number()), books.maps().pinned(made(story)));
        return frames.page("order", frames.frame(request, story.order().number().value(), "orders"), Map.of("order", view));
    }

    /** What could have been made with a map. */
    private static List<UUID> made(Story story) {
        return Stream.concat(story.messages().stream().map(MessageHead::id),
                story.effects().stream().flatMap(doing -> LedgerPages.made(doing.effect()).stream())).toList();
    }

    private static List<Step> steps(Story story, Wording words) {
        List<Step> steps = new ArrayList<>();
        for (Entry entry : story.timeline().entries()) {
            boolean takes = !(entry.when() instanceof io.crossdock.process.story.When.At);
            steps.add(new Step(steps.size(), entry, Picture.look(entry), takes
                    ? Optional.of(Wording.length(entry.when().length(words.now()))) : Optional.empty()));
        }
        return steps;
    }

    private static List<Line> lines(Story story, Wording words) {
        return story.order().lines().stream().map(line -> new Line(line, story.legs().stream()
                .flatMap(leg -> leg.lines().stream().filter(part -> part.lineNo() == line.lineNo())
                        .filter(part -> part.planned().minus(part.missing()).isPositive())
                        .map(part -> Wording.quantity(part.planned().minus(part.missing()))
                                + (leg.origin() instanceof Origin.Backorder ? " about " : " on ")
                                + words.day(leg.promisedFor()) + " (" + from(leg) + ")"))
                .toList())).toList();
    }

    private static String from(Leg leg) {
        return switch (leg.origin()) {
            case Origin.Warehouse(var location) -> "warehouse " + location;
            case Origin.DropShip(var supplier) -> "supplier " + supplier;
            case Origin.Backorder() -> "backorder";
        };
    }

    private static String from(MessageHead message, Story story, Names names) {
        boolean placed = names.landscape().system(message.source()).isEmpty()
                && message.subject().filter(story.order().number().value()::equals).isPresent();
        return placed ? story.order().consumer() + " (" + story.order().channel() + ")" : names.of(message.source());
    }

    /** The receipt. @param evidence source and age by check */
    record Receipt(DecisionReceipt receipt, String customer, List<Evidence> evidence) {
    }

    record Evidence(String check, String source, String version, Optional<Instant> asOf) {

        static Evidence of(String check, JsonNode said) {
            Optional<Instant> asOf;
            try {
                asOf = Optional.of(Instant.parse(said.path("asOf").asString("")));
            } catch (DateTimeParseException never) {
                asOf = Optional.empty();
            }
            return new Evidence(check, said.path("source").asString("?"), said.path("version").asString(""), asOf);
        }
    }

    /** Why it was accepted as it was. */
    @GetMapping("/console/orders/{number}/receipt")
    ModelAndView receipt(HttpServletRequest request, @PathVariable String number) {
        Story story = OrderNumber.parse(number).flatMap(stories::story)
                .orElseThrow(() -> new NotHere("There is no order " + number + "."));
        JsonNode node = books.ordering().receipt(story.order().number())
                .orElseThrow(() -> new NotHere("Order " + number + " has no receipt."));
        DecisionReceipt receipt = json.read(node, DecisionReceipt.class);
        List<Evidence> evidence = node.path("evidence").properties().stream().sorted(Map.Entry.comparingByKey())
                .map(each -> Evidence.of(each.getKey(), each.getValue())).toList();
        return frames.page("receipt", frames.frame(request, "Decision receipt of " + number, "orders"),
                Map.of("receipt", new Receipt(receipt, story.customer(), evidence)));
    }
}
