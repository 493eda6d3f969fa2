package io.crossdock.experience.subscriptions;

import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Subscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Turns what happens into deliveries to those who want to know. A new subscriber hears what happens from then on. */
@Component
class Deliveries implements FactHandler {

    /** Longest story of one order that is read. */
    private static final int STORY_MAX = 5_000;

    private final Journal journal;
    private final Effects effects;
    private final Landscapes landscapes;
    private final Json json;

    Deliveries(Journal journal, Effects effects, Landscapes landscapes, Json json) {
        this.journal = journal;
        this.effects = effects;
        this.landscapes = landscapes;
        this.json = json;
    }

    @Override
    public String subscription() {
        return "webhooks";
    }

    @Override
    public Set<String> types() {
        return Events.FACTS;
    }

    @Override
    public boolean fromTheBeginning() {
        return false;
    }

    @Override
    public void handle(Fact fact) {
        Landscape landscape = landscapes.current();
        if (landscape.subscribers().isEmpty()) {
            return;
        }
        List<NewEffect> wanted = new ArrayList<>();
        for (Event event : Events.of(story(fact.key(), fact.position()), each -> each.position() == fact.position(),
                json)) {
            for (Subscriber subscriber : landscape.subscribers().values()) {
                if (wants(subscriber, event)) {
                    wanted.add(Delivery.of(subscriber, event, source(landscape), Optional.empty(),
                            fact.cause("hub")));
                }
            }
        }
        effects.request(wanted);
    }

    /** Events of many facts for one subscriber, each order read once; in the order of the facts. */
    List<Event> events(Subscriber subscriber, List<Fact> facts) {
        Set<Long> positions = facts.stream().map(Fact::position).collect(Collectors.toSet());
        long last = facts.isEmpty() ? 0 : facts.getLast().position();
        return facts.stream().map(Fact::key).distinct()
                .flatMap(key -> Events.of(story(key, last), fact -> positions.contains(fact.position()), json).stream())
                .filter(event -> wants(subscriber, event))
                .sorted(java.util.Comparator.comparingLong(event -> event.fact().position())).toList();
    }

    private static boolean wants(Subscriber subscriber, Event event) {
        return subscriber.wants(event.type().label()) && subscriber.accounts().include(event.account());
    }

    private List<Fact> story(String order, long upTo) {
        List<Fact> story = journal.ofKey(order, Events.FACTS, upTo, STORY_MAX);
        if (story.size() == STORY_MAX) {
            throw new Indigestible("story-too-long", "Order " + order + " has more than " + STORY_MAX
                    + " facts: subscribers are not told of it any more.");
        }
        return story;
    }

    /** Who speaks: a URI reference ({@code CloudEvents 1.0 §3.1.2}). */
    static String source(Landscape landscape) {
        return "/crossdock/" + java.net.URLEncoder.encode(landscape.name(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
