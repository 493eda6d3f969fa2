package io.crossdock.experience.operations;

import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.ObjectReader;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.platform.gateway.StrictJson;
import io.crossdock.platform.maps.MapChoice;
import io.crossdock.process.replay.ReplayPlan;
import io.crossdock.process.replay.ReplayScope;
import io.crossdock.process.replay.Replays.Outcome;
import io.crossdock.process.replay.Replays;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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

/** Replays: what would be done again, approvals, and how far they are. */
@RestController
@RequestMapping("/ops/v1/replays")
@Tag(name = "Replays")
class ReplaysController {

    private static final int PAGE = 50;
    private static final int REASON_MAX = 200;
    private static final String READ = "operations:read";
    private static final String WRITE = "operations:write";

    private final Replays replays;

    ReplaysController(Replays replays) {
        this.replays = replays;
    }

    /**
     * @param maps  {@code current} or {@code recorded}
     * @param state {@code planned}, {@code running} or {@code done}
     */
    record View(UUID id, String scope, String maps, String hash, String state, ReplayPlan.Counts counts, String madeBy,
            Instant madeAt, Optional<String> approvedBy, Optional<Instant> approvedAt, Optional<String> why,
            Optional<Instant> endedAt) {

        static View of(ReplayPlan plan) {
            return new View(plan.id(), plan.scope(), plan.maps().label(), plan.hash(), plan.state().label(),
                    plan.counts(), plan.madeBy(),
                    plan.madeAt(), plan.approval().map(ReplayPlan.Approval::who),
                    plan.approval().map(ReplayPlan.Approval::at), plan.approval().map(ReplayPlan.Approval::why),
                    plan.endedAt());
        }
    }

    /** @param state {@code planned}, {@code done}, {@code passed} or {@code failed} */
    record LineView(int ordinal, String what, String target, String action, Optional<String> reference, String sentence,
            String state, Optional<String> result) {

        static LineView of(ReplayPlan.Item item) {
            ReplayPlan.Line line = item.line();
            return new LineView(item.ordinal(), line.what(), line.target(), line.action().label(), line.reference(),
                    line.sentence(), item.state(), item.result());
        }
    }

    /** @param next cursor of the following page; absent on the last one */
    record Page(List<View> items, Optional<String> next) {
    }

    /** @param next cursor of the following page of lines; absent on the last one */
    record Lines(View plan, List<LineView> items, Optional<String> next) {
    }

    @PostMapping
    @Operation(summary = "Plan a replay; nothing is done", description = "Of one `message`, one `order`, one `system`, or "
            + "of a time `from` `to` (exclusive), which may be narrowed to a `system`. Each line says whether it would be "
            + "skipped, repeated, compensated, undone by hand, or is fenced by something newer. `maps` says with which "
            + "versions of maps things are read and sent again: `current` (unless it is given) or `recorded`.")
    @ApiResponse(responseCode = "201", description = "The plan")
    ResponseEntity<Lines> plan(Caller caller, @RequestBody byte[] body) {
        caller.require(WRITE);
        ObjectReader in = StrictJson.object(body);
        Optional<String> message = in.text("message", 40);
        Optional<String> order = in.text("order", 40);
        Optional<String> system = in.text("system", 40);
        Optional<Instant> from = instant(in, "from");
        Optional<Instant> to = instant(in, "to");
        Optional<String> maps = in.text("maps", 10);
        if (maps.filter(each -> !Set.of("current", "recorded").contains(each)).isPresent()) {
            in.fault("maps", "unknown", "Expected is current or recorded.");
        }
        boolean window = from.isPresent() || to.isPresent();
        int scopes = (message.isPresent() ? 1 : 0) + (order.isPresent() ? 1 : 0)
                + (window || system.isPresent() ? 1 : 0);
        if (scopes != 1) {
            in.fault("", "required", "Say one of message, order, system, or from and to.");
        } else if (window && (from.isEmpty() || to.isEmpty() || !from.get().isBefore(to.get()))) {
            in.fault("to", "out-of-range", "A window has a beginning and an end after it.");
        }
        Optional<UUID> id = message.flatMap(ReplaysController::id);
        if (message.isPresent() && id.isEmpty()) {
            in.fault("message", "malformed", "Expected is the id of a message.");
        }
        in.refuseIfFaulty();
        ReplayScope scope = id.<ReplayScope>map(ReplayScope.OfMessage::new)
                .or(() -> order.map(ReplayScope.OfOrder::new))
                .or(() -> from.map(begin -> new ReplayScope.OfWindow(begin, to.orElseThrow(), system)))
                .orElseGet(() -> new ReplayScope.OfSystem(system.orElseThrow()));
        return ResponseEntity.status(201).body(lines(stands(replays.plan(scope,
                maps.map(MapChoice::of).orElse(MapChoice.CURRENT), caller.actor())), 0, PAGE));
    }

