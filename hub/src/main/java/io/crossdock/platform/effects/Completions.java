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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes what became of calls: the new states, the attempts, the facts and the lanes' health, all in one transaction. */
@Component
class Completions {

    private final EffectStore store;
    private final LaneStore lanes;
    private final Journal journal;
    private final Lanes settings;
    private final Clock clock;

    Completions(EffectStore store, LaneStore lanes, Journal journal, Lanes settings, Clock clock) {
        this.store = store;
        this.lanes = lanes;
        this.journal = journal;
        this.settings = settings;
        this.clock = clock;
    }

    private record Decided(Completion completion, Next next) {
    }

    /** In the caller's transaction, or in one of its own. */
    @Transactional(propagation = Propagation.REQUIRED)
    public void write(List<Completion> completions, String worker) {
        Instant now = clock.instant();
        Map<String, LaneSettings> lanesByTarget = settings.all();
        List<Decided> decided = completions.stream()
                .map(c -> new Decided(c, next(c, lanesByTarget.getOrDefault(c.effect().target(),
                        LaneSettings.DEFAULT))))
                .toList();
        Set<UUID> moved = store.move(decided.stream().map(d -> move(d, now)).toList(), now);
        store.record(decided.stream().map(d -> attempt(d, worker)).toList());
        List<NewFact> facts = new ArrayList<>();
        for (Decided d : decided) {
            if (moved.contains(d.completion().effect().id())) {
                fact(d).ifPresent(facts::add);
            }
        }
        journal.append(facts);
        health(decided, lanesByTarget, now);
    }

    private static Next next(Completion completion, LaneSettings lane) {
        Effect effect = completion.effect();
        return switch (completion) {
            case Completion.Sent sent ->
                EffectLifecycle.afterCall(sent.outcome(), sent.promise(), effect.attempts(), lane);
            case Completion.LookedUp found ->
                EffectLifecycle.afterLookup(found.sighting(), effect.lookups(), effect.attempts(), lane);
        };
    }

    private static Move move(Decided d, Instant now) {
        Effect effect = d.completion().effect();
        Next next = d.next();
        int lookup = d.completion() instanceof Completion.LookedUp ? effect.lookups() : 0;
        int attempts = next.counts() ? effect.attempts() : effect.attempts() - 1;
        boolean finished = next.state() == EffectState.DONE || next.state() == EffectState.REFUSED;
        return new Move(effect.id(), effect.attempts(), lookup, next.state().column(), attempts, next.due(now),
                next.reference(), next.response(), next.code(), next.reason(), finished);
    }

    private static Attempt attempt(Decided d, String worker) {
        Completion c = d.completion();
        boolean sent = c instanceof Completion.Sent;
        String reference = d.next().reference();
        String reason = d.next().reason();
        return new Attempt(c.effect().id(), sent ? c.effect().attempts() : c.effect().lookups(),
                sent ? "send" : "lookup", c.startedAt(), c.endedAt(), d.next().outcome(),
                reference != null ? reference : reason != null ? reason : "", worker);
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

    private void health(List<Decided> decided, Map<String, LaneSettings> settings, Instant now) {
        Map<String, List<Decided>> byTarget = new TreeMap<>();
        decided.forEach(d -> byTarget.computeIfAbsent(d.completion().effect().target(), t -> new ArrayList<>()).add(d));
        byTarget.forEach((target, calls) -> {
            List<Decided> unreachable =
                    calls.stream().filter(d -> d.next().health() == Health.UNREACHABLE).toList();
            if (unreachable.size() < calls.size()) {
                lanes.answered(target);
            } else {
                LaneSettings lane = settings.getOrDefault(target, LaneSettings.DEFAULT);
                String reason = unreachable.getLast().next().reason();
                lanes.failed(target, unreachable.size(), lane.breakerFailures(), rest(unreachable, lane),
                        reason == null ? "" : reason, now);
            }
        });
    }

    /** A target that asks to be left alone is left alone, at least as long as the breaker rests. */
    private static Duration rest(List<Decided> unreachable, LaneSettings lane) {
        return unreachable.stream()
                .map(d -> d.completion() instanceof Completion.Sent(var e, Outcome.Unavailable(var r, var after),
                        var p, var s, var t) ? after.orElse(Duration.ZERO) : Duration.ZERO)
                .filter(after -> after.compareTo(lane.breakerOpen()) > 0)
                .max(Duration::compareTo).orElse(lane.breakerOpen());
    }
}
