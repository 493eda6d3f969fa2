package io.crossdock.experience.operations;

import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.ObjectReader;
import io.crossdock.platform.gateway.ProblemCatalog;
import io.crossdock.platform.gateway.ProblemType;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.platform.gateway.StrictJson;
import io.crossdock.process.practice.DrillReport;
import io.crossdock.process.practice.Practice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How drills went. */
@RestController
@RequestMapping("/ops/v1/drills")
@Tag(name = "Drills")
class DrillsController {

    private static final int PAGE = 50;
    private static final int MANY = 1_000_000_000;
    private static final int DAY = 86_400;
    private static final int LINES = 5_000;
    private static final int LINE = 300;
    private static final int FINDINGS = 100;
    private static final int FINDING = 2_000;
    private static final ProblemType CONTRADICTED = new ProblemType("drill-told-otherwise", 409,
            "This run was told otherwise",
            "A run of a drill is known by its name, seed and begin. What was told first counts.");

    private final Practice practice;

    DrillsController(Practice practice) {
        this.practice = practice;
    }

    /** How reports are refused. */
    @Component("operations-drill-refusals")
    static class Refusals implements ProblemCatalog {
        @Override
        public List<ProblemType> problems() {
            return List.of(CONTRADICTED);
        }
    }

    /**
     * @param detectedMs      absent: the fault left no trace
     * @param aloneP99Ms      live orders to the ERP without bulk work; absent: there was none
     * @param besideBulkP99Ms and beside it
     */
    record ScoreView(int asked, int kept, int refused, int lost, int doubled, int unasked, int oversold, int outOfTier,
            Optional<Long> detectedMs, long drainedMs, Optional<Long> aloneP99Ms, Optional<Long> besideBulkP99Ms) {

        static ScoreView of(DrillReport.Score score) {
            return new ScoreView(score.asked(), score.kept(), score.refused(), score.lost(), score.doubled(),
                    score.unasked(), score.oversold(), score.outOfTier(), score.noticed().map(Duration::toMillis),
                    score.drained().toMillis(), score.beside().map(each -> each.alone().toMillis()),
                    score.beside().map(each -> each.bulk().toMillis()));
        }
    }

    /** @param score absent: the drill did not come to its end */
    record View(UUID id, String drill, String seed, Instant begun, long trafficSeconds, long seconds, boolean passed,
            Optional<ScoreView> score, List<String> script, List<String> diedAt, List<String> findings, String rerun) {

        static View of(DrillReport report) {
            return new View(report.id(), report.drill(), report.seed(), report.begun(), report.traffic().toSeconds(),
                    report.took().toSeconds(), report.passed(), report.score().map(ScoreView::of), report.script(),
                    report.diedAt(), report.findings(), report.rerun());
        }
    }

    record Page(List<View> items, Optional<String> next) {
    }

    @GetMapping
    @Operation(summary = "How drills went, the newest first", description = "`drill` narrows. Pages by cursor: pass "
            + "`next` of one page as `after` of the following one. The last 1000 are kept.")
    Page list(Caller caller, @RequestParam Map<String, String> parameters) {
        caller.require("operations:read");
        Parameters in = new Parameters(parameters, Set.of("drill", "after", "limit"));
        Optional<String> drill = in.text("drill");
        Optional<UUID> after = in.id("after");
        int limit = in.limit(PAGE);
        in.refuseIfFaulty();
        List<DrillReport> reports = practice.reports(drill, after, limit);
        return new Page(reports.stream().map(View::of).toList(), reports.size() < limit ? Optional.empty()
                : Optional.of(reports.getLast().id().toString()));
    }

    @GetMapping("/{id}")
    @Operation(summary = "How one drill went")
    View one(Caller caller, @PathVariable UUID id) {
        caller.require("operations:read");
        return practice.report(id).map(View::of).orElseThrow(() -> Problems.NOT_FOUND.problem().exception());
    }

