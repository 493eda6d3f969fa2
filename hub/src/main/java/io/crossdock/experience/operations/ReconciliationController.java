package io.crossdock.experience.operations;

import io.crossdock.canonical.Money;
import io.crossdock.canonical.Quantity;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.ObjectReader;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.platform.gateway.StrictJson;
import io.crossdock.process.reconciliation.Cause;
import io.crossdock.process.reconciliation.Drift;
import io.crossdock.process.reconciliation.Finding;
import io.crossdock.process.reconciliation.Reconciliation;
import io.crossdock.process.reconciliation.Reconciliation.Decided;
import io.crossdock.process.reconciliation.Run;
import io.crossdock.process.reconciliation.RunFilter;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Comparisons with other systems, and what they found. */
@RestController
@RequestMapping("/ops/v1")
@Tag(name = "Reconciliation")
class ReconciliationController {

    private static final int PAGE = 50;
    private static final String READ = "operations:read";
    private static final String WRITE = "operations:write";

    private final Reconciliation reconciliation;

    ReconciliationController(Reconciliation reconciliation) {
        this.reconciliation = reconciliation;
    }

    /** @param waiting drifts for a person */
    record RunView(UUID id, String comparison, String system, String askedBy, String state, Instant createdAt,
            Optional<Instant> judgeAt, Optional<Instant> endedAt, int compared, int agreed, int inFlight, int drifts,
            int repaired, int waiting, Optional<String> reason) {

        static RunView of(Run run) {
            Run.Figures figures = run.figures();
            return new RunView(run.id(), run.comparison(), run.system(), run.askedBy(), run.state().label(),
                    run.createdAt(), run.judgeAt(), run.endedAt(), figures.compared(), figures.agreed(),
                    figures.inFlight(), figures.drifts(), figures.repaired(), figures.waiting(), run.reason());
        }
    }

    record FindingView(String key, String outcome, Optional<String> cause, String sentence, String ours, String theirs,
            Optional<Quantity> difference, Optional<Money> value) {

        static FindingView of(Finding finding) {
            return new FindingView(finding.key(), finding.outcome().label(), finding.cause().map(Cause::label),
                    finding.sentence(), finding.ours(), finding.theirs(), finding.by(), finding.value());
        }
    }

    /** @param state {@code open} or {@code recount} */
    record DriftView(UUID id, String comparison, String system, String key, String state, Instant since, UUID run,
            String cause, String sentence, String ours, String theirs, Optional<Quantity> difference,
            Optional<Money> value, boolean repairable) {

        static DriftView of(Drift drift) {
            var difference = drift.difference();
            return new DriftView(drift.id(), drift.comparison(), drift.system(), difference.key(), drift.state().label(),
                    drift.since(), drift.run(), difference.cause().label(), difference.sentence(), difference.ours(),
                    difference.theirs(), difference.by(), difference.value(), difference.repairable());
        }
    }

    /** @param next cursor of the following page; absent on the last one */
    record Page<T>(List<T> items, Optional<String> next) {
    }

    /** @param next cursor of the following page of findings; absent on the last one */
    record Report(RunView run, List<FindingView> items, Optional<String> next) {
    }

    @PostMapping("/reconciliations")
    @Operation(summary = "Compare now", description = "With `comparison` and `system` in the body, both optional, or with "
            + "everything. A comparison under way is joined. What differs is judged a while later, so that messages under "
            + "way are not taken for drift: ask for the run again.")
    @ApiResponse(responseCode = "202", description = "Begun, or under way already")
    ResponseEntity<Page<RunView>> ask(Caller caller, @RequestBody(required = false) Optional<byte[]> body) {
        caller.require(WRITE);
        ObjectReader in = StrictJson.object(body.filter(bytes -> bytes.length > 0).orElse("{}".getBytes(
                java.nio.charset.StandardCharsets.UTF_8)));
        Optional<String> comparison = in.text("comparison", 40);
        Optional<String> system = in.text("system", 40);
        in.refuseIfFaulty();
        List<Run> runs = reconciliation.ask(comparison, system, caller.actor());
        if (runs.isEmpty()) {
            throw Problems.NOT_FOUND.problem("No such comparison can be made with such a system; there are "
                    + reconciliation.subjects().stream().map(each -> each.comparison() + " with " + each.system()).toList()
                    + ".").exception();
        }
        return ResponseEntity.accepted().body(new Page<>(runs.stream().map(RunView::of).toList(), Optional.empty()));
    }

