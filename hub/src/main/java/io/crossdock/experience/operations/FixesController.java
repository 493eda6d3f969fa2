package io.crossdock.experience.operations;

import io.crossdock.canonical.Fault;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.ObjectReader;
import io.crossdock.platform.gateway.ProblemCatalog;
import io.crossdock.platform.gateway.ProblemType;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.platform.gateway.StrictJson;
import io.crossdock.process.repairs.Plan;
import io.crossdock.process.repairs.Plan.Scope;
import io.crossdock.process.repairs.Remedy;
import io.crossdock.process.repairs.Remedy.Wish;
import io.crossdock.process.repairs.Repairs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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

/** Fixes: what they would do, approvals, and how far they are. */
@RestController
@RequestMapping("/ops/v1/fixes")
@Tag(name = "Exceptions")
class FixesController {

    private static final int PAGE = 50;
    private static final int REASON_MAX = 200;
    private static final int VALUE_MAX = 200;
    private static final int CLUSTER_MAX = 300;
    private static final String READ = "operations:read";
    private static final String WRITE = "operations:write";
    private static final ProblemType UNDONE = new ProblemType("fix-refused", 409, "Nothing was changed",
            "Each fault says why. Look at what the fix would do now, and approve that.");

    private final Repairs repairs;

    FixesController(Repairs repairs) {
        this.repairs = repairs;
    }

    /** How fixes are refused. */
    @Component("operations-fix-refusals")
    static class Refusals implements ProblemCatalog {
        @Override
        public List<ProblemType> problems() {
            return List.of(UNDONE);
        }
    }

    record FieldView(String name, String label, String hint, boolean required, List<String> choices) {

        static FieldView of(Remedy.Field field) {
            return new FieldView(field.name(), field.label(), field.hint(), field.required(), field.choices());
        }
    }

    record Offer(String fix, String label, List<FieldView> values) {
    }

    record Offers(String cluster, List<Offer> items) {
    }

    /** @param all of its steps; {@code mended} of them go on, {@code refused} would then be said no to */
    record Progress(int all, int mended, int refused, int done, int gone, int failed, int waiting) {

        static Progress of(Plan.Counts counts) {
            return new Progress(counts.all(), counts.mended(), counts.refused(), counts.done(), counts.gone(),
                    counts.failed(), counts.waiting());
        }
    }

    record ApprovalView(String by, Instant at, String reason) {
    }

    /** @param hash goes with an approval. @param wayBack absent: it cannot be taken back. @param approved so many steps */
    record View(UUID id, String fix, String label, String cluster, Map<String, String> values, String says,
            Optional<String> wayBack, String hash, String state, Progress steps, int approved, String madeBy,
            Instant madeAt, Optional<ApprovalView> approval) {

        static View of(Plan plan) {
            return new View(plan.id(), plan.remedy(), plan.label(), plan.cluster(), plan.values(), plan.says(),
                    plan.wayBack(), plan.hash(), plan.state().label(), Progress.of(plan.counts()), plan.approved(),
                    plan.madeBy(), plan.madeAt(), plan.approval().map(each -> new ApprovalView(each.who(), each.at(),
                            each.why())));
        }
    }

    record Page(List<View> items, Optional<String> next) {
    }

    /** @param fate {@code mended}, {@code refused} or {@code unchanged}. @param state of the step, with its result */
    record StepView(int step, String subject, String what, String now, String becomes, String fate, String state,
            Optional<String> result, Optional<Instant> at) {

        static StepView of(Plan.Item item) {
            return new StepView(item.ordinal(), item.step().subject(), item.step().what(), item.step().now(),
                    item.step().becomes(), item.step().fate().name().toLowerCase(Locale.ROOT), item.state(), item.result(),
                    item.at());
        }
    }

    record Steps(List<StepView> items, Optional<String> next) {
    }

    @GetMapping("/offers")
    @Operation(summary = "The fixes for a cluster, with what has to be entered")
    Offers offers(Caller caller, @RequestParam String cluster) {
        caller.require(READ);
        return new Offers(cluster, repairs.remedies(cluster).stream().map(remedy -> new Offer(remedy.name(),
                remedy.label(), remedy.fields(cluster).stream().map(FieldView::of).toList())).toList());
    }

