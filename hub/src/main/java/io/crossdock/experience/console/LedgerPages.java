package io.crossdock.experience.console;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.effects.Attempt;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.maps.Maps;
import io.crossdock.platform.maps.Pinned;
import io.crossdock.process.story.EffectWords;
import io.crossdock.process.story.Exceptions;
import io.crossdock.process.story.Fix;
import io.crossdock.process.story.Stories;
import jakarta.servlet.http.HttpServletRequest;
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

/** The rows of the three ledgers, each under an address that can be passed on. */
@Controller
class LedgerPages {

    private final Frames frames;
    private final Stories stories;
    private final Inbox inbox;
    private final Effects effects;
    private final Exceptions exceptions;
    private final Maps maps;

    LedgerPages(Frames frames, Stories stories, Ledgers ledgers, Exceptions exceptions, Maps maps) {
        this.frames = frames;
        this.stories = stories;
        this.inbox = ledgers.inbox();
        this.effects = ledgers.effects();
        this.exceptions = exceptions;
        this.maps = maps;
    }

    /** Where rows are read. */
    @Component("ledger-pages-ledgers")
    record Ledgers(Inbox inbox, Effects effects) {
    }

    /** A message: as it came, and as it was understood. */
    record MessageView(Message message, String from, Payload raw, List<Payload.Branch> understood,
            Optional<OrderNumber> order, List<Pinned> pins) {
    }

    /** An effect with all calls about it. */
    record EffectView(Effect effect, String task, String target, List<Attempt> attempts, Payload request,
            Optional<Payload> response, Optional<OrderNumber> order, List<Fix> fixes, List<Pinned> pins) {
    }

    /** A fact as it stands in the journal. */
    record FactView(Fact fact, List<Payload.Branch> said, Payload data, Optional<OrderNumber> order,
            Optional<UUID> message) {
    }

    @GetMapping("/console/messages/{id}")
    ModelAndView message(HttpServletRequest request, @PathVariable String id) {
        Message message = id(id).flatMap(inbox::message)
                .orElseThrow(() -> new NotHere("There is no message " + id + "."));
        MessageView view = new MessageView(message, stories.names().of(message.source()),
                Payload.of(message.payload(), message.contentType()),
                message.outcome().map(Payload::tree).orElse(List.of()),
                message.subject().flatMap(LedgerPages::order), maps.pinned(List.of(message.id())));
        return frames.page("message", frames.frame(request, "Message", "orders"), Map.of("view", view));
    }

    @GetMapping("/console/effects/{id}")
    ModelAndView effect(HttpServletRequest request, @PathVariable String id) {
        Effect effect = id(id).flatMap(effects::effect)
                .orElseThrow(() -> new NotHere("There is no effect " + id + "."));
        EffectView view = new EffectView(effect, EffectWords.task(effect, stories.names()),
                stories.names().of(effect.target()), effects.attempts(List.of(effect.id())),
                Payload.of(effect.request()), effect.response().map(Payload::of),
                order(effect.orderingKey()).or(() -> order(effect.businessKey())), exceptions.fixes(effect),
                maps.pinned(made(effect)));
        return frames.page("effect", frames.frame(request, view.task(), "orders"), Map.of("view", view));
    }

    @GetMapping("/console/facts/{position}")
    ModelAndView fact(HttpServletRequest request, @PathVariable String position) {
        Fact fact = number(position).flatMap(stories::fact)
                .orElseThrow(() -> new NotHere("There is no fact " + position + "."));
        Optional<UUID> message = fact.type().equals(Inbox.RECEIVED)
                ? id(fact.data().path("message").asString("")) : Optional.empty();
        FactView view = new FactView(fact, Payload.tree(fact.data()), Payload.of(fact.data()),
                order(fact.key()).or(() -> order(fact.subject())), message);
        return frames.page("fact", frames.frame(request, fact.type(), "orders"), Map.of("view", view));
    }

    /** An effect, and the document that it delivers. */
    static List<UUID> made(Effect effect) {
        return Stream.concat(Stream.of(effect.id()), id(effect.request().path("document").asString("")).stream()).toList();
    }

    static Optional<OrderNumber> order(String text) {
        return OrderNumber.parse(text).or(() -> LegNumber.parse(text).map(LegNumber::order));
    }

    static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException mistyped) {
            return Optional.empty();
        }
    }

    static Optional<Long> number(String text) {
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