    @GetMapping
    @Operation(summary = "List replays, newest first", description = "Pass `next` of one page as `after` of the following.")
    Page list(Caller caller, @RequestParam Map<String, String> parameters) {
        caller.require(READ);
        Parameters in = new Parameters(parameters, Set.of("after", "limit"));
        Optional<UUID> after = in.id("after");
        int limit = in.limit(PAGE);
        in.refuseIfFaulty();
        List<ReplayPlan> plans = replays.plans(after, limit);
        return new Page(plans.stream().map(View::of).toList(), plans.size() < limit ? Optional.empty()
                : Optional.of(plans.getLast().id().toString()));
    }

    @GetMapping("/{id}")
    @Operation(summary = "One replay with a page of its lines", description = "Pass `next` as `after`.")
    Lines one(Caller caller, @PathVariable UUID id, @RequestParam Map<String, String> parameters) {
        caller.require(READ);
        Parameters in = new Parameters(parameters, Set.of("after", "limit"));
        int limit = in.limit(PAGE);
        int after = in.text("after").filter(text -> text.matches("[0-9]{1,6}")).map(Integer::parseInt).orElse(0);
        in.refuseIfFaulty();
        return lines(replays.plan(id).orElseThrow(() -> Problems.NOT_FOUND.problem().exception()), after, limit);
    }

    @PostMapping("/{id}/approval")
    @Operation(summary = "Let a plan be done, once", description = "`hash` is that of the plan that was looked at, `why` is "
            + "kept. Refused when anything that the plan lists has changed; the problem names what, and the fresh plan. "
            + "Approving again does nothing.")
    @ApiResponse(responseCode = "202", description = "It is being done, or was done before")
    ResponseEntity<View> approve(Caller caller, @PathVariable UUID id, @RequestBody byte[] body) {
        caller.require(WRITE);
        ObjectReader in = StrictJson.object(body);
        Optional<String> hash = in.text("hash", 64);
        Optional<String> why = in.text("why", REASON_MAX);
        if (hash.isEmpty()) {
            in.fault("hash", "required", "Expected is the hash of the plan.");
        }
        if (why.isEmpty()) {
            in.fault("why", "required", "Say why in a sentence.");
        }
        in.refuseIfFaulty();
        return ResponseEntity.accepted().body(View.of(stands(replays.approve(id, hash.orElseThrow(), caller.actor(),
                why.orElseThrow()))));
    }

    private Lines lines(ReplayPlan plan, int after, int limit) {
        List<ReplayPlan.Item> items = replays.items(plan.id(), Optional.empty(), after, limit);
        return new Lines(View.of(plan), items.stream().map(LineView::of).toList(), items.size() < limit
                ? Optional.empty() : Optional.of(String.valueOf(items.getLast().ordinal())));
    }

    private static ReplayPlan stands(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Stands(ReplayPlan plan) -> plan;
            case Outcome.Stale(var changed, var fresh) -> throw OperationsProblems.REPLAY_STALE.problem(
                    String.join(" ", changed)).with("plan", fresh.id()).with("hash", fresh.hash()).exception();
            case Outcome.OtherPlan(ReplayPlan plan) -> throw OperationsProblems.REPLAY_STALE.problem(
                    "This is not the hash of that plan.").with("plan", plan.id()).with("hash", plan.hash()).exception();
            case Outcome.Nothing() -> throw Problems.NOT_FOUND.problem("There is nothing to replay in that.").exception();
            case Outcome.TooMuch() -> throw Problems.INVALID_BODY.problem("More than " + ReplayPlan.LINES_MOST
                    + " lines: take a shorter time, and then the next.").exception();
        };
    }

    private static Optional<Instant> instant(ObjectReader in, String field) {
        Optional<String> text = in.text(field, 40);
        try {
            return text.map(Instant::parse);
        } catch (DateTimeParseException mistyped) {
            in.fault(field, "malformed", "Expected is an instant such as 2026-11-21T09:30:00Z.");
            return Optional.empty();
        }
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException mistyped) {
            return Optional.empty();
        }
    }
}
