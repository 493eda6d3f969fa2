package io.crossdock.platform.stewardship;

import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.replica.Replicas;
import io.crossdock.platform.stewardship.Outcome.Code;
import io.crossdock.platform.stewardship.Outcome.Reason;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Risky changes of master data: tells what waits, and takes decisions. Thread-safe. */
@Component
public class Stewardship {

    /** Most changes that one decision takes. */
    public static final int TOGETHER_MOST = 200;

    private static final int OVERDUE_MOST = 500;

    private final Watches watches;
    private final ChangeStore store;
    private final Journal journal;
    private final Replicas replicas;
    private final Clock clock;

    Stewardship(Watches watches, ChangeStore store, Journal journal, Replicas replicas, Clock clock) {
        this.watches = watches;
        this.store = store;
        this.journal = journal;
        this.replicas = replicas;
        this.clock = clock;
    }

    /** What a person has looked at. @param digest of the differences that were shown */
    public record Seen(UUID change, String digest) {
    }

    /** What a person wants. */
    public enum Verdict {
        APPROVE,
        DECLINE
    }

    /** The feeds whose changes may be held, with their titles. */
    public Map<String, String> feeds() {
        return watches.titles();
    }

    public List<Change> changes(ChangeFilter filter) {
        return store.list(filter);
    }

    /** How many changes wait for a decision. */
    public int waiting() {
        return store.open();
    }

    public Optional<Change> change(UUID id) {
        return store.find(List.of(id)).stream().findFirst();
    }

    /** The other open changes that are decided together with this one, by key. */
    public List<Change> together(Change change) {
        return store.together(change.feed(), change.subjects()).stream()
                .filter(each -> !each.id().equals(change.id())).toList();
    }

    /** What has waited longer than {@code policies.masterData.remindAfter}, the oldest first, at most 500. */
    public List<Change> overdue() {
        Instant before = clock.instant().minus(watches.policy().remindAfter());
        return store.list(new ChangeFilter(Optional.of(Change.State.OPEN), Optional.empty(), Optional.empty(),
                Optional.of(before), Optional.empty(), OVERDUE_MOST));
    }

    /**
     * Decides about changes, all or none. Approved rows are in force when this returns, on other replicas a moment later.
     *
     * @param seen at most {@value #TOGETHER_MOST}
     * @param who {@code user:kim}
     * @param why in a sentence
     */
    @Transactional
    public Outcome decide(Collection<Seen> seen, Verdict verdict, String who, String why) {
        if (seen.isEmpty() || seen.size() > TOGETHER_MOST || why.isBlank()) {
            throw new IllegalArgumentException("a decision takes a reason and from 1 to " + TOGETHER_MOST + " changes");
        }
        Map<UUID, String> digests = seen.stream()
                .collect(Collectors.toMap(Seen::change, Seen::digest, (one, other) -> one, TreeMap::new));
        store.find(digests.keySet()).stream().map(Change::feed).collect(Collectors.toCollection(TreeSet::new))
                .forEach(store::lock);
        List<Change> changes = store.find(digests.keySet());
        List<Reason> reasons = new ArrayList<>(unknown(digests.keySet(), changes));
        changes.forEach(each -> objection(each, digests).ifPresent(reasons::add));
        if (reasons.isEmpty()) {
            leftOut(changes).forEach(reasons::add);
        }
        Map<String, List<Change>> byFeed = changes.stream()
                .collect(Collectors.groupingBy(Change::feed, TreeMap::new, Collectors.toList()));
        if (reasons.isEmpty() && verdict == Verdict.APPROVE) {
            byFeed.forEach((feed, all) -> reasons.addAll(batch(feed, all).obstacles()));
        }
        if (!reasons.isEmpty()) {
            return new Outcome.Refused(reasons);
        }
        Change.Decision decision = new Change.Decision(who, clock.instant(), why);
        changes.forEach(each -> settle(each, verdict, decision));
        if (verdict == Verdict.APPROVE) {
            byFeed.forEach((feed, all) -> {
                batch(feed, all).apply();
                replicas.changed(feed);
            });
        }
        return new Outcome.Done(store.find(digests.keySet()));
    }

    private static List<Reason> unknown(Set<UUID> wanted, List<Change> found) {
        Set<UUID> missing = new TreeSet<>(wanted);
        found.forEach(each -> missing.remove(each.id()));
        return missing.stream().map(id -> new Reason(id, Code.UNKNOWN, "There is no change " + id + ".")).toList();
    }

    private static Optional<Reason> objection(Change change, Map<UUID, String> digests) {
        if (change.state() != Change.State.OPEN) {
            return Optional.of(new Reason(change.id(), Code.OVER, "The change of " + change.key() + " is "
                    + change.state().label() + change.decision().map(each -> " by " + each.by().replace("user:", ""))
                            .orElse(" by its source") + " already."));
        }
        return change.digest().equals(digests.get(change.id())) ? Optional.empty()
                : Optional.of(new Reason(change.id(), Code.STALE, "What the source says of " + change.key()
                        + " has changed since you looked. Look again before you decide."));
    }

    private List<Reason> leftOut(List<Change> changes) {
        Set<UUID> taken = changes.stream().map(Change::id).collect(Collectors.toCollection(HashSet::new));
        List<Reason> reasons = new ArrayList<>();
        for (Change change : changes) {
            together(change).stream().filter(each -> taken.add(each.id())).forEach(each -> reasons.add(new Reason(each.id(),
                    Code.TOGETHER, "The change of " + each.key() + " goes together with that of " + change.key()
                            + ". Decide about both at once.")));
        }
        return reasons;
    }

    private void settle(Change change, Verdict verdict, Change.Decision decision) {
        Change.State state = verdict == Verdict.APPROVE ? Change.State.APPROVED : Change.State.DECLINED;
        if (!store.decide(change, state, decision)) {
            throw new IllegalStateException("change " + change.id() + " moved although its feed is locked");
        }
        journal.append(switch (verdict) {
            case APPROVE -> Gatekeeper.fact(StewardshipFact.APPROVED, change.feed(), change.key(), decision.by(),
                    new StewardshipFact.Approved(change.id(), change.feed(), change.differences(), decision.reason()));
            case DECLINE -> Gatekeeper.fact(StewardshipFact.DECLINED, change.feed(), change.key(), decision.by(),
                    new StewardshipFact.Declined(change.id(), change.feed(), change.differences(), decision.reason()));
        });
    }

    private Batch<?> batch(String feed, List<Change> changes) {
        Watch<?> watch = watches.of(feed).orElseThrow(() -> new IllegalStateException("nobody watches " + feed));
        return batch(watch, changes);
    }

    private <R> Batch<R> batch(Watch<R> watch, List<Change> changes) {
        List<R> rows = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (Change change : changes) {
            store.document(change.id()).map(watch::read).ifPresentOrElse(rows::add, () -> gone.add(change.key()));
        }
        return new Batch<>(watch, changes, rows, gone);
    }

    /** Changes of one feed as rows. */
    private record Batch<R>(Watch<R> watch, List<Change> changes, List<R> rows, List<String> gone) {

        List<Reason> obstacles() {
            return watch.obstacle(rows).map(why -> new Reason(changes.getFirst().id(), Code.OBSTACLE, why))
                    .stream().toList();
        }

        void apply() {
            if (!rows.isEmpty()) {
                watch.put(rows);
            }
            if (!gone.isEmpty()) {
                watch.remove(gone);
            }
        }
    }
}
