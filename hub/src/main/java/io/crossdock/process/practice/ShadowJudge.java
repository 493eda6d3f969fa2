package io.crossdock.process.practice;

import io.crossdock.platform.effects.Promise;
import io.crossdock.process.practice.ShadowDrillStore.Figures;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a drill on a shadow lane has shown. */
record ShadowJudge(ShadowRun run, Figures figures, Optional<DrillReport.Beside> beside) {

    /** Live calls may take so many times as long beside bulk work as they do alone. */
    private static final BigDecimal SLOWER_AT_MOST = new BigDecimal("1.5");

    DrillReport report(boolean settled, Instant now) {
        List<String> findings = findings(settled);
        ShadowRun.Plan plan = run.plan();
        return new DrillReport(plan.name(), Long.toString(plan.seed()), run.course().begunAt(), plan.traffic(),
                Duration.between(run.course().begunAt(), now), findings.isEmpty(), Optional.of(score()), script(),
                List.of(), findings, plan.rerun());
    }

    private DrillReport.Score score() {
        return new DrillReport.Score(figures.asked(), figures.kept(), 0, figures.lost(), figures.doubled(),
                figures.unasked(), 0, figures.outOfTier(),
                figures.noticed().map(at -> Duration.between(run.troubleBegins(), at)),
                figures.last().map(at -> Duration.between(run.trafficEnds(), at)).filter(Duration::isPositive)
                        .orElse(Duration.ZERO), beside);
    }

    private List<String> findings(boolean settled) {
        List<String> findings = new ArrayList<>();
        if (!settled) {
            findings.add("Ten minutes after the traffic calls were still under way.");
        }
        found(findings, figures.lost(), "calls were not done.");
        found(findings, figures.doubled(), "calls were done more than once.");
        found(findings, figures.unasked(), "documents of the stand-in belong to no call.");
        found(findings, figures.outOfOrder(), "pairs of calls of one key were done in the wrong order.");
        found(findings, figures.outOfTier(), "calls went before more urgent ones.");
        beside.filter(each -> each.ratio().compareTo(SLOWER_AT_MOST) > 0).ifPresent(each -> findings.add(
                "Live calls took %s times as long beside bulk work as alone.".formatted(each.ratio())));
        return findings;
    }

    private static void found(List<String> findings, int count, String what) {
        if (count > 0) {
            findings.add(count + " " + what);
        }
    }

    private List<String> script() {
        ShadowRun.Trouble trouble = run.plan().trouble();
        List<String> script = new ArrayList<>(List.of(
                "before: a stand-in of %s; what it promises of a lost answer: %s.".formatted(run.plan().system(),
                        promise(run.standIn().promise())),
                "second %d: %s".formatted(trouble.from().toSeconds(), run.plan().drill().sentence()),
                "second %d: it is well again.".formatted(trouble.until().toSeconds())));
        if (figures.byHand() > 0) {
            script.add("after: a person looked into its books for %d calls.".formatted(figures.byHand()));
        }
        return script;
    }

    private static String promise(Promise promise) {
        return switch (promise) {
            case NATIVE_KEY -> "it knows our key again";
            case LOOKUP -> "it can be asked";
            case NONE -> "nothing, a person has to look";
        };
    }
}
