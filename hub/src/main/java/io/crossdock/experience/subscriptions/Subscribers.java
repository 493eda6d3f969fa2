package io.crossdock.experience.subscriptions;

import io.crossdock.canonical.AccountId;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.LaneView;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.Ids;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Consumer;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Subscriber;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Subscriptions: how they are doing, and what a person may do with them. Thread-safe. */
@Component
public class Subscribers {

    /** Most facts that one replay covers. */
    public static final int REPLAY_MAX = 2_000;

    private static final int HASH_DIGITS = 16;

    private final Landscapes landscapes;
    private final Effects effects;
    private final Deliveries deliveries;
    private final ReplayStore replays;
    private final Past past;

    /** What has happened, and what time it is. */
    @Component
    record Past(Journal journal, Clock clock) {
    }

    Subscribers(Landscapes landscapes, Effects effects, Deliveries deliveries, ReplayStore replays, Past past) {
        this.landscapes = landscapes;
        this.effects = effects;
        this.deliveries = deliveries;
        this.replays = replays;
        this.past = past;
    }

    /** All of them, by name. */
    public List<SubscriptionState> all() {
        Map<String, LaneView> lanes = effects.lanes().stream()
                .collect(Collectors.toMap(LaneView::target, lane -> lane));
        return landscapes.current().subscribers().values().stream().sorted(Comparator.comparing(Subscriber::id))
                .map(subscriber -> state(subscriber, Optional.ofNullable(lanes.get(subscriber.target())))).toList();
    }