    @PostMapping
    @Operation(summary = "See what a fix would do", description = "Changes nothing. `cluster` and `fix` as offered, "
            + "`values` what was entered, `only` the exceptions it is for (left out: all of the cluster, at most 1000). The "
            + "answer is a plan; its steps say what becomes of each.")
    @ApiResponse(responseCode = "201", description = "The plan, waiting for an approval of its hash")
    @ApiResponse(responseCode = "409", description = "Nothing of the cluster is open, or a value cannot be right")
    ResponseEntity<View> plan(Caller caller, @RequestBody byte[] body) {
        caller.require(WRITE);
        ObjectReader in = StrictJson.object(body);
        Optional<String> cluster = in.requiredText("cluster", CLUSTER_MAX);
        Optional<String> fix = in.requiredText("fix", 40);
        List<String> only = in.texts("only", Plan.STEPS_MOST, CLUSTER_MAX);
        Map<String, String> values = new HashMap<>();
        in.object("values").ifPresent(given -> repairs.remedies(cluster.orElse("")).stream()
                .filter(remedy -> remedy.name().equals(fix.orElse(""))).flatMap(remedy ->
                        remedy.fields(cluster.orElse("")).stream()).forEach(field ->
                                given.text(field.name(), VALUE_MAX).ifPresent(text -> values.put(field.name(), text))));
        in.refuseIfFaulty();
        View view = stands(repairs.plan(fix.orElseThrow(), new Wish(cluster.orElseThrow(), values, only), caller.actor()));
        return ResponseEntity.created(URI.create("/ops/v1/fixes/" + view.id())).body(view);
    }

    @GetMapping
    @Operation(summary = "Plans of fixes, the newest first", description = "Those that nobody has approved within a week "
            + "are forgotten. Pages by cursor: pass `next` of one page as `after` of the following one.")
    Page list(Caller caller, @RequestParam Map<String, String> parameters) {
        caller.require(READ);
        Parameters in = new Parameters(parameters, Set.of("after", "limit"));
        Optional<UUID> after = in.id("after");
        int limit = in.limit(PAGE);
        in.refuseIfFaulty();
        List<Plan> plans = repairs.plans(after, limit);
        return new Page(plans.stream().map(View::of).toList(), plans.size() < limit ? Optional.empty()
                : Optional.of(plans.getLast().id().toString()));
    }

    @GetMapping("/{id}")
    @Operation(summary = "A plan, and how far it is")
    View one(Caller caller, @PathVariable UUID id) {
        caller.require(READ);
        return View.of(known(id));
    }

    private Plan known(UUID id) {
        return repairs.plan(id).orElseThrow(() -> Problems.NOT_FOUND.problem().exception());
    }

    @GetMapping("/{id}/steps")
    @Operation(summary = "What becomes of each, and what came of it", description = "Pages by cursor: pass `next` of one "
            + "page as `after` of the following one.")
    Steps steps(Caller caller, @PathVariable UUID id, @RequestParam Map<String, String> parameters) {
        caller.require(READ);
        Plan plan = known(id);
        Parameters in = new Parameters(parameters, Set.of("after", "limit"));
        int limit = in.limit(PAGE);
        int after = in.whole("after", Plan.STEPS_MOST).orElse(0);
        in.refuseIfFaulty();
        List<Plan.Item> items = repairs.items(plan.id(), after, limit);
        return new Steps(items.stream().map(StepView::of).toList(), items.size() < limit ? Optional.empty()
                : Optional.of(String.valueOf(items.getLast().ordinal())));
    }

    @PostMapping("/{id}/run")
    @Operation(summary = "Approve steps of a plan", description = "`hash` of the plan that was looked at; `on` is `one`, "
            + "`sample` (the first ten) or `all`; `reason` says why. The steps are done in the background: ask for the plan "
            + "again. What was approved before is not done again. What a fix makes hold from now on holds after `all`.")
    @ApiResponse(responseCode = "202", description = "Approved")
    @ApiResponse(responseCode = "409", description = "The plan is not what would happen now")
    ResponseEntity<View> run(Caller caller, @PathVariable UUID id, @RequestBody byte[] body) {
        caller.require(WRITE);
        known(id);
        ObjectReader in = StrictJson.object(body);
        Optional<String> hash = in.requiredText("hash", 64);
        Optional<Scope> scope = in.requiredValue("on", 10, Scope::of, "one, sample or all");
        Optional<String> reason = in.requiredText("reason", REASON_MAX);
        in.refuseIfFaulty();
        return ResponseEntity.accepted().body(stands(repairs.run(id, hash.orElseThrow(), scope.orElseThrow(), caller.actor(),
                reason.orElseThrow())));
    }

    @PostMapping("/{id}/undo")
    @Operation(summary = "Take back what a fix made hold from now on", description = "`reason` says why. What has gone on "
            + "by it stays.")
    @ApiResponse(responseCode = "409", description = "There is nothing to take back")
    View undo(Caller caller, @PathVariable UUID id, @RequestBody byte[] body) {
        caller.require(WRITE);
        known(id);
        ObjectReader in = StrictJson.object(body);
        Optional<String> reason = in.requiredText("reason", REASON_MAX);
        in.refuseIfFaulty();
        return stands(repairs.undo(id, caller.actor(), reason.orElseThrow()));
    }

    private static View stands(Repairs.Outcome outcome) {
        return switch (outcome) {
            case Repairs.Outcome.Stands(Plan plan) -> View.of(plan);
            case Repairs.Outcome.Refused(List<Fault> faults) -> throw UNDONE.problem("Nothing was changed. "
                    + faults.getFirst().message()).with(faults).exception();
        };
    }
}
