package io.crossdock.experience.operations;

import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.ObjectReader;
import io.crossdock.platform.gateway.ProblemCatalog;
import io.crossdock.platform.gateway.ProblemType;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.platform.gateway.StrictJson;
import io.crossdock.process.practice.ShadowDrill;
import io.crossdock.process.practice.ShadowDrills;
import io.crossdock.process.practice.ShadowDrills.Begun;
import io.crossdock.process.practice.ShadowProgress;
import io.crossdock.process.practice.ShadowRun;
import io.crossdock.process.practice.ShadowRun.Plan;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Drills on shadow lanes of this hub. */
@RestController
@RequestMapping("/ops/v1/shadow-drills")
@Tag(name = "Drills")
class ShadowDrillsController {

    private static final String READ = "operations:read";
    private static final String WRITE = "operations:write";
    private static final int NAME = 60;
    private static final int SECONDS = 60;
    private static final int SEED_MOST = 1_000_000_000;
    private static final ProblemType BUSY = new ProblemType("shadow-drill-running", 409,
            "A drill is running on this lane", "A shadow lane has one drill at a time. Wait for its end, or stop it.");

    private final ShadowDrills drills;

    ShadowDrillsController(ShadowDrills drills) {
        this.drills = drills;
    }

    /** How a drill is not begun. */
    @Component("operations-shadow-drill-refusals")
    static class Refusals implements ProblemCatalog {
        @Override
        public List<ProblemType> problems() {
            return List.of(BUSY);
        }
    }

    /**
     * @param state   {@code running}, {@code ended} with a report, or {@code stopped} without one
     * @param promise what the system promises of a lost answer: {@code native_key}, {@code lookup} or {@code none}
     * @param report  id of the report, under {@code /ops/v1/drills}, once it has ended
     */
    record View(UUID id, String system, String drill, String seed, int calls, long trafficSeconds, String promise,
            String state, Instant begun, String begunBy, int requested, ShadowProgress progress, Optional<UUID> report) {
    }

    record Views(List<View> items, List<String> systems, List<String> drills) {
    }

    private View view(ShadowRun run) {
        Plan plan = run.plan();
        boolean stopped = run.course().endedBy().isPresent();
        boolean ended = run.course().endedAt().isPresent();
        return new View(run.id(), plan.system(), plan.drill().word(), Long.toString(plan.seed()), plan.calls(),
                plan.traffic().toSeconds(), run.standIn().promise().name().toLowerCase(Locale.ROOT),
                stopped ? "stopped" : ended ? "ended" : "running", run.course().begunAt(), run.course().begunBy(),
                run.course().requested(), drills.progress(run),
                ended && !stopped ? Optional.of(run.report()) : Optional.empty());
    }

    @GetMapping
    @Operation(summary = "Drills that run on shadow lanes now, with the lanes and drills there can be")
    Views list(Caller caller) {
        caller.require(READ);
        return new Views(drills.running().stream().map(this::view).toList(), drills.possible(),
                Arrays.stream(ShadowDrill.values()).map(ShadowDrill::word).toList());
    }

    @GetMapping("/{id}")
    @Operation(summary = "How far one of them is", description = "They are remembered for two days.")
    View one(Caller caller, @PathVariable UUID id) {
        caller.require(READ);
        return drills.run(id).map(this::view).orElseThrow(() -> Problems.NOT_FOUND.problem().exception());
    }

    @PostMapping
    @Operation(summary = "Begin a drill on the shadow lane of a system", description = "The lane has the settings of the "
            + "system's lane and a budget of its own. A stand-in is called in the system's place and is in trouble for a "
            + "while; the system itself is never called, and no order is touched. `seconds` of traffic (60; 1 to 3600), "
            + "`calls` in them (120 per minute; at most 2000), `seed` for the same script again.")
    @ApiResponse(responseCode = "202", description = "It runs; ask for it until its state is `ended`")
    @ApiResponse(responseCode = "409", description = "A drill is running on this lane")
    ResponseEntity<View> begin(Caller caller, @RequestBody byte[] body) {
        caller.require(WRITE);
        Plan plan = plan(StrictJson.object(body));
        return switch (drills.begin(plan, caller.actor())) {
            case Begun.Running(ShadowRun run) -> ResponseEntity.accepted()
                    .location(URI.create("/ops/v1/shadow-drills/" + run.id())).body(view(run));
            case Begun.Busy(ShadowRun other) -> throw BUSY.problem("%s by %s runs there since %s, as %s.".formatted(
                    other.plan().drill().word(), other.course().begunBy(), other.course().begunAt(), other.id()))
                    .exception();
            case Begun.NoLane(List<String> lanes) -> throw Problems.NOT_FOUND.problem(
                    "Drills can run on the shadow lanes of: " + String.join(", ", lanes) + ".").exception();
        };
    }

    @PostMapping("/{id}/stop")
    @Operation(summary = "End a drill before its time, without a report")
    View stop(Caller caller, @PathVariable UUID id) {
        caller.require(WRITE);
        drills.stop(id, caller.actor());
        return one(caller, id);
    }

    private static Plan plan(ObjectReader in) {
        Optional<String> system = in.requiredText("system", NAME);
        Optional<ShadowDrill> drill = in.requiredValue("drill", NAME, ShadowDrill::named, "one of "
                + Arrays.stream(ShadowDrill.values()).map(ShadowDrill::word).collect(Collectors.joining(", ")));
        int seconds = in.whole("seconds", 1, Math.toIntExact(Plan.TRAFFIC_MOST.toSeconds())).orElse(SECONDS);
        int calls = in.whole("calls", 1, Plan.CALLS_MOST).orElse(Plan.usualCalls(Duration.ofSeconds(seconds)));
        long seed = in.whole("seed", 0, SEED_MOST).orElseGet(() -> new SecureRandom().nextInt(1_000_000));
        in.refuseIfFaulty();
        return new Plan(system.orElseThrow(), drill.orElseThrow(), seed, calls, Duration.ofSeconds(seconds));
    }
}
