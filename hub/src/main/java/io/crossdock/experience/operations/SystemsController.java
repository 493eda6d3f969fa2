package io.crossdock.experience.operations;

import io.crossdock.platform.effects.CheckedForecast;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.LaneForecast.Drain;
import io.crossdock.platform.effects.LaneView;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.ProblemException;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.platform.landscape.MaintenanceWindow.Span;
import io.crossdock.process.story.SystemState;
import io.crossdock.process.story.Systems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The systems around us: how each is, what waits for it, and stopping it. */
@RestController
@RequestMapping("/ops/v1/systems")
@Tag(name = "Systems")
class SystemsController {

    private static final String READ = "operations:read";
    private static final String WRITE = "operations:write";
    private static final int PAGE = 20;

    private final Systems systems;
    private final Effects effects;

    SystemsController(Systems systems, Effects effects) {
        this.systems = systems;
        this.effects = effects;
    }

    /** @param parked calls that a person decides about */
    record Backlog(int critical, int normal, int bulk, int underWay, int inDoubt, int parked, int limit,
            Optional<Instant> oldest) {
    }

    /** @param state {@code flowing}, {@code paused}, {@code draining} or {@code drained} */
    record Stop(String state, Optional<String> by, Optional<Instant> since, Optional<Instant> drainedAt) {
    }

    /** @param holds what the window holds back now: {@code bulk}, {@code all_but_critical} or {@code all} */
    record Maintenance(String name, Instant from, Instant to, boolean warned, Optional<String> holds) {

        static Maintenance of(Span span, Instant now, LaneView lane) {
            return new Maintenance(span.name(), span.from(), span.to(), !span.warnFrom().isAfter(now),
                    lane.standing().held(now).map(held -> lower(held.what())));
        }
    }

    /**
     * @param state   {@code empty}, {@code at}, {@code stopped} or {@code beyond} two weeks
     * @param basis   {@code seen}, {@code capacity} or {@code assumed}
     */
    record ForecastView(String state, Optional<Instant> drainsAt, BigDecimal perMinute, String basis) {
    }

    /** @param critical of the limit, what is kept for critical work */
    record Day(int begun, int limit, int critical) {
    }

    /** @param health {@code healthy}, {@code slow}, {@code maintenance}, {@code paused} or {@code down} */
    record View(String id, String name, String health, String sentence, Backlog backlog, Stop stop, ForecastView forecast,
            Optional<Day> day, Optional<Maintenance> maintenance) {
    }

    record Views(List<View> items) {
    }

    /** @param errorSeconds how much later it was than said; negative: earlier @param errorPercent of the time said */
    record Checked(Instant madeAt, int backlog, BigDecimal perMinute, String basis, Instant drainsAt,
            Optional<Instant> drainedAt, Optional<Long> errorSeconds, Optional<Integer> errorPercent, boolean disturbed) {

        static Checked of(CheckedForecast each) {
            return new Checked(each.madeAt(), each.backlog(), each.perMinute(), lower(each.basis()), each.drainsAt(),
                    each.drainedAt(), each.error().map(Duration::toSeconds), each.errorPercent(), each.disturbed());
        }
    }

    record CheckedPage(List<Checked> items) {
    }

    @GetMapping
    @Operation(summary = "Every system that is called: how it is, what waits, and when that will be done",
            description = "Those in trouble first.")
    Views list(Caller caller) {
        caller.require(READ);
        return new Views(systems.all().stream().map(each -> view(each, systems.now())).toList());
    }

    @GetMapping("/{id}")
    @Operation(summary = "One system")
    View one(Caller caller, @PathVariable String id) {
        caller.require(READ);
        return view(id);
    }

    @GetMapping("/{id}/forecasts")
    @Operation(summary = "When its backlog was to be done and when it was, the newest first, at most 100",
            description = "A forecast is kept when a backlog takes a minute or longer, one at a time.")
    CheckedPage forecasts(Caller caller, @PathVariable String id, @RequestParam Map<String, String> parameters) {
        caller.require(READ);
        Parameters in = new Parameters(parameters, Set.of("limit"));
        int limit = in.limit(PAGE);
        in.refuseIfFaulty();
        return new CheckedPage(systems.forecasts(view(id).id(), limit).stream().map(Checked::of).toList());
    }

    @PostMapping("/{id}/pause")
    @Operation(summary = "Begin no call of any kind until it is resumed")
    View pause(Caller caller, @PathVariable String id) {
        caller.require(WRITE);
        return effects.pause(view(id).id(), caller.actor()) ? view(id) : unknown(id);
    }

    @PostMapping("/{id}/drain")
    @Operation(summary = "Begin nothing new, bring to an end what is under way, and say when that is so",
            description = "Ask for the system again until `stop.state` is `drained`.")
    View drain(Caller caller, @PathVariable String id) {
        caller.require(WRITE);
        return effects.drain(view(id).id(), caller.actor()) ? view(id) : unknown(id);
    }

    @PostMapping("/{id}/resume")
    @Operation(summary = "Send what waits, and go on")
    View resume(Caller caller, @PathVariable String id) {
        caller.require(WRITE);
        return effects.resume(view(id).id()) ? view(id) : unknown(id);
    }

    private View view(String id) {
        return systems.one(id).map(each -> view(each, systems.now())).orElseThrow(() -> problem(id));
    }

    private static View unknown(String id) {
        throw problem(id);
    }

    private static ProblemException problem(String id) {
        return Problems.NOT_FOUND.problem("There is no system " + id + ".").exception();
    }

    private static View view(SystemState state, Instant now) {
        LaneView lane = state.lane();
        LaneView.Standing standing = lane.standing();
        SystemState.Outlook outlook = state.outlook();
        return new View(lane.target(), state.name(), lower(state.health()), state.sentence(),
                new Backlog(standing.waiting().critical(), standing.waiting().normal(), standing.waiting().bulk(),
                        lane.sending(), lane.inDoubt(), lane.parked(), outlook.maxBacklog(), lane.oldest()),
                new Stop(lower(standing.stop()), lane.pausedBy(), standing.stoppedAt(), standing.drainedAt()),
                new ForecastView(switch (outlook.forecast().drain()) {
                    case Drain.Empty() -> "empty";
                    case Drain.At at -> "at";
                    case Drain.Stopped() -> "stopped";
                    case Drain.Beyond() -> "beyond";
                }, outlook.drained(), outlook.forecast().perMinute(), lower(outlook.forecast().basis())),
                outlook.day().map(day -> new Day(day.begun(), day.limit(), day.critical())),
                outlook.maintenance().map(span -> Maintenance.of(span, now, lane)));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
