package io.crossdock.process.story;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.effects.Attempt;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.process.fulfilment.Fulfilment;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.ordering.Order;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.story.Story.Doing;
import io.crossdock.system.customers.Customers;
import io.crossdock.system.invoicing.Invoicing;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells the story of an order from the ledgers. Thread-safe. */
@Component
public class Stories {

    private final Books books;
    private final StoryStore store;
    private final Landscapes landscapes;
    private final Json json;
    private final Clock clock;

    /** What is read. */
    @Component
    record Books(Ordering ordering, Fulfilment fulfilment, Invoicing invoicing, Ledgers ledgers, Customers customers) {
    }

    @Component
    record Ledgers(Journal journal, Effects effects) {
    }

    Stories(Books books, StoryStore store, Landscapes landscapes, Json json, Clock clock) {
        this.books = books;
        this.store = store;
        this.landscapes = landscapes;
        this.json = json;
        this.clock = clock;
    }

    /** Everything about one order; empty if there is no such order. */
    public Optional<Story> story(OrderNumber number) {
        return books.ordering().order(number).map(this::story);
    }

    private Story story(Order order) {
        OrderNumber number = order.number();
        List<Leg> legs = books.fulfilment().legs(List.of(number));
        String customer = books.customers().account(order.account()).map(Account::name).orElse(order.account().value());
        Evidence evidence = new Evidence(order, customer, legs, books.invoicing().ofOrders(List.of(number)),
                doings(number), books.ledgers().journal().ofKey(number.value(), 0),
                store.messages(subjects(number, legs), number), causes(number));
        Names names = names();
        Wording wording = wording();
        return new Story(order, customer, HeadLine.of(order, customer, legs, evidence.invoices(),
                evidence.effects().stream().map(Doing::effect).toList(), names, wording), legs, evidence.invoices(),
                evidence.effects(), evidence.facts(), evidence.messages(),
                new Teller(evidence, json, names, wording).tell());
    }

    /** The steps that a buyer may see, oldest first; empty if there is no such order. */
    public List<BuyerEvent> timeline(OrderNumber number) {
        return new BuyerStory(json).tell(books.ledgers().journal().ofKey(number.value(), 0));
    }

    /** A change of the landscape that this hub has not taken over. */
    Optional<Landscapes.Refusal> refusedLandscape() {
        return landscapes.lastRefusal();
    }

    /** What people call the systems of the landscape in force. */
    public Names names() {
        return new Names(landscapes.current());
    }

    /** How times are said now. */
    public Wording wording() {
        return new Wording(clock.instant(), landscapes.current().zone());
    }

    private Map<Long, UUID> causes(OrderNumber number) {
        return store.causes(number).stream().collect(Collectors.toMap(StoryStore.Cause::fact, StoryStore.Cause::message));
    }

    private List<Doing> doings(OrderNumber number) {
        List<Effect> effects = books.ledgers().effects().ofKey(number.value());
        Map<UUID, List<Attempt>> attempts = books.ledgers().effects()
                .attempts(effects.stream().map(Effect::id).toList()).stream()
                .collect(Collectors.groupingBy(Attempt::effectId));
        return effects.stream().map(effect -> new Doing(effect, attempts.getOrDefault(effect.id(), List.of()))).toList();
    }

    /** The business numbers that a message about the order may name. */
    private static List<String> subjects(OrderNumber number, List<Leg> legs) {
        List<String> subjects = new ArrayList<>(List.of(number.value()));
        legs.forEach(leg -> {
            subjects.add(leg.number().toString());
            leg.packages().forEach(each -> each.contents().tracking().ifPresent(subjects::add));
        });
        return subjects;
    }

    /** A fact, for looking it up. */
    public Optional<Fact> fact(long position) {
        return books.ledgers().journal().at(position);
    }
}
