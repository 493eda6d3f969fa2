package io.crossdock.platform.effects;

import io.crossdock.platform.journal.AfterCommit;
import io.crossdock.platform.journal.Ids;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.journal.Wake;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The effects ledger: requesting, reading, and what a person may decide. Thread-safe. */
@Component
public class Effects {

    /** Most effects that one read returns. */
    public static final int PAGE = 500;

    private final EffectStore store;
    private final EffectDocumentStore documents;
    private final LaneStore lanes;
    private final Journal journal;
    private final Backlogs backlogs;
    private final Wake wake;
    private final Clock clock;

    Effects(Tables tables, Journal journal, Backlogs backlogs, Wake wake, Clock clock) {
        this.backlogs = backlogs;
        this.store = tables.effects();
        this.documents = tables.documents();
        this.lanes = tables.lanes();
        this.journal = journal;
        this.wake = wake;
        this.clock = clock;
    }

    /** Where it is all kept. */
    @Component("effects-tables")
    record Tables(EffectStore effects, EffectDocumentStore documents, LaneStore lanes) {
    }

    /**
     * Asks for effects in the transaction that decides them. Asking again for the same (target, kind, business
     * key) changes nothing.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void request(List<NewEffect> effects) {
        if (effects.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        backlogs.note(effects);
        store.insert(effects, effects.stream().map(effect -> Ids.at(now)).toList(), now);
        wakeAfterCommit(effects.stream().map(NewEffect::target).collect(Collectors.toSet()));
    }

    private void wakeAfterCommit(Set<String> targets) {
        AfterCommit.run(() -> wake.those(targets));
    }

    public Optional<Effect> effect(UUID id) {
        return store.byId(id);
    }

    /** Those of some effects that are there. */
    public Map<UUID, Effect> effects(Collection<UUID> ids) {
        return ids.isEmpty() ? Map.of() : store.byIds(ids).stream()
                .collect(Collectors.toMap(Effect::id, Function.identity()));
    }

    public Optional<Effect> effect(String target, String kind, String businessKey) {
        return store.byBusinessKey(target, kind, businessKey);
    }

    /** Effects of one ordering key in all lanes, in the order of request, at most {@link #PAGE}. */
    public List<Effect> ofKey(String orderingKey) {
        return store.ofKey(orderingKey, PAGE);
    }

    /** Effects of one kind of some ordering keys, in the order of request. */
    public List<Effect> ofKeys(String kind, Collection<String> orderingKeys) {
        return store.ofKeys(kind, orderingKeys);
    }

    /** Calls, questions and decisions about some effects, oldest first. */
    public List<Attempt> attempts(Collection<UUID> effects) {
        return store.attempts(effects);
    }

    /** Effects of a target that were refused, are in doubt or parked, oldest first. */
    public List<Effect> unfinished(String target, int most) {
        return store.unfinished(target, most);
    }

    /** Effects that were asked for from an instant on and before another, of one target or of all, oldest first. */
    public List<Effect> between(Instant from, Instant to, Optional<String> target, int most) {
        return store.between(from, to, target, most);
    }

    /** Holds an effect as it is until the transaction ends; waits while somebody else does. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Effect> lock(UUID id) {
        return store.lock(id);
    }

    /**
     * Lets an effect that ended without being done be done again, behind live work and retries. Empty unless it is
     * refused or parked.
     *
     * @param ask whether the target is asked first if it has it after all
     */
    @Transactional
    public Optional<Effect> repeat(UUID id, boolean ask, String why, String who) {
        Instant now = clock.instant();
        Optional<Effect> repeated = store.repeat(id, ask ? EffectState.IN_DOUBT : EffectState.READY, why, now);
        repeated.ifPresent(effect -> {
            store.record(List.of(new Attempt(id, 1, "person", now, now, effect.state().column(), why, who)));
            journal.append(fact(EffectFact.RETRIED, effect, new Origin(effect.origin().correlation(),
                    effect.origin().causation(), who, effect.origin().traceparent())));
            wakeAfterCommit(Set.of(effect.target()));
        });
        return repeated;
    }

    /**
     * What counts as done is not to be found at its target: it is in doubt again, so that the target is asked, and it is
     * sent again only if it is not there. Empty unless it is done.
     */
    @Transactional
    public Optional<Effect> missed(UUID id, String why, String who) {
        Instant now = clock.instant();
        Optional<Effect> doubted = store.missed(id, why, now);
        doubted.ifPresent(effect -> {
            store.record(List.of(new Attempt(id, 1, "person", now, now, EffectDocumentStore.MISSED, why, who)));
            journal.append(fact(EffectFact.IN_DOUBT, effect, new Origin(effect.origin().correlation(),
                    effect.origin().causation(), who, effect.origin().traceparent())));
            wakeAfterCommit(Set.of(effect.target()));
        });
        return doubted;
    }

    /** Effects in doubt or parked, oldest first, at most {@link #PAGE}. */
    public List<Effect> troubled() {
        return store.troubled(PAGE);
    }

    /** By those of {@link #troubled()} that others of their key wait behind: how many. */
    public Map<UUID, Integer> behind() {
        return store.behind(PAGE);
    }

    /** The last effect of a kind that a target ended so, if there is one. */
    public Optional<Effect> last(String target, String kind, EffectState state) {
        return store.last(target, kind, state);
    }

