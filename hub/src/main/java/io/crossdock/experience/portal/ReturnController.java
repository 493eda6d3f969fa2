package io.crossdock.experience.portal;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Return;
import io.crossdock.canonical.ReturnNumber;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.experience.portal.OrderReading.Parameters;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.Correlation;
import io.crossdock.platform.gateway.Decimals;
import io.crossdock.platform.gateway.IdempotencyKey;
import io.crossdock.platform.gateway.ObjectReader;
import io.crossdock.platform.gateway.ProblemType;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.platform.gateway.StrictJson;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Consumer;
import io.crossdock.process.ordering.Order;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.returns.ReturnAnswer;
import io.crossdock.process.returns.ReturnQuery;
import io.crossdock.process.returns.ReturnRequest;
import io.crossdock.process.returns.Returns;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes goods back. What belongs to foreign accounts is not there. */
@RestController
@RequestMapping("/portal/v1")
@Tag(name = "Returns")
class ReturnController {

    static final ProblemType REFUSED = new ProblemType("return-refused", 422, "The return cannot be taken",
            "Mend what the faults name and send the request with a new Idempotency-Key.");
    static final ProblemType STATE = new ProblemType("return-state", 409, "The return is too far for that",
            "Read the return; it says how far it is.");
    private static final int LINES_MAX = 200;
    private static final int PAGE = 50;
    private static final Decimals QUANTITY = Decimals.positiveUpTo("999999999", 6);

    private final Returns returns;
    private final Ordering ordering;
    private final Clock clock;

    ReturnController(Returns returns, Ordering ordering, Clock clock) {
        this.returns = returns;
        this.ordering = ordering;
        this.clock = clock;
    }

    /**
     * A return as its buyer sees it.
     *
     * @param arriveBy what is not there by then lapses
     * @param value    at the prices of the order, without tax
     */
    record View(ReturnNumber number, OrderNumber order, AccountId account, Optional<String> buyerReference, String state,
            Optional<String> reason, LocationId sendTo, Money value, Instant requestedAt, Optional<Instant> arriveBy,
            Optional<Instant> endedAt, List<Line> lines, Optional<Return.CreditMemo> credit, Map<String, String> links) {

        static View of(Return back) {
            return new View(back.number(), back.order(), back.account(), back.buyerReference(), back.state().label(),
                    back.stateText(), back.warehouse(), back.value(), back.requestedAt(), back.arriveBy(), back.endedAt(),
                    back.lines().stream().map(Line::of).toList(), back.credit(),
                    Map.of("self", "/portal/v1/returns/" + back.number(), "order", "/portal/v1/orders/" + back.order()));
        }
    }

    /** @param quantity and the following in base units */
    record Line(int lineNo, Sku sku, String reason, Optional<String> note, Quantity asked, Quantity quantity,
            Quantity received, Quantity sellable, Quantity damaged, Quantity scrapped) {

        static Line of(Return.Line line) {
            return new Line(line.lineNo(), line.sku(), line.reason().label(), line.note(), line.asked(), line.quantity(),
                    line.received(), line.sellable(), line.damaged(), line.scrapped());
        }
    }

    /** @param next cursor of the following page; absent on the last one */
    record ReturnPage(List<View> items, Optional<String> next) {
    }

