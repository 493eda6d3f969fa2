package io.crossdock.experience.operations;

import io.crossdock.experience.subscriptions.Rebuild;
import io.crossdock.experience.subscriptions.Rebuilds.Asked;
import io.crossdock.experience.subscriptions.Rebuilds;
import io.crossdock.experience.subscriptions.ReplayPlan;
import io.crossdock.experience.subscriptions.Subscribers.Replay;
import io.crossdock.experience.subscriptions.Subscribers;
import io.crossdock.experience.subscriptions.SubscriptionState;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.ObjectReader;
import io.crossdock.platform.gateway.ProblemException;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.platform.gateway.StrictJson;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Webhooks out: who is told what, how it goes, and what can be done about it. */
@RestController
@RequestMapping("/ops/v1/subscriptions")
@Tag(name = "Subscriptions")
class SubscriptionsController {

    private static final String READ = "operations:read";
    private static final String WRITE = "operations:write";

    private final Subscribers subscribers;
    private final Rebuilds rebuilds;

    SubscriptionsController(Subscribers subscribers, Rebuilds rebuilds) {
        this.subscribers = subscribers;
        this.rebuilds = rebuilds;
    }

    /** @param state {@code planned}; else {@code running}, {@code done} or {@code stopped} */
    record RebuildView(String state, String subscription, Instant from, Instant to, long facts, long read, long events,
            int percent, Optional<UUID> id, Optional<String> askedBy, Optional<String> why) {

        static RebuildView of(Rebuild each) {
            return new RebuildView(each.state().label(), each.subscription(), each.from(), each.to(), each.facts(),
                    each.read(), each.events(), each.percent(), Optional.of(each.id()), Optional.of(each.askedBy()),
                    Optional.of(each.why()));
        }
    }

    record RebuildViews(List<RebuildView> items) {
    }

    /** @param state {@code active}, {@code paused} or {@code failing} */
    record View(String name, String url, List<String> events, List<String> accounts, String ordering, String state,
            Optional<String> pausedBy, int waiting, int stuck, Optional<Instant> oldest,
            Optional<Instant> lastDelivered, Optional<String> lastError) {

        static View of(SubscriptionState s) {
            return new View(s.name(), s.url(), s.events(), s.accounts(), s.ordering(), s.state().label(), s.pausedBy(),
                    s.waiting(), s.stuck(), s.oldest(), s.lastDelivered(), s.lastError());
        }
    }

    record Views(List<View> items) {
    }

    /** @param id what the receiver gets as {@code webhook-id} */
    record Sent(String id) {
    }

    /** @param state {@code planned} or {@code begun} */
    record ReplayView(String state, ReplayPlan plan) {
    }

    @GetMapping
    @Operation(summary = "All subscriptions and how they are doing")
    Views list(Caller caller) {
        caller.require(READ);
        return new Views(subscribers.all().stream().map(View::of).toList());
    }

    @GetMapping("/{name}")
    @Operation(summary = "One subscription")
    View one(Caller caller, @PathVariable String name) {
        caller.require(READ);
        return view(name);
    }

    private View view(String name) {
        return subscribers.one(name).map(View::of).orElseThrow(SubscriptionsController::unknown);
    }

    @PostMapping("/{name}/pause")
    @Operation(summary = "Deliver nothing until it is resumed; what happens meanwhile waits")
    View pause(Caller caller, @PathVariable String name) {
        caller.require(WRITE);
        subscribers.pause(name, caller.actor());
        return view(name);
    }

    @PostMapping("/{name}/resume")
    @Operation(summary = "Deliver what waits, and go on")
    View resume(Caller caller, @PathVariable String name) {
        caller.require(WRITE);
        subscribers.resume(name);
        return view(name);
    }

    @PostMapping("/{name}/test")
    @Operation(summary = "Send an event of type webhook.test, which tells nothing")
    @ApiResponse(responseCode = "202", description = "It is on its way")
    ResponseEntity<Sent> test(Caller caller, @PathVariable String name) {
        caller.require(WRITE);
        return ResponseEntity.accepted().body(new Sent(subscribers.test(name, caller.actor())
                .orElseThrow(SubscriptionsController::unknown)));
    }