    @PostMapping
    @Operation(summary = "Tell how a drill went", description = "What `crossdock drill run --publish` sends. A run is "
            + "known by its drill, seed and begin; told again in the same words it is not kept twice.")
    @ApiResponse(responseCode = "201", description = "Kept")
    @ApiResponse(responseCode = "200", description = "Known, in the same words")
    @ApiResponse(responseCode = "409", description = "This run was told otherwise before")
    ResponseEntity<View> tell(Caller caller, @RequestBody byte[] body) {
        caller.require("operations:write");
        DrillReport report = report(StrictJson.object(body));
        return switch (practice.tell(report, caller.actor())) {
            case KEPT -> ResponseEntity.created(URI.create("/ops/v1/drills/" + report.id())).body(View.of(report));
            case KNOWN -> ResponseEntity.ok(View.of(report));
            case CONTRADICTED -> throw CONTRADICTED.problem("What was told first of " + report.drill() + ", seed "
                    + report.seed() + ", counts.").exception();
        };
    }

    private static DrillReport report(ObjectReader in) {
        Optional<String> drill = in.requiredValue("drill", 40, text -> Optional.of(text)
                .filter(each -> each.matches("[a-z][a-z-]{0,39}")), "the name of a drill");
        Optional<String> seed = in.requiredValue("seed", 20, text -> Optional.of(text)
                .filter(each -> each.matches("-?[0-9]{1,19}")), "a whole number in a text");
        Optional<Instant> begun = in.requiredValue("begun", 40, DrillsController::instant, "an instant");
        int traffic = number(in, "trafficSeconds", DAY);
        int took = number(in, "seconds", DAY);
        if (!in.has("passed")) {
            in.fault("passed", "required", "Whether it passed has to be said.");
        }
        boolean passed = in.flag("passed").orElse(false);
        Optional<DrillReport.Score> score = in.object("score").map(DrillsController::score);
        List<String> script = in.texts("script", LINES, LINE);
        List<String> diedAt = in.texts("diedAt", FINDINGS, LINE);
        List<String> findings = in.texts("findings", FINDINGS, FINDING);
        Optional<String> rerun = in.requiredText("rerun", LINE);
        if (passed && (!findings.isEmpty() || score.isEmpty())) {
            in.fault("passed", "contradiction", "A drill with findings, or without a score, has not passed.");
        }
        in.refuseIfFaulty();
        return new DrillReport(drill.orElseThrow(), seed.orElseThrow(), begun.orElseThrow(), Duration.ofSeconds(traffic),
                Duration.ofSeconds(took), passed, score, script, diedAt, findings, rerun.orElseThrow());
    }

    private static DrillReport.Score score(ObjectReader in) {
        if (in.has("aloneP99Ms") != in.has("besideBulkP99Ms")) {
            in.fault("besideBulkP99Ms", "contradiction", "What orders took alone and beside bulk work go together.");
        }
        Optional<DrillReport.Beside> beside = in.whole("aloneP99Ms", 0, MANY).map(Duration::ofMillis)
                .flatMap(alone -> in.whole("besideBulkP99Ms", 0, MANY).map(Duration::ofMillis)
                        .map(bulk -> new DrillReport.Beside(alone, bulk)));
        return new DrillReport.Score(number(in, "asked", MANY), number(in, "kept", MANY), number(in, "refused", MANY),
                number(in, "lost", MANY), number(in, "doubled", MANY), number(in, "unasked", MANY),
                number(in, "oversold", MANY), number(in, "outOfTier", MANY),
                in.whole("detectedMs", 0, MANY).map(Duration::ofMillis),
                Duration.ofMillis(number(in, "drainedMs", MANY)), beside);
    }

    private static int number(ObjectReader in, String field, int most) {
        if (!in.has(field)) {
            in.fault(field, "required", "A number is expected.");
        }
        return in.whole(field, 0, most).orElse(0);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException mistyped) {
            return Optional.empty();
        }
    }
}
