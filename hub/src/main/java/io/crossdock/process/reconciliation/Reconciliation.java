package io.crossdock.process.reconciliation;

import io.crossdock.platform.journal.Ids;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Comparisons with other systems: asks for them, tells what they found, and takes decisions. Thread-safe. */
@Component
public class Reconciliation {

    private final Comparisons comparisons;
    private final RunStore runs;
    private final DriftStore drifts;
    private final Journal journal;
    private final Clock clock;

    Reconciliation(Comparisons comparisons, RunStore runs, DriftStore drifts, Journal journal, Clock clock) {
        this.comparisons = comparisons;
        this.runs = runs;
        this.drifts = drifts;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Something that can be compared.
     *
     * @param comparison {@code stock-wms}
     * @param title      in business words
     * @param system     landscape id of the system
     */
    public record Subject(String comparison, String title, String system) {
    }

    public List<Subject> subjects() {
        return comparisons.pairs().stream().map(pair -> new Subject(pair.comparison().name(),
                pair.comparison().title(), pair.system().id())).toList();
    }

    /**
     * Asks for comparisons now; one that is under way is joined. Empty when nothing fits.
     *
     * @param comparison all kinds when empty
     * @param system     all systems when empty
     */
    @Transactional
    public List<Run> ask(Optional<String> comparison, Optional<String> system, String askedBy) {
        Instant now = clock.instant();
        List<Subject> wanted = subjects().stream()
                .filter(each -> comparison.map(each.comparison()::equals).orElse(true))
                .filter(each -> system.map(each.system()::equals).orElse(true)).toList();
        wanted.forEach(each -> runs.ask(Ids.at(now), each.comparison(), each.system(), askedBy, now, now));
        return wanted.stream().flatMap(each -> runs.underWay(each.comparison(), each.system()).stream()).toList();
    }

    public List<Run> runs(RunFilter filter) {
        return runs.runs(filter);
    }

    public Optional<Run> run(UUID id) {
        return runs.run(id);
    }

    /**
     * A page of a run's report, by key.
     *
     * @param after the last key of the page before
     */
    public List<Finding> findings(UUID run, Optional<Finding.Outcome> outcome, Optional<String> after, int limit) {
        return runs.findings(run, outcome, after, limit);
    }

    /** Drift that waits for a person or for a recount, the oldest first, at most 500. */
    public List<Drift> drifts() {
        return drifts.notClosed();
    }

    public Optional<Drift> drift(UUID id) {
        return drifts.drift(id);
    }

    /** What a decision came to. */
    public enum Decided {
        DONE,
        /** Somebody else decided first, or a run closed it. */
        OVER,
        /** It has moved on since the last run; the next one tells. */
        MOVED
    }

    /** Takes the other system's word. */
    @Transactional
    public Decided takeTheirs(UUID id, String who) {
        Optional<Drift> found = drifts.drift(id).filter(each -> each.state() != Drift.State.CLOSED);
        if (found.isEmpty() || !found.get().difference().repairable()) {
            return Decided.OVER;
        }
        Drift drift = found.get();
        Difference difference = drift.difference();
        Origin origin = Origin.start("reconciliation-" + drift.run(), who);
        Comparison comparison = comparisons.comparison(drift.comparison()).orElseThrow();
        if (!comparison.repair(difference, origin)) {
            return Decided.MOVED;
        }
        if (!drifts.close(id, who, clock.instant())) {
            throw new IllegalStateException("drift " + id + " was decided twice");
        }
        journal.append(NewFact.of(ReconciliationFact.REPAIRED, difference.key(), origin, new ReconciliationFact.Repaired(
                drift.run(), drift.comparison(), drift.system(), difference.cause(), difference.ours(),
                difference.theirs())));
        return Decided.DONE;
    }

    /** Ours holds until the other system has counted again: the same numbers are not brought up a second time. */
    @Transactional
    public Decided keepOurs(UUID id, String who) {
        Optional<Drift> drift = drifts.drift(id);
        if (drift.isEmpty() || !drifts.recount(id, who)) {
            return Decided.OVER;
        }
        Difference difference = drift.get().difference();
        journal.append(NewFact.of(ReconciliationFact.KEPT, difference.key(), Origin.start("reconciliation-"
                + drift.get().run(), who), new ReconciliationFact.Kept(id, drift.get().comparison(),
                        drift.get().system(), difference.ours(), difference.theirs())));
        return Decided.DONE;
    }
}