    @PostMapping("/{name}/replay")
    @Operation(summary = "Deliver the events of a time window again, to this subscription only", description = "With `from` "
            + "and `to` (exclusive) the answer is the plan, and nothing is delivered. The same with `approve`, the plan's "
            + "`hash`, delivers it, once. Events keep their ids, so that the receiver knows those that it has.")
    ResponseEntity<ReplayView> replay(Caller caller, @PathVariable String name, @RequestBody byte[] body) {
        caller.require(WRITE);
        ObjectReader in = StrictJson.object(body);
        Optional<Instant> from = instant(in, "from");
        Optional<Instant> to = instant(in, "to");
        Optional<String> approve = in.text("approve", 64);
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            in.fault("to", "out-of-range", "The window must end after it begins.");
        }
        in.refuseIfFaulty();
        Replay replay = approve.map(hash -> subscribers.replay(name, from.orElseThrow(), to.orElseThrow(), hash,
                caller.actor())).orElseGet(() -> subscribers.plan(name, from.orElseThrow(), to.orElseThrow()));
        return switch (replay) {
            case Replay.Planned(ReplayPlan plan) -> ResponseEntity.ok(new ReplayView("planned", plan));
            case Replay.Begun(ReplayPlan plan) -> ResponseEntity.accepted().body(new ReplayView("begun", plan));
            case Replay.Stale(ReplayPlan now) -> throw OperationsProblems.PLAN_STALE.problem(
                    "What would happen now has the hash " + now.hash() + ".").exception();
            case Replay.Nothing() -> throw Problems.NOT_FOUND.problem("Nothing that happened in that time is for "
                    + name + ".").exception();
            case Replay.TooMuch() -> throw Problems.INVALID_BODY.problem("More than " + Subscribers.REPLAY_MAX
                    + " facts lie in that time: take a shorter one, and then the next.").exception();
            case Replay.Unknown() -> throw unknown();
        };
    }

    @PostMapping("/{name}/rebuilds")
    @Operation(summary = "Fill a read side again: tell this subscription, and nobody else, what happened in a time",
            description = "With `from` and `to` (exclusive) the answer says how many facts there are to read, and nothing "
            + "is begun. The same with `facts`, that number, and `why` begins it, one at a time for each subscription. "
            + "It is read in batches behind live deliveries, and goes on after a restart. Events keep their ids.")
    ResponseEntity<RebuildView> rebuild(Caller caller, @PathVariable String name, @RequestBody byte[] body) {
        caller.require(WRITE);
        ObjectReader in = StrictJson.object(body);
        Optional<Instant> from = instant(in, "from");
        Optional<Instant> to = instant(in, "to");
        Optional<String> facts = in.text("facts", 18);
        Optional<String> why = in.text("why", 200);
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            in.fault("to", "out-of-range", "The window must end after it begins.");
        }
        if (facts.filter(each -> !each.matches("[0-9]{1,18}")).isPresent()) {
            in.fault("facts", "malformed", "Expected is the number of facts of the plan, as a text.");
        }
        if (facts.isPresent() && why.isEmpty()) {
            in.fault("why", "required", "Say why in a sentence.");
        }
        in.refuseIfFaulty();
        return switch (facts.map(Long::parseLong).map(count -> rebuilds.begin(name, from.orElseThrow(), to.orElseThrow(),
                count, caller.actor(), why.orElseThrow())).orElseGet(() -> rebuilds.plan(name, from.orElseThrow(),
                        to.orElseThrow()))) {
            case Asked.Planned plan -> ResponseEntity.ok(new RebuildView("planned", name, plan.from(), plan.to(),
                    plan.facts(), 0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty()));
            case Asked.Begun(Rebuild begun) -> ResponseEntity.accepted().body(RebuildView.of(begun));
            case Asked.UnderWay(Rebuild other) -> throw OperationsProblems.PLAN_STALE.problem("One is under way: "
                    + other.id() + " has read " + other.percent() + " percent.").exception();
            case Asked.Stale(long now) -> throw OperationsProblems.PLAN_STALE.problem("Now there are " + now
                    + " facts in that time.").exception();
            case Asked.Nothing() -> throw Problems.NOT_FOUND.problem(
                    "Nothing that is told to anybody happened in that time.").exception();
            case Asked.Unknown() -> throw unknown();
        };
    }

    @GetMapping("/{name}/rebuilds")
    @Operation(summary = "How far the last twenty rebuilds of a subscription are, newest first")
    RebuildViews rebuilds(Caller caller, @PathVariable String name) {
        caller.require(READ);
        return new RebuildViews(rebuilds.of(name).stream().map(RebuildView::of).toList());
    }

    @PostMapping("/{name}/rebuilds/{id}/stop")
    @Operation(summary = "Read no further; what is on its way goes on")
    RebuildView stop(Caller caller, @PathVariable String name, @PathVariable UUID id) {
        caller.require(WRITE);
        Rebuild rebuild = rebuilds.one(id).filter(each -> each.subscription().equals(name))
                .orElseThrow(() -> Problems.NOT_FOUND.problem("There is no such rebuild.").exception());
        rebuilds.stop(rebuild.id());
        return RebuildView.of(rebuilds.one(id).orElse(rebuild));
    }

    private static Optional<Instant> instant(ObjectReader in, String field) {
        return in.requiredValue(field, 40, text -> {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeParseException mistyped) {
                return Optional.empty();
            }
        }, "an instant such as 2026-11-21T09:30:00Z");
    }

    private static ProblemException unknown() {
        return Problems.NOT_FOUND.problem("There is no such subscription.").exception();
    }
}
