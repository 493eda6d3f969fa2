package io.crossdock.experience.operations;

import io.crossdock.canonical.Return;
import io.crossdock.canonical.Return.State;
import io.crossdock.canonical.ReturnNumber;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.Correlation;
import io.crossdock.platform.gateway.ObjectReader;
import io.crossdock.platform.gateway.ProblemCatalog;
import io.crossdock.platform.gateway.ProblemType;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.platform.gateway.StrictJson;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.process.returns.ReturnAnswer;
import io.crossdock.process.returns.ReturnQuery;
import io.crossdock.process.returns.Returns;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Returns: what waits for a yes or no, and saying it. */
@RestController
@RequestMapping("/ops/v1/returns")
@Tag(name = "Returns")
class ReturnsController {

    private static final int PAGE = 50;
    private static final int WHY_MAX = 200;
    private static final String READ = "operations:read";
    private static final String WRITE = "operations:write";
    private static final ProblemType UNDECIDED = new ProblemType("return-undecided", 409, "Nothing was decided",
            "The faults say why. Read the return again.");

    private final Returns returns;
    private final Clock clock;

    ReturnsController(Returns returns, Clock clock) {
        this.returns = returns;
        this.clock = clock;
    }

    /** How decisions are refused. */
    @Component("return-refusals")
    static class Refusals implements ProblemCatalog {
        @Override
        public List<ProblemType> problems() {
            return List.of(UNDECIDED);
        }
    }

    /** @param next cursor of the following page; absent on the last one */
    record Listing(List<Return> items, Optional<String> next) {
    }

    @GetMapping
    @Operation(summary = "Returns, newest first", description = "Pages by cursor: pass `next` of one page as `after` of the "
            + "following one.")
    Listing list(Caller caller, @RequestParam Map<String, String> parameters) {
        caller.require(READ);
        Parameters in = new Parameters(parameters, Set.of("state", "after", "limit"));
        Optional<State> state = in.oneOf("state", List.of(State.values()), State::label);
        Optional<ReturnNumber> after = in.text("after").flatMap(ReturnNumber::parse);
        int limit = in.limit(PAGE);
        in.refuseIfFaulty();
        List<Return> page = returns.list(ReturnQuery.of(state, after, limit));
        return new Listing(page, page.size() < limit ? Optional.empty() : Optional.of(page.getLast().number().value()));
    }

    @GetMapping("/{number}")
    @Operation(summary = "One return")
    Return one(Caller caller, @PathVariable String number) {
        caller.require(READ);
        return returns.find(number(number)).orElseThrow(() -> unknown(number));
    }

    @PostMapping("/{number}/authorise")
    @Operation(summary = "The goods may come", description = "Also allows what was refused or has lapsed, while nobody has "
            + "returned the goods otherwise. Saying it again changes nothing.")
    @ApiResponse(responseCode = "409", description = "It is too far for that, or the goods were returned otherwise")
    Return authorise(Caller caller, @PathVariable String number) {
        caller.require(WRITE);
        return decided(returns.authorise(number(number), origin(caller)), number);
    }

    @PostMapping("/{number}/refuse")
    @Operation(summary = "The goods may not come", description = "`{\"why\": \"…\"}`; the buyer reads it.")
    @ApiResponse(responseCode = "409", description = "It is authorised already")
    Return refuse(Caller caller, @PathVariable String number, @RequestBody byte[] body) {
        caller.require(WRITE);
        ObjectReader in = StrictJson.object(body);
        Optional<String> why = in.requiredText("why", WHY_MAX);
        in.refuseIfFaulty();
        return decided(returns.refuse(number(number), why.orElseThrow(), origin(caller)), number);
    }

    @PostMapping("/{number}/settle")
    @Operation(summary = "Nothing more will come", description = "What came is credited; the rest can be returned "
            + "by another return.")
    @ApiResponse(responseCode = "409", description = "Nothing has come, or not all of it was looked at")
    Return settle(Caller caller, @PathVariable String number) {
        caller.require(WRITE);
        return decided(returns.settle(number(number), origin(caller)), number);
    }

    private static Return decided(ReturnAnswer answer, String number) {
        return switch (answer) {
            case ReturnAnswer.Taken(Return taken, boolean repeated) -> taken;
            case ReturnAnswer.Refused(var faults) ->
                throw UNDECIDED.problem(faults.getFirst().message()).with(faults).exception();
            case ReturnAnswer.Conflict conflict -> throw UNDECIDED.problem().exception();
            case ReturnAnswer.Unknown unknown -> throw unknown(number);
        };
    }

    private static ReturnNumber number(String number) {
        return ReturnNumber.parse(number).orElseThrow(() -> unknown(number));
    }

    private static io.crossdock.platform.gateway.ProblemException unknown(String number) {
        return Problems.NOT_FOUND.problem("There is no return " + number + ".").exception();
    }

    private Origin origin(Caller caller) {
        Correlation correlation = Correlation.current().orElseGet(() -> Correlation.begin(clock.instant()));
        return new Origin(correlation.id(), Optional.empty(), caller.actor(), correlation.traceparent());
    }
}
