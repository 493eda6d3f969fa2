package io.crossdock.process.story;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.effects.Document;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.landscape.Attention.Kind;
import io.crossdock.platform.maps.GovernedMap;
import io.crossdock.platform.maps.MapCatalog;
import io.crossdock.platform.maps.MapVersion;
import io.crossdock.platform.maps.Maps;
import io.crossdock.platform.stewardship.Stewardship;
import io.crossdock.process.oversight.Oversight;
import io.crossdock.process.reconciliation.Cause;
import io.crossdock.process.reconciliation.Drift;
import io.crossdock.process.reconciliation.Reconciliation;
import io.crossdock.process.story.OpenException.Stake;
import io.crossdock.system.customers.Customers;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What needs a person, worst first. An exception is gone as soon as its cause is. Thread-safe. */
@Component
public class Exceptions {

    /** For so long a reused key is worth knowing. */
    private static final Duration DRILL_NEWS = Duration.ofDays(7);
    private static final Duration NEWS = Duration.ofHours(24);
    /** For so long a return whose goods did not come is worth knowing. */
    private static final Duration RETURN_NEWS = Duration.ofDays(3);
    /** Carriers report a delivery a day late, at times. */
    private static final int DELIVERY_PASSES = 1;
    /** Orders that only wait for the ERP go on by themselves, mostly. */
    private static final Duration HOLD_PASSES = Duration.ofMinutes(5);

    private final Effects effects;
    private final Journal journal;
    private final StoryStore store;
    private final Stories stories;
    private final Scene scene;

    /** Who waits, what has drifted, what nobody has decided, and when. */
    @Component
    record Scene(Customers customers, Proving proving, WaitStore waits, Stewardship stewardship, Clock clock) {
    }

    /** Who compares, and who proves. */
    @Component("story-proving")
    record Proving(Reconciliation reconciliation, Oversight oversight, Texts texts) {
    }

    /** The maps in force, and those that were ever used. */
    @Component("story-texts")
    record Texts(MapCatalog catalog, Maps maps) {
    }

    Exceptions(Effects effects, Journal journal, StoryStore store, Stories stories, Scene scene) {
        this.effects = effects;
        this.journal = journal;
        this.store = store;
        this.stories = stories;
        this.scene = scene;
    }

    /**
     * Those of one cause.
     *
     * @param owner  who answers for it
     * @param atRisk worth of the orders that wait, each counted once
     * @param due    the first deadline of all, and what happens then
     */
    public record Group(String cause, String title, OpenException.Family family, Kind kind, String owner,
            Optional<Stake> atRisk, Instant oldest, OpenException.Due due, List<OpenException> members) {
    }

    /** Who answers for it, by the landscape in force. */
    public String owner(OpenException open) {
        return stories.names().landscape().policies().attention().owner(open.domain());
    }

    /** All that is open, at most 500 of each kind, the oldest first. */
    public List<OpenException> open() {
        Instant now = scene.clock().instant();
        Troubles troubles = new Troubles(stories.names(), now);
        List<OpenException> open = new ArrayList<>();
        Map<UUID, Integer> behind = effects.behind();
        effects.troubled().forEach(effect -> troubles.of(effect)
                .map(each -> each.before(behind.getOrDefault(effect.id(), 0))).ifPresent(open::add));
        List<UUID> refused = store.refused();
        Map<UUID, Effect> known = effects.effects(refused);
        refused.forEach(id -> Optional.ofNullable(known.get(id)).flatMap(troubles::of).ifPresent(open::add));
        journal.parked().forEach(parked -> troubles.of(parked).ifPresent(open::add));
        store.conflicts(smallest(now.minus(NEWS))).forEach(reused -> open.add(troubles.of(reused)));
        List<Drift> drifts = scene.proving().reconciliation().drifts();
        drifts.stream().filter(drift -> drift.state() == Drift.State.OPEN)
                .forEach(drift -> open.add(troubles.of(drift)));
        surplus(troubles, drifts, open);
        scene.proving().oversight().breaches().forEach(breach -> open.add(troubles.of(breach)));
        stories.refusedLandscape().ifPresent(refusal -> open.add(troubles.of(refusal)));
        store.failedDrills(now.minus(DRILL_NEWS)).forEach(drill -> open.add(troubles.of(drill)));
        store.feeds(now.minus(Duration.ofDays(1))).forEach(feed -> troubles.of(feed).ifPresent(open::add));
        store.sources(now.minus(Duration.ofDays(1))).forEach(source -> troubles.source(source).ifPresent(open::add));
        changedMaps(troubles, open);
        scene.stewardship().overdue().forEach(change -> open.add(troubles.of(change)));
        waits(new Waits(stories.names(), now), now, open);
        return withStakes(open);
    }

    /** What a comparison has found already is said once. */
    private void surplus(Troubles troubles, List<Drift> drifts, List<OpenException> open) {
        Set<String> said = drifts.stream().filter(drift -> drift.difference().cause() == Cause.DOUBLED)
                .map(drift -> drift.system() + " " + drift.difference().key()).collect(Collectors.toSet());
        List<Document> surplus = effects.surplus();
        Map<UUID, Effect> known = effects.effects(surplus.stream().map(Document::effect).collect(Collectors.toSet()));
        surplus.forEach(document -> Optional.ofNullable(known.get(document.effect()))
                .filter(effect -> !said.contains(effect.target() + " " + effect.businessKey()))
                .ifPresent(effect -> open.add(troubles.of(document, effect))));
    }

