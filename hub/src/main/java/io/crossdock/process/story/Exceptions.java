package io.crossdock.process.story;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.stewardship.Stewardship;
import io.crossdock.process.oversight.Oversight;
import io.crossdock.process.reconciliation.Drift;
import io.crossdock.process.reconciliation.Reconciliation;
import io.crossdock.process.story.OpenException.Stake;
import io.crossdock.system.customers.Customers;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    private static final Duration NEWS = Duration.ofHours(24);

    private final Effects effects;
    private final Journal journal;
    private final StoryStore store;
    private final Stories stories;
    private final Scene scene;

    /** Who waits, what has drifted, what nobody has decided, and when. */
    @Component
    record Scene(Customers customers, Reconciliation reconciliation, Oversight oversight, Stewardship stewardship,
            Clock clock) {
    }

    Exceptions(Effects effects, Journal journal, StoryStore store, Stories stories, Scene scene) {
        this.effects = effects;
        this.journal = journal;
        this.store = store;
        this.stories = stories;
        this.scene = scene;
    }

    /** Those of one cause. @param atRisk worth of the orders that wait, each counted once */
    public record Group(String cause, String title, OpenException.Family family, Optional<Stake> atRisk, Instant oldest,
            List<OpenException> members) {
    }

    /** All that is open, at most 500 of each kind, the oldest first. */
    public List<OpenException> open() {
        Instant now = scene.clock().instant();
        Troubles troubles = new Troubles(stories.names(), now);
        List<OpenException> open = new ArrayList<>();
        effects.troubled().forEach(effect -> troubles.of(effect).ifPresent(open::add));
        store.refused().forEach(id -> effects.effect(id).flatMap(troubles::of).ifPresent(open::add));
        journal.parked().forEach(parked -> troubles.of(parked).ifPresent(open::add));
        store.conflicts(smallest(now.minus(NEWS))).forEach(reused -> open.add(troubles.of(reused)));
        scene.reconciliation().drifts().stream().filter(drift -> drift.state() == Drift.State.OPEN)
                .forEach(drift -> open.add(troubles.of(drift)));
        scene.oversight().breaches().forEach(breach -> open.add(Troubles.of(breach)));
        store.feeds(now.minus(Duration.ofDays(1))).forEach(feed -> troubles.of(feed).ifPresent(open::add));
        scene.stewardship().overdue().forEach(change -> open.add(Troubles.of(change)));
        return withStakes(open);
    }

    /** What can be done about drift; nothing when somebody has decided. */
    public List<Fix> fixes(Drift drift) {
        return Troubles.fixes(drift, stories.names());
    }

    /** The same by cause: those with most money at risk first, then the oldest. */
    public List<Group> groups() {
        Map<String, List<OpenException>> byCause = open().stream()
                .collect(Collectors.groupingBy(OpenException::cause, LinkedHashMap::new, Collectors.toList()));
        return byCause.values().stream().map(Exceptions::group)
                .sorted(Comparator.comparing((Group group) -> group.atRisk().map(Stake::amount).orElse(BigDecimal.ZERO))
                        .reversed().thenComparing(Group::oldest)).toList();
    }

    /** What can be done about an effect. */
    public List<Fix> fixes(Effect effect) {
        return Troubles.fixes(effect, stories.names());
    }

    private static Group group(List<OpenException> members) {
        OpenException first = members.getFirst();
        return new Group(first.cause(), first.title(), first.family(), sum(members), first.since(), members);
    }

    /** Empty when no money is known, or when there are several currencies. */
    public static Optional<Stake> sum(List<OpenException> members) {
        Map<OrderNumber, Stake> stakes = new LinkedHashMap<>();
        members.forEach(each -> each.order().ifPresent(order ->
                each.atRisk().ifPresent(stake -> stakes.put(order, stake))));
        Set<String> currencies = stakes.values().stream().map(Stake::currency).collect(Collectors.toSet());
        return currencies.size() != 1 ? Optional.empty() : Optional.of(new Stake(stakes.values().stream()
                .map(Stake::amount).reduce(BigDecimal.ZERO, BigDecimal::add), currencies.iterator().next()));
    }

    private List<OpenException> withStakes(List<OpenException> open) {
        Map<String, StoryStore.Stake> stakes = store.stakes(open.stream().flatMap(each -> each.order().stream())
                .distinct().toList()).stream().collect(Collectors.toMap(StoryStore.Stake::number, each -> each));
        return open.stream().map(each -> each.order().map(order -> stakes.get(order.value()))
                .map(stake -> with(each, stake)).orElse(each))
                .sorted(Comparator.comparing(OpenException::since)).toList();
    }

    private OpenException with(OpenException e, StoryStore.Stake stake) {
        String customer = scene.customers().account(new AccountId(stake.account())).map(known -> known.name())
                .orElse(stake.account());
        return new OpenException(e.cause(), e.title(), e.family(), e.sentence(), e.since(), e.order(),
                Optional.of(customer), Optional.of(new Stake(stake.total(), stake.currency())), e.links(), e.fixes());
    }

    /** The smallest UUID version 7 of an instant. */
    static UUID smallest(Instant instant) {
        return new UUID(instant.toEpochMilli() << 16, 0);
    }
}
