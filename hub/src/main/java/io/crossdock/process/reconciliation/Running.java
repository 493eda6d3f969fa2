package io.crossdock.process.reconciliation;

import io.crossdock.platform.landscape.Policies;
import io.crossdock.process.reconciliation.Comparison.Look;
import io.crossdock.process.reconciliation.Comparison.Suspect;
import io.crossdock.process.reconciliation.Comparison.Verdict;
import io.crossdock.process.reconciliation.Comparisons.Pair;
import io.crossdock.system.connectors.SystemUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Carries out runs, one step at a time: the first look, and the judgement after messages have had their time. */
@Component
class Running {

    private static final Logger LOG = LoggerFactory.getLogger(Running.class);
    /** Longer than reading everything takes; a process that dies is followed by another one after it. */
    private static final Duration LEASE = Duration.ofMinutes(5);
    /** A run looks closer at no more than this. */
    private static final int SUSPECTS_MOST = 2_000;

    private final Comparisons comparisons;
    private final RunStore runs;
    private final Reports reports;
    private final Clock clock;

    Running(Comparisons comparisons, RunStore runs, Reports reports, Clock clock) {
        this.comparisons = comparisons;
        this.runs = runs;
        this.reports = reports;
        this.clock = clock;
    }

    /** Takes the next step that is due, in whatever run; false when there is none. */
    boolean step() {
        Optional<Run> due = runs.claim(clock.instant(), LEASE);
        due.ifPresent(this::step);
        return due.isPresent();
    }

    private void step(Run run) {
        Policies.Reconciliation policy = comparisons.policy();
        Optional<Pair> pair = comparisons.pair(run.comparison(), run.system());
        if (pair.isEmpty()) {
            reports.fail(run, run.system() + " is no longer in the landscape.", policy.keepRuns());
            return;
        }
        try {
            if (run.state() == Run.State.WAITING) {
                look(run, pair.get(), policy);
            } else {
                judge(run, pair.get(), policy);
            }
        } catch (SystemUnavailable away) {
            reports.fail(run, String.valueOf(away.getMessage()), policy.keepRuns());
        } catch (RuntimeException fault) {
            LOG.warn("{} against {} could not be compared", run.comparison(), run.system(), fault);
            reports.fail(run, "The hub could not do it: " + fault.getMessage(), policy.keepRuns());
        }
    }

    private void look(Run run, Pair pair, Policies.Reconciliation policy) {
        Look all = pair.comparison().look(pair.system());
        List<Suspect> suspects = all.suspects();
        if (suspects.isEmpty()) {
            reports.finish(run, all.compared(), List.of(), List.of(), policy.keepRuns());
            return;
        }
        boolean tooMany = suspects.size() > SUSPECTS_MOST;
        Optional<String> reason = tooMany ? Optional.of("The first " + SUSPECTS_MOST + " of " + suspects.size()
                + " differences were looked at.") : Optional.empty();
        runs.settle(run.id(), new Look(all.compared(), suspects.subList(0, Math.min(SUSPECTS_MOST, suspects.size()))),
                reason, clock.instant().plus(policy.settle()));
    }

    private void judge(Run run, Pair pair, Policies.Reconciliation policy) {
        Set<String> reported = runs.reported(run.id());
        List<Suspect> suspects = runs.suspects(run.id()).stream()
                .filter(suspect -> !reported.contains(suspect.key())).toList();
        List<Difference> drifts = new ArrayList<>();
        List<Verdict.InFlight> passing = new ArrayList<>();
        for (Verdict verdict : pair.comparison().judge(pair.system(), suspects)) {
            switch (verdict) {
                case Verdict.InFlight inFlight -> passing.add(inFlight);
                case Verdict.Drifted(Difference drift) -> drifts.add(drift);
            }
        }
        boolean few = reported.size() + drifts.size() <= pair.comparison().unaskedMost(policy);
        List<Difference> open = new ArrayList<>();
        for (Difference drift : drifts) {
            if (few && pair.comparison().unasked(drift, policy)) {
                reports.repair(run, pair.comparison(), drift);
            } else {
                open.add(drift);
            }
        }
        reports.finish(run, run.figures().compared(), open, passing, policy.keepRuns());
    }
}