    @PostMapping(path = "/orders/{idOrNumber}/returns", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Ask to send goods back", description = "Names lines of the order in any unit of their items; of "
            + "each line at most what has left and is not returned yet. What the policy allows is `authorised` at once, "
            + "everything else waits as `requested`. The same Idempotency-Key with the same body gets the same answer; with "
            + "another body 409.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(content = @Content(
            schema = @Schema(implementation = PortalSchemas.NewReturn.class)))
    @ApiResponse(responseCode = "201", description = "Taken",
            content = @Content(schema = @Schema(implementation = View.class)))
    @ApiResponse(responseCode = "409", description = "The key was used for another request")
    @ApiResponse(responseCode = "422", description = "Not taken, with reasons")
    ResponseEntity<View> ask(Caller caller, @PathVariable String idOrNumber, @RequestBody byte[] body,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String header) {
        caller.require("orders:write");
        IdempotencyKey key = IdempotencyKey.required(header);
        Order order = ordering.order(idOrNumber).filter(each -> caller.sees(each.account()))
                .orElseThrow(() -> Problems.NOT_FOUND.problem("There is no order of that id or number.").exception());
        ReturnRequest request = request(order.number(), StrictJson.object(body));
        ReturnAnswer answer = returns.request(request, order.account(), new Incoming("portal-returns:" + caller.consumer()
                + ":" + order.number(), key.value(), MediaType.APPLICATION_JSON_VALUE, body, origin(caller)));
        return switch (answer) {
            case ReturnAnswer.Taken(Return taken, boolean repeated) -> taken(taken, repeated);
            case ReturnAnswer.Refused(var faults) -> throw REFUSED.problem(faults.size() == 1
                    ? faults.getFirst().message() : "There are " + faults.size() + " reasons.").with(faults).exception();
            case ReturnAnswer.Conflict conflict -> throw OrderController.CONFLICT.problem().exception();
            case ReturnAnswer.Unknown unknown -> throw Problems.NOT_FOUND.problem().exception();
        };
    }

    private static ResponseEntity<View> taken(Return taken, boolean repeated) {
        HttpHeaders headers = new HttpHeaders();
        if (repeated) {
            headers.add("Idempotent-Replay", "true");
        }
        return ResponseEntity.created(URI.create("/portal/v1/returns/" + taken.number())).headers(headers)
                .body(View.of(taken));
    }

    private Origin origin(Caller caller) {
        Correlation correlation = Correlation.current().orElseGet(() -> Correlation.begin(clock.instant()));
        return new Origin(correlation.id(), Optional.empty(), caller.actor(), correlation.traceparent());
    }

    private static ReturnRequest request(OrderNumber order, ObjectReader in) {
        Optional<String> reference = in.text("buyerReference", 80);
        List<ReturnRequest.Line> lines = new ArrayList<>();
        for (ObjectReader line : in.requiredObjects("lines", 1, LINES_MAX)) {
            Optional<Integer> lineNo = line.whole("lineNo", 1, 999_999);
            if (!line.has("lineNo")) {
                line.fault("lineNo", "required", "The number of the order's line is required.");
            }
            Optional<BigDecimal> quantity = line.requiredDecimal("quantity", QUANTITY);
            Optional<Unit> unit = line.value("unit", 3, Unit::parse, "a UN/CEFACT Rec 20 unit code");
            Optional<Return.Reason> reason = line.requiredValue("reason", 20, Return.Reason::of, "one of "
                    + Arrays.stream(Return.Reason.values()).map(Return.Reason::label).collect(Collectors.joining(", ")));
            Optional<String> note = line.text("note", 1_000);
            if (lineNo.isPresent() && quantity.isPresent() && reason.isPresent()) {
                lines.add(new ReturnRequest.Line(lineNo.get(), quantity.get(), unit, reason.get(), note));
            }
        }
        in.refuseIfFaulty();
        return new ReturnRequest(order, reference, lines);
    }

    @GetMapping("/returns")
    @Operation(summary = "List returns, newest first", description = "Pages by cursor: pass `next` of one page as `after` "
            + "of the following one.")
    ReturnPage list(Caller caller, @RequestParam Map<String, String> parameters) {
        caller.require("orders:read");
        Parameters in = new Parameters(parameters, Set.of("account", "order", "state", "after", "limit"));
        Optional<AccountId> account = in.value("account", AccountId::parse, "an account number");
        Optional<OrderNumber> order = in.value("order", OrderNumber::parse, "an order number");
        Optional<Return.State> state = in.oneOf("state", Return.State.class);
        Optional<ReturnNumber> after = in.value("after", ReturnNumber::parse, "a cursor");
        int limit = in.value("limit", text -> text.matches("[0-9]{1,3}") ? Optional.of(Integer.valueOf(text))
                .filter(n -> n >= 1 && n <= ReturnQuery.PAGE) : Optional.empty(), "a number from 1 to "
                        + ReturnQuery.PAGE).orElse(PAGE);
        in.refuseIfFaulty();
        account.ifPresent(caller::requireToSee);
        Optional<Set<AccountId>> accounts = account.map(Set::of).or(() -> switch (caller.accounts()) {
            case Consumer.Accounts.All() -> Optional.empty();
            case Consumer.Accounts.Only(Set<AccountId> ids) -> Optional.of(ids);
        });
        List<Return> page = returns.list(new ReturnQuery(accounts, state, order, after, limit));
        return new ReturnPage(page.stream().map(View::of).toList(),
                page.size() < limit ? Optional.empty() : Optional.of(page.getLast().number().value()));
    }

    @GetMapping("/returns/{number}")
    @Operation(summary = "One return")
    View one(Caller caller, @PathVariable String number) {
        caller.require("orders:read");
        return View.of(visible(caller, number));
    }

    @DeleteMapping("/returns/{number}")
    @Operation(summary = "Keep the goods after all", description = "Possible until the first of them have come. Answers "
            + "with the return as it stands; one that has ended already stays as it is.")
    @ApiResponse(responseCode = "409", description = "Goods of it are here already")
    View cancel(Caller caller, @PathVariable String number) {
        caller.require("orders:write");
        Return back = visible(caller, number);
        return switch (returns.cancel(back.number(), origin(caller))) {
            case ReturnAnswer.Taken(Return taken, boolean repeated) -> View.of(taken);
            case ReturnAnswer.Refused(var faults) ->
                throw STATE.problem(faults.getFirst().message()).exception();
            case ReturnAnswer.Conflict conflict -> throw OrderController.CONFLICT.problem().exception();
            case ReturnAnswer.Unknown unknown -> throw Problems.NOT_FOUND.problem().exception();
        };
    }

    private Return visible(Caller caller, String number) {
        return ReturnNumber.parse(number).flatMap(returns::find).filter(back -> caller.sees(back.account()))
                .orElseThrow(() -> Problems.NOT_FOUND.problem("There is no return " + number + ".").exception());
    }
}
