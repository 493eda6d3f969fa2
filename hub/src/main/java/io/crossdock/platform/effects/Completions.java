package io.crossdock.platform.effects;

import io.crossdock.platform.effects.EffectLifecycle.Health;
import io.crossdock.platform.effects.EffectLifecycle.Next;
import io.crossdock.platform.effects.EffectStore.Move;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes what became of calls: the new states, attempts, facts and the lanes' health, all in one transaction. */
@Component
class Completions {

    private final EffectStore store;
    private final EffectDocumentStore documents;
    private final LaneStore lanes;
    private final Journal journal;
    private final Terms terms;

    Completions(EffectStore store, EffectDocumentStore documents, LaneStore lanes, Journal journal, Terms terms) {
        this.store = store;
        this.documents = documents;
        this.lanes = lanes;
        this.journal = journal;
        this.terms = terms;
    }

    /** By what it is decided. */
    @Component
    record Terms(Lanes lanes, Clock clock) {
    }

    private record Decided(Completion completion, Next next) {
    }

    /** In the caller's transaction, or in one of its own. */
    @Transactional(propagation = Propagation.REQUIRED)
    public void write(List<Completion> completions) {
        Instant now = terms.clock().instant();
        Map<String, LaneSettings> lanesByTarget = terms.lanes().all();
        Map<UUID, Instant> lastSends = documents.lastSends(completions.stream().filter(Completions::mayBeHidden)
                .map(c -> c.effect().id()).toList());
        List<Decided> decided = completions.stream()
                .map(c -> new Decided(c, hidden(c, lastSends).orElseGet(() -> next(c,
                        lanesByTarget.getOrDefault(c.effect().target(), LaneSettings.DEFAULT)))))
                .toList();
        Set<UUID> moved = store.move(decided.stream().map(Completions::move).toList(), now);
        store.record(decided.stream().map(Completions::attempt).toList());
        List<NewFact> facts = new ArrayList<>();
        for (Decided d : decided) {
            if (moved.contains(d.completion().effect().id())) {
                fact(d).ifPresent(facts::add);
            }
        }
        facts.addAll(several(decided, moved, now));
        journal.append(facts);
        health(decided, lanesByTarget);
    }

    private static boolean mayBeHidden(Completion completion) {
        return completion instanceof Completion.LookedUp asked && asked.sighting() instanceof Sighting.Absent
                && asked.visibleAfter().isPositive();
    }

    /** What a target does not show is believed to be absent only once it would show it. */
    private static Optional<Next> hidden(Completion completion, Map<UUID, Instant> lastSends) {
        return completion instanceof Completion.LookedUp asked && mayBeHidden(asked)
                ? Optional.ofNullable(lastSends.get(asked.effect().id()))
                        .map(sent -> Duration.between(asked.endedAt(), sent.plus(asked.visibleAfter())))
                        .filter(Duration::isPositive).map(EffectLifecycle::notYetVisible)
                : Optional.empty();
    }

    /** Keeps the numbers of documents that a target has more than once, and tells of those that are one too many. */
    private List<NewFact> several(List<Decided> decided, Set<UUID> moved, Instant now) {
        Map<UUID, Effect> suspects = new HashMap<>();
        for (Decided d : decided) {
            Effect effect = d.completion().effect();
            switch (d.completion()) {
                case Completion.LookedUp(_, Sighting.Several(var references), _, _, _)
                        when moved.contains(effect.id()) -> documents.candidates(effect.id(), references, now);
                case Completion.LookedUp(_, Sighting.Found _, _, _, _) ->
                    suspects.put(effect.id(), effect);
                case Completion.Sent(_, Outcome.Done _, var promise, _, _)
                        when promise != Promise.NATIVE_KEY
                                && (effect.attempts() > 1 || !moved.contains(effect.id())) ->
                    suspects.put(effect.id(), effect);
                case Completion.Sent _, Completion.LookedUp _, Completion.Lost _ -> { }
            }
        }
        return documents.answeredOtherwise(suspects.keySet(), now).stream()
                .map(extra -> doubled(Objects.requireNonNull(suspects.get(extra.effect())), extra)).toList();
    }