    /** How each lane is doing, with those targets that have no lane, but effects that wait for one. */
    public List<LaneView> lanes() {
        return lanes.views();
    }

    /** Whether as much waits in a lane as may. */
    public Optional<Backlogs.Crowd> crowd(String target) {
        return backlogs.crowded(List.of(target));
    }

    /** Targets that take no calls right now: paused, or resting after failures in a row. */
    public List<String> unavailable() {
        return lanes.broken(clock.instant());
    }

    /** Stops a lane; calls under way end by themselves. Returns false if there is no such lane. */
    @Transactional
    public boolean pause(String target, String who) {
        return lanes.stop(target, false, who, clock.instant());
    }

    /**
     * Stops a lane once nothing is under way there: no effect is begun, calls end, and the target is asked about those
     * in doubt. {@link LaneStop} says how far that is. Returns false if there is no such lane.
     */
    @Transactional
    public boolean drain(String target, String who) {
        boolean draining = lanes.stop(target, true, who, clock.instant());
        wakeAfterCommit(Set.of(target));
        return draining;
    }

    @Transactional
    public boolean resume(String target) {
        boolean resumed = lanes.resume(target);
        wakeAfterCommit(Set.of(target));
        return resumed;
    }

    /**
     * Lets an effect be sent again now, with all its attempts before it: one that is parked, in doubt, refused or
     * waiting for its next attempt. Empty if it is in no such state.
     */
    @Transactional
    public Optional<Effect> retry(UUID id, String who) {
        return decided(id, EffectState.READY, null, "Sent again by " + who + ".", EffectFact.RETRIED, who);
    }

    /**
     * Has the target asked now whether it is done. Empty unless it is in doubt, or was parked after it had been
     *     asked in vain.
     */
    @Transactional
    public Optional<Effect> ask(UUID id, String who) {
        Instant now = clock.instant();
        Optional<Effect> asked = store.ask(id, now);
        asked.ifPresent(effect -> {
            store.record(List.of(new Attempt(id, Math.max(1, effect.attempts()), "person", now, now,
                    EffectState.IN_DOUBT.column(), "The target is asked again.", who)));
            wakeAfterCommit(Set.of(effect.target()));
        });
        return asked;
    }

    /**
     * A person has seen at the target that it is done. Empty unless it is parked or in doubt. Where the target has
     * several, the others are one too many from now on, until {@link #undone} says otherwise.
     */
    @Transactional
    public Optional<Effect> confirm(UUID id, String reference, String who) {
        Optional<Effect> confirmed = decided(id, EffectState.DONE, reference, "Seen at the target by " + who + ".",
                EffectFact.DONE, who);
        confirmed.ifPresent(effect -> journal.append(documents.choose(id, reference, who, clock.instant()).stream()
                .map(extra -> Completions.doubled(effect, extra)).toList()));
        return confirmed;
    }

    /** Documents that a target has for one effect, where it has, or may have, more than one. */
    public List<Document> documents(UUID effect) {
        return documents.of(effect);
    }

    /** Documents that targets have one too many, oldest first, at most {@link #PAGE}. */
    public List<Document> surplus() {
        return documents.surplus(PAGE);
    }

    /** A document that was one too many is undone at its target. Empty unless there is such a one. */
    @Transactional
    public Optional<Document> undone(UUID id, String reference, String who) {
        Optional<Document> undone = documents.undone(id, reference, who, clock.instant());
        undone.flatMap(each -> store.byId(id)).ifPresent(effect -> journal.append(new NewFact(EffectFact.UNDONE,
                effect.businessKey(), effect.orderingKey(), new Origin(effect.origin().correlation(),
                        effect.origin().causation(), who, effect.origin().traceparent()), 1,
                new EffectFact(id, effect.target(), effect.kind(), effect.businessKey(), Optional.of(reference),
                        Optional.empty(), Optional.empty(), Optional.of("Undone at the target, says " + who + ".")))));
        return undone;
    }

    /** It shall not be done. Empty unless it is parked, in doubt, refused or waiting. */
    @Transactional
    public Optional<Effect> skip(UUID id, String why, String who) {
        return decided(id, EffectState.SKIPPED, null, why, EffectFact.SKIPPED, who);
    }

    private Optional<Effect> decided(UUID id, EffectState state, @Nullable String reference, String reason,
            String fact, String who) {
        Instant now = clock.instant();
        Optional<Effect> decided = store.decide(id, state, reference, reason, now);
        decided.ifPresent(effect -> {
            store.record(List.of(new Attempt(id, Math.max(1, effect.attempts()), "person", now, now,
                    state.column(), reason, who)));
            journal.append(fact(fact, effect, new Origin(effect.origin().correlation(),
                    effect.origin().causation(), who, effect.origin().traceparent())));
            wakeAfterCommit(Set.of(effect.target()));
        });
        return decided;
    }

    static NewFact fact(String type, Effect effect, Origin origin) {
        return new NewFact(type, effect.businessKey(), effect.orderingKey(), origin, 1, new EffectFact(effect.id(),
                effect.target(), effect.kind(), effect.businessKey(), effect.reference(), effect.response(),
                effect.code(), effect.reason()));
    }
}