    @GetMapping("/reconciliations")
    @Operation(summary = "List comparisons, newest first", description = "Pages by cursor: pass `next` of one page as "
            + "`after` of the following one. `drifted=true` narrows to those that found drift.")
    Page<RunView> list(Caller caller, @RequestParam Map<String, String> parameters) {
        caller.require(READ);
        Parameters in = new Parameters(parameters, Set.of("comparison", "system", "drifted", "after", "limit"));
        RunFilter filter = new RunFilter(in.text("comparison"), in.text("system"), in.flag("drifted"), in.id("after"),
                in.limit(PAGE));
        in.refuseIfFaulty();
        List<Run> runs = reconciliation.runs(filter);
        Optional<String> next = runs.size() < filter.limit() ? Optional.empty()
                : Optional.of(runs.getLast().id().toString());
        return new Page<>(runs.stream().map(RunView::of).toList(), next);
    }

    @GetMapping("/reconciliations/{id}")
    @Operation(summary = "One comparison with a page of its report: everything that differed at its first look",
            description = "`outcome` is `in_flight`, `repaired` or `waiting`.")
    Report one(Caller caller, @PathVariable UUID id, @RequestParam Map<String, String> parameters) {
        caller.require(READ);
        Parameters in = new Parameters(parameters, Set.of("outcome", "after", "limit"));
        Optional<Finding.Outcome> outcome = in.oneOf("outcome", Finding.Outcome.class);
        int limit = in.limit(PAGE);
        in.refuseIfFaulty();
        Run run = reconciliation.run(id).orElseThrow(() -> Problems.NOT_FOUND.problem().exception());
        List<Finding> findings = reconciliation.findings(id, outcome, in.text("after"), limit);
        return new Report(RunView.of(run), findings.stream().map(FindingView::of).toList(),
                findings.size() < limit ? Optional.empty() : Optional.of(findings.getLast().key()));
    }

    @GetMapping("/drifts")
    @Operation(summary = "Drift that waits for a person or for a recount, the oldest first, at most 500")
    Page<DriftView> drifts(Caller caller) {
        caller.require(READ);
        return new Page<>(reconciliation.drifts().stream().map(DriftView::of).toList(), Optional.empty());
    }

    /** @param result {@code done}, {@code over}: decided before, or {@code moved}: compare again first */
    record Decision(String result) {
    }

    @PostMapping("/drifts/{id}/decision")
    @Operation(summary = "Decide about drift", description = "`take` is `theirs`: their count becomes ours, or `ours`: ours "
            + "holds until they have counted again.")
    Decision decide(Caller caller, @PathVariable UUID id, @RequestBody byte[] body) {
        caller.require(WRITE);
        ObjectReader in = StrictJson.object(body);
        Optional<Take> take = in.oneOf("take", Take.class);
        if (take.isEmpty()) {
            in.fault("take", "required", "Expected is theirs or ours.");
        }
        in.refuseIfFaulty();
        if (reconciliation.drift(id).isEmpty()) {
            throw Problems.NOT_FOUND.problem().exception();
        }
        Decided decided = switch (take.orElseThrow()) {
            case THEIRS -> reconciliation.takeTheirs(id, caller.actor());
            case OURS -> reconciliation.keepOurs(id, caller.actor());
        };
        return new Decision(decided.name().toLowerCase(java.util.Locale.ROOT));
    }

    /** Whose word holds. */
    enum Take {
        THEIRS, OURS
    }
}
