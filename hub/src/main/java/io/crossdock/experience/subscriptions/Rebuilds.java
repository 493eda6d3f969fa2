package io.crossdock.experience.subscriptions;

import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.LaneView;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.Ids;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Subscriber;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Fills a read side again: what has happened in a time, of any length, is told again to one subscription and to nobody else.
 * A batch of facts at a time, each in a transaction with its progress, so that a killed hub is followed by another one where
 * it stopped; no further batch is read while the subscription has much waiting. Thread-safe.
 */
@Component
public class Rebuilds {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);
    static final int BATCH = 200;
    /** While so many deliveries wait, no more are added. */
    static final int WAITING_MOST = 1_000;
    private static final int SHOWN_MOST = 20;

    private final RebuildStore store;
    private final Deliveries deliveries;
    private final Effects effects;
    private final Landscapes landscapes;
    private final Subscribers.Past past;

    Rebuilds(RebuildStore store, Deliveries deliveries, Effects effects, Landscapes landscapes, Subscribers.Past past) {
        this.store = store;
        this.deliveries = deliveries;
        this.effects = effects;
        this.landscapes = landscapes;
        this.past = past;
    }

    /** What came of asking for one. */
    public sealed interface Asked {

        /** So much would be read; nothing is told before it is begun. */
        record Planned(String subscription, Instant from, Instant to, long facts) implements Asked {
        }

        record Begun(Rebuild rebuild) implements Asked {
        }

        /** One of this subscription has not ended. */
        record UnderWay(Rebuild rebuild) implements Asked {
        }

        /** Another number of facts lies in that time than was looked at. */
        record Stale(long facts) implements Asked {
        }

        /** There is nothing in that time. */
        record Nothing() implements Asked {
        }

        record Unknown() implements Asked {
        }
    }

    /** How much there is to read. @param to exclusive */
    public Asked plan(String subscription, Instant from, Instant to) {
        if (landscapes.current().subscriber(subscription).isEmpty()) {
            return new Asked.Unknown();
        }
        long facts = journal().count(from, to, Events.FACTS);
        return facts == 0 ? new Asked.Nothing() : new Asked.Planned(subscription, from, to, facts);
    }

    /** Begins what was planned. @param facts as the plan said */
    @Transactional
    public Asked begin(String subscription, Instant from, Instant to, long facts, String who, String why) {
        Asked planned = plan(subscription, from, to);
        if (!(planned instanceof Asked.Planned plan)) {
            return planned;
        } else if (plan.facts() != facts) {
            return new Asked.Stale(plan.facts());
        }
        Instant now = clock().instant();
        Rebuild rebuild = new Rebuild(Ids.at(now), subscription, from, to, facts, 0, 0, 0, Rebuild.State.RUNNING, who, why,
                now, Optional.empty());
        return store.begin(rebuild) ? new Asked.Begun(rebuild)
                : new Asked.UnderWay(store.of(subscription, 1).getFirst());
    }

    /** Reads no further; what is on its way goes on. False when it had ended. */
    @Transactional
    public boolean stop(UUID id) {
        return store.end(id, Rebuild.State.STOPPED, clock().instant());
    }

    public Optional<Rebuild> one(UUID id) {
        return store.one(id);
    }

    /** The newest first. */
    public List<Rebuild> of(String subscription) {
        return store.of(subscription, SHOWN_MOST);
    }

    /** Reads one batch of one of them; false when there is none that could go on. */
    @Transactional
    boolean step() {
        Optional<Rebuild> next = store.claim(crowded());
        next.ifPresent(this::batch);
        return next.isPresent();
    }

    private List<String> crowded() {
        List<String> targets = effects.lanes().stream().filter(lane -> lane.backlog() >= WAITING_MOST)
                .map(LaneView::target).toList();
        List<String> crowded = new ArrayList<>();
        landscapes.current().subscribers().values().stream().filter(each -> targets.contains(each.target()))
                .map(Subscriber::id).forEach(crowded::add);
        return crowded;
    }

    private void batch(Rebuild rebuild) {
        Optional<Subscriber> subscriber = landscapes.current().subscriber(rebuild.subscription());
        if (subscriber.isEmpty()) {
            store.end(rebuild.id(), Rebuild.State.STOPPED, clock().instant());
            return;
        }
        List<Fact> facts = journal().between(rebuild.from(), rebuild.to(), Events.FACTS, rebuild.position(), BATCH);
        if (!facts.isEmpty()) {
            List<Event> events;
            try {
                events = deliveries.events(subscriber.get(), facts);
            } catch (Indigestible endless) {
                LOG.warn("the rebuild {} of {} ends here", rebuild.id(), rebuild.subscription(), endless);
                store.end(rebuild.id(), Rebuild.State.STOPPED, clock().instant());
                return;
            }
            String source = Deliveries.source(landscapes.current());
            effects.request(events.stream().map(event -> Delivery.of(subscriber.get(), event, source,
                    Optional.of(rebuild.id().toString()), event.fact().cause(rebuild.askedBy()))).toList());
            store.went(rebuild.id(), facts.getLast().position(), facts.size(), events.size());
        }
        if (facts.size() < BATCH) {
            store.end(rebuild.id(), Rebuild.State.DONE, clock().instant());
        }
    }

    private Journal journal() {
        return past.journal();
    }

    private Clock clock() {
        return past.clock();
    }
}