    static NewFact doubled(Effect effect, Document extra) {
        return new NewFact(EffectFact.DOUBLED, effect.businessKey(), effect.orderingKey(),
                new Origin(effect.origin().correlation(), effect.origin().causation(), "system:" + effect.target(),
                        effect.origin().traceparent()),
                1, new EffectFact(effect.id(), effect.target(), effect.kind(), effect.businessKey(),
                        Optional.of(extra.reference()), Optional.empty(), Optional.of("doubled"),
                        Optional.of("The target has " + extra.reference() + " besides the one that counts.")));
    }

    private static Next next(Completion completion, LaneSettings lane) {
        Effect effect = completion.effect();
        return switch (completion) {
            case Completion.Sent sent ->
                EffectLifecycle.afterCall(sent.outcome(), sent.promise(), effect.attempts(), lane);
            case Completion.LookedUp found ->
                EffectLifecycle.afterLookup(found.sighting(), effect.lookups(), effect.attempts(), lane);
            case Completion.Lost lost -> EffectLifecycle.afterLoss(lost.promise(), effect.attempts(), lane);
        };
    }

    /** What it waits for counts from the end of the call, whenever that is written. */
    private static Move move(Decided d) {
        Leased leased = d.completion().leased();
        Next next = d.next();
        boolean finished = next.state() == EffectState.DONE || next.state() == EffectState.REFUSED;
        return new Move(leased.effect().id(), leased.lease(), next.state().column(), next.counts() ? 0 : 1,
                next.due(d.completion().endedAt()), next.reference(), next.response(), next.code(), next.reason(), finished);
    }

    private static Attempt attempt(Decided d) {
        Completion c = d.completion();
        boolean asked = c instanceof Completion.LookedUp;
        String reference = d.next().reference();
        String reason = d.next().reason();
        return new Attempt(c.effect().id(), asked ? c.effect().lookups() : c.effect().attempts(),
                asked ? "lookup" : "send", c.startedAt(), c.endedAt(), d.next().outcome(),
                reference != null ? reference : reason != null ? reason : "", c.leased().lease());
    }

    private static Optional<NewFact> fact(Decided d) {
        Effect before = d.completion().effect();
        Next next = d.next();
        boolean stillInDoubt = before.state() == EffectState.IN_DOUBT && next.state() == EffectState.IN_DOUBT;
        return stillInDoubt ? Optional.empty() : EffectFact.type(next.state()).map(type -> new NewFact(type,
                before.businessKey(), before.orderingKey(),
                new Origin(before.origin().correlation(), before.origin().causation(), "system:" + before.target(),
                        before.origin().traceparent()),
                1, new EffectFact(before.id(), before.target(), before.kind(), before.businessKey(),
                        Optional.ofNullable(next.reference()), Optional.ofNullable(next.response()),
                        Optional.ofNullable(next.code()), Optional.ofNullable(next.reason()))));
    }

    private void health(List<Decided> decided, Map<String, LaneSettings> settings) {
        Map<String, List<Decided>> byTarget = new TreeMap<>();
        decided.forEach(d -> byTarget.computeIfAbsent(d.completion().effect().target(), t -> new ArrayList<>()).add(d));
        byTarget.forEach((target, calls) -> health(target, calls,
                settings.getOrDefault(target, LaneSettings.DEFAULT)));
    }

    private void health(String target, List<Decided> calls, LaneSettings lane) {
        List<Decided> unreachable = calls.stream().filter(d -> d.next().health() == Health.UNREACHABLE).toList();
        Optional<Instant> asked = calls.stream().flatMap(d -> askedToRest(d).stream()).max(Instant::compareTo);
        if (calls.stream().anyMatch(d -> d.next().health() == Health.ANSWERED)) {
            lanes.answered(target);
        } else if (!unreachable.isEmpty()) {
            String reason = unreachable.getLast().next().reason();
            Instant last = unreachable.stream().map(d -> d.completion().endedAt()).max(Instant::compareTo).orElseThrow();
            lanes.failed(target, unreachable.size(), lane.breakerFailures(), lane.breakerOpen(),
                    reason == null ? "" : reason, last);
        }
        asked.ifPresent(until -> lanes.rest(target, until));
    }

    /** A target that asks to be left alone is left alone at once, even by effects that it did not answer yet. */
    private static Optional<Instant> askedToRest(Decided d) {
        return d.completion() instanceof Completion.Sent sent
                && sent.outcome() instanceof Outcome.Unavailable unavailable && unavailable.retryAfter().isPresent()
                ? Optional.of(d.next().due(sent.endedAt())) : Optional.empty();
    }
}
