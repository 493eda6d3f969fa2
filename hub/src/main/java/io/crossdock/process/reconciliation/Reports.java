package io.crossdock.process.reconciliation;

import io.crossdock.platform.journal.Ids;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.process.reconciliation.Comparison.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes what a run found: each repair with its line of the report, and then the rest at once. Thread-safe. */
@Component
class Reports {

    private final RunStore runs;
    private final DriftStore drifts;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Reports(RunStore runs, DriftStore drifts, Journal journal, TransactionTemplate transaction, Clock clock) {
        this.runs = runs;
        this.drifts = drifts;
        this.journal = journal;
        this.transaction = transaction;
        this.clock = clock;
    }

    static Origin origin(Run run, String actor) {
        return Origin.start("reconciliation-" + run.id(), actor);
    }

    /** Takes their word and reports it; when it has moved on in the meantime, that is reported instead. */
    void repair(Run run, Comparison comparison, Difference drift) {
        Origin origin = origin(run, "hub");
        transaction.executeWithoutResult(status -> {
            boolean repaired = comparison.repair(drift, origin);
            runs.report(run.id(), List.of(repaired ? Finding.of(drift, Finding.Outcome.REPAIRED)
                    : passing(new Verdict.InFlight(drift.key(), "It moved on while it was being repaired.", drift.ours(),
                            drift.theirs()))));
            if (repaired) {
                journal.append(NewFact.of(ReconciliationFact.REPAIRED, drift.key(), origin,
                        new ReconciliationFact.Repaired(run.id(), run.comparison(), run.system(), drift.cause(),
                                drift.ours(), drift.theirs())));
            }
        });
    }

    /**
     * Ends a run that came to its end. Cases that it neither saw as drift nor as under way are closed.
     *
     * @param open    for a person
     * @param passing what something under way explains
     */
    void finish(Run run, int compared, List<Difference> open, List<Verdict.InFlight> passing, int keep) {
        Instant now = clock.instant();
        Origin origin = origin(run, "hub");
        List<Finding> findings = new ArrayList<>(open.stream()
                .map(drift -> Finding.of(drift, Finding.Outcome.WAITING)).toList());
        passing.forEach(each -> findings.add(passing(each)));
        Set<String> stays = Stream.concat(open.stream().map(Difference::key), passing.stream().map(Verdict.InFlight::key))
                .collect(Collectors.toSet());
        transaction.executeWithoutResult(status -> {
            if (!findings.isEmpty()) {
                runs.report(run.id(), findings);
            }
            List<NewFact> facts = new ArrayList<>();
            for (Difference drift : open) {
                if (drifts.found(Ids.at(now), run, drift, now)) {
                    facts.add(NewFact.of(ReconciliationFact.FOUND, drift.key(), origin, new ReconciliationFact.Found(
                            run.id(), run.comparison(), run.system(), drift.cause(), drift.ours(), drift.theirs())));
                }
            }
            drifts.closeAllBut(run, stays, now).forEach(closed -> facts.add(NewFact.of(ReconciliationFact.CLOSED,
                    closed.difference().key(), origin, new ReconciliationFact.Closed(closed.id(), run.id(),
                            run.comparison(), run.system()))));
            journal.append(facts);
            runs.done(run.id(), compared, now);
            runs.keep(run.comparison(), run.system(), keep);
            drifts.keepReported(run.comparison(), run.system());
        });
    }

    void fail(Run run, String reason, int keep) {
        transaction.executeWithoutResult(status -> {
            runs.failed(run.id(), reason, clock.instant());
            runs.keep(run.comparison(), run.system(), keep);
        });
    }

    private static Finding passing(Verdict.InFlight each) {
        return new Finding(each.key(), Finding.Outcome.IN_FLIGHT, Optional.empty(), each.why(), each.ours(),
                each.theirs(), Optional.empty(), Optional.empty());
    }
}