    public Optional<SubscriptionState> one(String name) {
        return all().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    private SubscriptionState state(Subscriber subscriber, Optional<LaneView> lane) {
        Optional<Instant> delivered = effects.last(subscriber.target(), Delivery.KIND, EffectState.DONE)
                .flatMap(Effect::finishedAt);
        Optional<String> pausedBy = lane.flatMap(LaneView::pausedBy);
        Instant now = past.clock().instant();
        SubscriptionState.State state = pausedBy.isPresent() ? SubscriptionState.State.PAUSED
                : lane.filter(each -> each.broken(now) || each.consecutiveFailures() > 0).isPresent()
                        ? SubscriptionState.State.FAILING : SubscriptionState.State.ACTIVE;
        return new SubscriptionState(subscriber.id(), address(subscriber.url()),
                subscriber.events().contains("*") ? EventType.labels() : subscriber.events().stream().sorted().toList(),
                accounts(subscriber), subscriber.ordering().name().toLowerCase(java.util.Locale.ROOT), state, pausedBy,
                lane.map(each -> each.waiting() + each.sending()).orElse(0),
                lane.map(each -> each.parked() + each.inDoubt()).orElse(0), lane.flatMap(LaneView::oldest), delivered,
                lastError(subscriber, lane, delivered));
    }

    /** Without its query, in which some receivers have a key. */
    private static String address(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
    }

    private static List<String> accounts(Subscriber subscriber) {
        return switch (subscriber.accounts()) {
            case Consumer.Accounts.All() -> List.of();
            case Consumer.Accounts.Only(Set<AccountId> ids) -> ids.stream().map(AccountId::value).sorted().toList();
        };
    }

    private Optional<String> lastError(Subscriber subscriber, Optional<LaneView> lane, Optional<Instant> delivered) {
        Optional<String> failure = lane.filter(each -> each.consecutiveFailures() > 0).flatMap(LaneView::lastFailure);
        return failure.or(() -> effects.last(subscriber.target(), Delivery.KIND, EffectState.REFUSED)
                .filter(refused -> refused.finishedAt().filter(at -> delivered.filter(at::isBefore).isEmpty()).isPresent())
                .flatMap(Effect::reason));
    }

    /** Keeps what happens until it is resumed. False if there is no such subscription, or it has never been at work. */
    @Transactional
    public boolean pause(String name, String who) {
        return landscapes.current().subscriber(name).filter(each -> effects.pause(each.target(), who)).isPresent();
    }

    @Transactional
    public boolean resume(String name) {
        return landscapes.current().subscriber(name).filter(each -> effects.resume(each.target())).isPresent();
    }

    /** Sends an event that tells nothing; returns its id, or empty if there is no such subscription. */
    @Transactional
    public Optional<String> test(String name, String who) {
        Landscape landscape = landscapes.current();
        Instant now = past.clock().instant();
        return landscape.subscriber(name).map(subscriber -> {
            String id = "evt_test_" + Ids.at(now).toString().replace("-", "");
            effects.request(List.of(Delivery.test(subscriber, id, Deliveries.source(landscape), now,
                    Origin.start(id, who))));
            return id;
        });
    }

    /** What came of asking for a replay. */
    public sealed interface Replay {

        /** Nothing is delivered before the plan is approved. */
        record Planned(ReplayPlan plan) implements Replay {
        }

        record Begun(ReplayPlan plan) implements Replay {
        }

        /** The plan that was approved is not what would happen now; or it was carried out already. */
        record Stale(ReplayPlan now) implements Replay {
        }

        /** Nothing in the window is for this subscription. */
        record Nothing() implements Replay {
        }

        /** More than {@link #REPLAY_MAX} facts. */
        record TooMuch() implements Replay {
        }

        record Unknown() implements Replay {
        }
    }

    /** What would be delivered again of a time window. @param to exclusive */
    public Replay plan(String name, Instant from, Instant to) {
        return landscapes.current().subscriber(name).map(subscriber -> planned(subscriber, from, to))
                .<Replay>map(found -> found.answer(plan -> new Replay.Planned(plan))).orElseGet(Replay.Unknown::new);
    }

    /** Delivers again what a plan has listed, once. */
    @Transactional
    public Replay replay(String name, Instant from, Instant to, String hash, String who) {
        return landscapes.current().subscriber(name).map(subscriber -> {
            Listed listed = planned(subscriber, from, to);
            return listed.answer(plan -> plan.hash().equals(hash) && replays.approve(plan, who, past.clock().instant())
                    ? begin(subscriber, listed.events(), plan, who) : new Replay.Stale(plan));
        }).orElseGet(Replay.Unknown::new);
    }

    private Replay begin(Subscriber subscriber, List<Event> events, ReplayPlan plan, String who) {
        String source = Deliveries.source(landscapes.current());
        effects.request(events.stream().map(event -> Delivery.of(subscriber, event, source, Optional.of(plan.hash()),
                event.fact().cause(who))).toList());
        return new Replay.Begun(plan);
    }

    private record Listed(List<Event> events, Optional<ReplayPlan> plan, boolean tooMuch) {

        Replay answer(java.util.function.Function<ReplayPlan, Replay> planned) {
            return tooMuch ? new Replay.TooMuch() : plan.map(planned).orElseGet(Replay.Nothing::new);
        }
    }

    private Listed planned(Subscriber subscriber, Instant from, Instant to) {
        List<Fact> facts = past.journal().between(from, to, Events.FACTS, REPLAY_MAX + 1);
        if (facts.size() > REPLAY_MAX) {
            return new Listed(List.of(), Optional.empty(), true);
        }
        List<Event> events = deliveries.events(subscriber, facts);
        if (events.isEmpty()) {
            return new Listed(events, Optional.empty(), false);
        }
        Map<String, Long> byType = events.stream().collect(Collectors.groupingBy(event -> event.type().label(),
                TreeMap::new, Collectors.counting()));
        return new Listed(events, Optional.of(new ReplayPlan(subscriber.id(), from, to, events.size(), byType,
                Optional.of(events.getFirst().id()), Optional.of(events.getLast().id()),
                hash(subscriber, from, to, events))), false);
    }

    private String hash(Subscriber subscriber, Instant from, Instant to, List<Event> events) {
        String all = subscriber.id() + "|" + from + "|" + to + "|" + replays.count(subscriber.id()) + "|"
                + events.stream().map(Event::id).collect(Collectors.joining(","));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
