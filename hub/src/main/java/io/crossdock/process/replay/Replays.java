package io.crossdock.process.replay;

import io.crossdock.platform.journal.Ids;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.maps.MapChoice;
import io.crossdock.process.replay.ReplayPlan.Action;
import io.crossdock.process.replay.ReplayPlan.Approval;
import io.crossdock.process.replay.ReplayPlan.Item;
import io.crossdock.process.replay.ReplayPlan.Line;
import io.crossdock.process.replay.ReplayPlan.State;
import io.crossdock.process.replay.ReplayStore.Stored;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Plans replays, takes approvals, and shows how far they are. Thread-safe. */
@Component
public class Replays {

    /** A plan that nobody has approved is forgotten after this time. */
    private static final Duration KEEP = Duration.ofDays(7);
    private static final int NAMED_MOST = 20;

    private final Planning planning;
    private final Versions versions;
    private final ReplayStore store;
    private final Journal journal;
    private final Clock clock;

    Replays(Planning planning, Versions versions, ReplayStore store, Journal journal, Clock clock) {
        this.planning = planning;
        this.versions = versions;
        this.store = store;
        this.journal = journal;
        this.clock = clock;
    }

    /** What came of a question or an approval. */
    public sealed interface Outcome {

        /** How the plan stands. */
        record Stands(ReplayPlan plan) implements Outcome {
        }

        /** Something has changed since: nothing is done. @param changed what, @param fresh what would be done now */
        record Stale(List<String> changed, ReplayPlan fresh) implements Outcome {
        }

        /** The hash is that of another plan. */
        record OtherPlan(ReplayPlan plan) implements Outcome {
        }

        /** There is nothing in the scope, or no such plan. */
        record Nothing() implements Outcome {
        }

        /** More than {@link ReplayPlan#LINES_MOST} lines. */
        record TooMuch() implements Outcome {
        }
    }

    /** Looks what a replay would do, and keeps that for an approval. Nothing is done. */
    @Transactional
    public Outcome plan(ReplayScope scope, String who) {
        return plan(scope, MapChoice.CURRENT, who);
    }

    /** The same with a choice of maps, which is part of what is approved. */
    @Transactional
    public Outcome plan(ReplayScope scope, MapChoice maps, String who) {
        List<Line> lines = versions.named(planning.lines(scope), maps);
        if (lines.isEmpty()) {
            return new Outcome.Nothing();
        } else if (lines.size() > ReplayPlan.LINES_MOST) {
            return new Outcome.TooMuch();
        }
        return new Outcome.Stands(keep(scope, maps, lines, who));
    }

    private ReplayPlan keep(ReplayScope scope, MapChoice maps, List<Line> lines, String who) {
        Instant now = clock.instant();
        UUID id = Ids.at(now);
        store.forget(now.minus(KEEP));
        store.insert(id, Stored.of(scope), maps, hash(scope, maps, lines), lines, who, now);
        return store.plan(id).orElseThrow();
    }

    static String hash(ReplayScope scope, MapChoice maps, List<Line> lines) {
        return Fingerprint.of(lines.stream().map(line -> String.join("\n", line.subject(), line.action().label(),
                line.reference().orElse(""), line.sentence(), line.basis()))
                .collect(Collectors.joining("\n\n", scope.says() + "\n" + maps.label() + "\n\n", "")));
    }

    /**
     * Lets a plan be done, once. Refused when anything that it lists has changed; a plan of what would be done now is
     * then at hand. Approving again does nothing.
     *
     * @param hash of the plan that was looked at
     */
    @Transactional
    public Outcome approve(UUID id, String hash, String who, String why) {
        Optional<ReplayPlan> locked = store.lock(id);
        if (locked.isEmpty()) {
            return new Outcome.Nothing();
        }
        ReplayPlan plan = locked.get();
        if (!plan.hash().equals(hash)) {
            return new Outcome.OtherPlan(plan);
        } else if (plan.state() != State.PLANNED) {
            return new Outcome.Stands(plan);
        }
        ReplayScope scope = store.scope(id).scope();
        List<Line> now = versions.named(planning.lines(scope), plan.maps());
        if (!hash(scope, plan.maps(), now).equals(hash)) {
            return new Outcome.Stale(changed(id, now), keep(scope, plan.maps(), now, who));
        }
        Approval approval = new Approval(who, clock.instant(), why);
        if (store.approve(id, hash, approval)) {
            journal.append(ReplayFact.approved(plan, approval));
        }
        return new Outcome.Stands(store.plan(id).orElseThrow());
    }

    private List<String> changed(UUID id, List<Line> now) {
        Map<String, Line> fresh = now.stream().collect(Collectors.toMap(Line::subject, Function.identity()));
        Map<String, Line> seen = store.items(id, Optional.empty(), 0, ReplayPlan.LINES_MOST).stream().map(Item::line)
                .collect(Collectors.toMap(Line::subject, Function.identity()));
        return Stream.concat(seen.values().stream(), now.stream().filter(line -> !seen.containsKey(line.subject())))
                .filter(line -> !Objects.equals(fresh.get(line.subject()), seen.get(line.subject())))
                .map(line -> line.what() + " at " + line.target() + ": " + Optional.ofNullable(fresh.get(line.subject()))
                        .map(Line::sentence).orElse("it is no longer part of it."))
                .sorted().limit(NAMED_MOST).toList();
    }

    public Optional<ReplayPlan> plan(UUID id) {
        return store.plan(id);
    }

    /** The newest first. */
    public List<ReplayPlan> plans(Optional<UUID> before, int most) {
        return store.plans(before, most);
    }

    /** Its lines after an ordinal, in order. */
    public List<Item> items(UUID plan, Optional<Action> action, int after, int most) {
        return store.items(plan, action, after, most);
    }
}
