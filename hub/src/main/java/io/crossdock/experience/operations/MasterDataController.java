package io.crossdock.experience.operations;

import io.crossdock.canonical.Fault;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.ObjectReader;
import io.crossdock.platform.gateway.ProblemCatalog;
import io.crossdock.platform.gateway.ProblemType;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.platform.gateway.StrictJson;
import io.crossdock.platform.landscape.MasterData.Risk;
import io.crossdock.platform.stewardship.Change;
import io.crossdock.platform.stewardship.ChangeFilter;
import io.crossdock.platform.stewardship.Difference;
import io.crossdock.platform.stewardship.Outcome;
import io.crossdock.platform.stewardship.Stewardship;
import io.crossdock.platform.stewardship.Stewardship.Seen;
import io.crossdock.platform.stewardship.Stewardship.Verdict;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Risky changes of master data: what waits, and decisions about it. */
@RestController
@RequestMapping("/ops/v1/master-data/changes")
@Tag(name = "Master data")
class MasterDataController {

    private static final int PAGE = 50;
    private static final int REASON_MAX = 200;
    private static final String READ = "operations:read";
    private static final String WRITE = "operations:write";
    private static final ProblemType UNDECIDED = new ProblemType("change-undecided", 409, "Nothing was decided",
            "Each fault says why. Read the changes again, and decide about what they say now.");

    private final Stewardship stewardship;

    MasterDataController(Stewardship stewardship) {
        this.stewardship = stewardship;
    }

    /** How decisions are refused. */
    @Component
    static class Refusals implements ProblemCatalog {
        @Override
        public List<ProblemType> problems() {
            return List.of(UNDECIDED);
        }
    }

    /** @param before what is in force; absent: nothing. @param after what the source says; absent: nothing */
    record Line(String risk, String what, Optional<String> before, Optional<String> after) {

        static Line of(Difference difference) {
            return new Line(difference.risk().key(), difference.what(),
                    Optional.of(difference.before()).filter(each -> !each.isEmpty()),
                    Optional.of(difference.after()).filter(each -> !each.isEmpty()));
        }
    }

    /**
     * @param state {@code open}, {@code approved}, {@code declined} or {@code withdrawn}
     * @param digest of the differences; a decision gives it back
     * @param decidedBy absent until somebody has decided
     */
    record View(UUID id, String feed, String key, String name, String state, List<Line> differences, String digest,
            Instant since, Instant changedAt, Optional<String> decidedBy, Optional<Instant> decidedAt,
            Optional<String> reason) {

        static View of(Change change) {
            return new View(change.id(), change.feed(), change.key(), change.name(), change.state().label(),
                    change.differences().stream().map(Line::of).toList(), change.digest(), change.since(),
                    change.changedAt(), change.decision().map(Change.Decision::by),
                    change.decision().map(Change.Decision::at), change.decision().map(Change.Decision::reason));
        }
    }

    /** @param next cursor of the following page; absent on the last one */
    record Page(List<View> items, Optional<String> next) {
    }

    /** @param together the other open changes that are decided with this one */
    record Single(View change, List<View> together) {
    }

    @GetMapping
    @Operation(summary = "List risky changes", description = "Those that wait, the oldest first; with `state` those that "
            + "were `declined`, `approved` or `withdrawn`, the newest first. `feed`, `risk` and `before` (held before that "
            + "instant) narrow. Pages by cursor: pass `next` of one page as `after` of the following one.")
    Page list(Caller caller, @RequestParam Map<String, String> parameters) {
        caller.require(READ);
        Parameters in = new Parameters(parameters, Set.of("state", "feed", "risk", "before", "after", "limit"));
        Optional<Risk> risk = in.oneOf("risk", List.of(Risk.values()), Risk::key);
        Optional<Change.State> state = in.oneOf("state", Change.State.class).or(() -> Optional.of(Change.State.OPEN));
        ChangeFilter filter = new ChangeFilter(state, in.text("feed"), risk, in.instant("before"), in.id("after"),
                in.limit(PAGE));
        in.refuseIfFaulty();
        List<Change> changes = stewardship.changes(filter);
        return new Page(changes.stream().map(View::of).toList(), changes.size() < filter.limit() ? Optional.empty()
                : Optional.of(changes.getLast().id().toString()));
    }

    @GetMapping("/{id}")
    @Operation(summary = "One change, with those that are decided together with it")
    Single one(Caller caller, @PathVariable UUID id) {
        caller.require(READ);
        Change change = stewardship.change(id).orElseThrow(() -> Problems.NOT_FOUND.problem().exception());
        return new Single(View.of(change), stewardship.together(change).stream().map(View::of).toList());
    }

    @PostMapping("/approve")
    @Operation(summary = "Let changes take effect, all or none", description = "`changes` lists `id` and `digest` of what "
            + "was seen, at most 200; `reason` says why. They are in force when this answers.")
    @ApiResponse(responseCode = "409", description = "Somebody has decided, the source says something else by now, or a "
            + "change that goes together with one of these was left out")
    Page approve(Caller caller, @RequestBody byte[] body) {
        return decide(caller, Verdict.APPROVE, body);
    }

    @PostMapping("/decline")
    @Operation(summary = "Keep what is in force, all or none", description = "As with `approve`. The same value is not "
            + "asked about again; another one is.")
    @ApiResponse(responseCode = "409", description = "As with approve")
    Page decline(Caller caller, @RequestBody byte[] body) {
        return decide(caller, Verdict.DECLINE, body);
    }

    private Page decide(Caller caller, Verdict verdict, byte[] body) {
        caller.require(WRITE);
        ObjectReader in = StrictJson.object(body);
        Optional<String> reason = in.requiredText("reason", REASON_MAX);
        List<ObjectReader> rows = in.requiredObjects("changes", 1, Stewardship.TOGETHER_MOST);
        List<Seen> seen = rows.stream().flatMap(MasterDataController::seen).toList();
        in.refuseIfFaulty();
        return switch (stewardship.decide(seen, verdict, caller.actor(), reason.orElseThrow())) {
            case Outcome.Done(List<Change> changes) -> new Page(changes.stream().map(View::of).toList(), Optional.empty());
            case Outcome.Refused(List<Outcome.Reason> reasons) -> throw UNDECIDED.problem(
                    "Nothing was decided. " + reasons.getFirst().sentence())
                    .with(reasons.stream().map(each -> fault(each, seen)).toList()).exception();
        };
    }

    private static Stream<Seen> seen(ObjectReader row) {
        Optional<UUID> id = row.requiredValue("id", 36, MasterDataController::id, "the id of a change");
        Optional<String> digest = row.requiredText("digest", 32);
        return id.flatMap(known -> digest.map(each -> new Seen(known, each))).stream();
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException mistyped) {
            return Optional.empty();
        }
    }

    private static Fault fault(Outcome.Reason reason, List<Seen> seen) {
        String pointer = IntStream.range(0, seen.size()).filter(i -> seen.get(i).change().equals(reason.change()))
                .mapToObj(i -> "/changes/" + i).findFirst().orElse("/changes");
        return new Fault(pointer, reason.code().name().toLowerCase(Locale.ROOT), reason.sentence());
    }
}