    /** Who declares no version has promised none. */
    private void changedMaps(Troubles troubles, List<OpenException> open) {
        Texts texts = scene.proving().texts();
        Map<String, MapVersion> declared = texts.catalog().all().stream().map(GovernedMap::version)
                .filter(map -> !map.version().equals(MapVersion.UNDECLARED))
                .collect(Collectors.toMap(MapVersion::id, map -> map, (one, other) -> one));
        texts.maps().changedSilently(declared.values()).forEach((id, since) -> Optional.ofNullable(declared.get(id))
                .ifPresent(map -> open.add(troubles.of(map, since))));
    }

    private void waits(Waits waits, Instant now, List<OpenException> open) {
        scene.waits().heldOrders().forEach(held -> open.add(waits.of(held)));
        LocalDate today = LocalDate.ofInstant(now, stories.names().landscape().zone());
        scene.waits().lateLegs(today).forEach(late -> open.add(waits.of(late)));
        scene.waits().undelivered(today.minusDays(DELIVERY_PASSES)).forEach(late -> open.add(waits.of(late)));
        scene.waits().returns(now.minus(RETURN_NEWS), now).forEach(back -> open.add(waits.of(back)));
        scene.waits().heldOver(now.minus(HOLD_PASSES)).forEach(held -> open.add(waits.of(held)));
        scene.waits().unanswered(now.minus(stories.names().landscape().policies().changes().answerWithin()))
                .forEach(asked -> open.add(waits.of(asked)));
        scene.waits().waitingChanges().forEach(change -> open.add(waits.of(change)));
        effects.lanes().forEach(lane -> {
            waits.of(lane).ifPresent(open::add);
            effects.crowd(lane.target()).ifPresent(crowd -> open.add(waits.full(lane, crowd)));
        });
    }

    /** Those that a filter takes, the oldest first. */
    public List<OpenException> open(ExceptionFilter filter) {
        return taken(open(), filter);
    }

    private List<OpenException> taken(List<OpenException> open, ExceptionFilter filter) {
        Instant now = scene.clock().instant();
        return open.stream().filter(each -> filter.takes(each, owner(each), now)).toList();
    }

    /** What can be done about drift; nothing when somebody has decided. */
    public List<Fix> fixes(Drift drift) {
        return Troubles.fixes(drift, stories.names());
    }

    /** The same by cause: those with most money at risk first, then the oldest. */
    public List<Group> groups() {
        return groups(ExceptionFilter.ALL);
    }

    /** Those that a filter takes by cause, the worst first. */
    public List<Group> groups(ExceptionFilter filter) {
        return groups(open(), filter);
    }

    /** The same of what was read before. */
    public List<Group> groups(List<OpenException> open, ExceptionFilter filter) {
        Map<String, List<OpenException>> byCause = taken(open, filter).stream()
                .collect(Collectors.groupingBy(OpenException::cause, LinkedHashMap::new, Collectors.toList()));
        return byCause.values().stream().map(this::group)
                .sorted(Comparator.comparing((Group group) -> group.atRisk().map(Stake::amount).orElse(BigDecimal.ZERO))
                        .reversed().thenComparing(Group::oldest)).toList();
    }

    /** What can be done about an effect. */
    public List<Fix> fixes(Effect effect) {
        return Troubles.fixes(effect, stories.names());
    }

    private Group group(List<OpenException> members) {
        OpenException first = members.getFirst();
        OpenException.Due due = members.stream().map(OpenException::due)
                .min(Comparator.comparing(OpenException.Due::at)).orElse(first.due());
        return new Group(first.cause(), first.title(), first.family(), first.kind(), owner(first), sum(members),
                first.since(), due, members);
    }

    /** Empty when no money is known, or when there are several currencies. */
    public static Optional<Stake> sum(List<OpenException> members) {
        Map<String, Stake> stakes = new LinkedHashMap<>();
        members.forEach(each -> each.atRisk().ifPresent(stake ->
                stakes.put(each.order().map(OrderNumber::value).orElse(each.id()), stake)));
        Set<String> currencies = stakes.values().stream().map(Stake::currency).collect(Collectors.toSet());
        return currencies.size() != 1 ? Optional.empty() : Optional.of(new Stake(stakes.values().stream()
                .map(Stake::amount).reduce(BigDecimal.ZERO, BigDecimal::add), currencies.iterator().next()));
    }

    private List<OpenException> withStakes(List<OpenException> open) {
        Map<String, StoryStore.Stake> stakes = store.stakes(open.stream().flatMap(each -> each.order().stream())
                .distinct().toList()).stream().collect(Collectors.toMap(StoryStore.Stake::number, each -> each));
        return open.stream().map(each -> each.order().map(order -> stakes.get(order.value()))
                .map(stake -> with(each, stake)).orElse(each))
                .sorted(Comparator.comparing((OpenException each) -> each.since().toEpochMilli())
                        .thenComparing(OpenException::id)).toList();
    }

    private OpenException with(OpenException e, StoryStore.Stake stake) {
        String customer = scene.customers().account(new AccountId(stake.account())).map(known -> known.name())
                .orElse(stake.account());
        return e.waiting(customer).worth(Optional.of(new Stake(stake.total(), stake.currency())));
    }

    /** The smallest UUID version 7 of an instant. */
    static UUID smallest(Instant instant) {
        return new UUID(instant.toEpochMilli() << 16, 0);
    }
}
