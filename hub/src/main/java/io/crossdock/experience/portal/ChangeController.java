package io.crossdock.experience.portal;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.Decimals;
import io.crossdock.platform.gateway.IdempotencyKey;
import io.crossdock.platform.gateway.ObjectReader;
import io.crossdock.platform.gateway.ProblemType;
import io.crossdock.platform.gateway.StrictJson;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.gateway.Correlation;
import io.crossdock.process.changes.ChangeAnswer;
import io.crossdock.process.changes.ChangeOutcome;
import io.crossdock.process.changes.ChangeWish;
import io.crossdock.process.changes.Changes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Changes and cancels orders. What belongs to foreign accounts is not there. */
@RestController
@RequestMapping("/portal/v1/orders/{idOrNumber}/changes")
@Tag(name = "Orders")
class ChangeController {

    static final ProblemType REFUSED = new ProblemType("change-refused", 422, "The order cannot be changed so",
            "Mend what the faults name and send the change with a new Idempotency-Key.");
    private static final int LINES_MAX = 1_000;
    private static final int REASON_MAX = 200;
    private static final Decimals QUANTITY = new Decimals(BigDecimal.ZERO, new BigDecimal("999999999"), 6);

    private final Changes changes;
    private final OrderReading orders;
    private final Clock clock;

    ChangeController(Changes changes, OrderReading orders, Clock clock) {
        this.changes = changes;
        this.orders = orders;
        this.clock = clock;
    }

    record ChangeList(List<ChangeAnswer> items) {
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Change or cancel an order",
            description = "With `cancel: true` everything that has not left, otherwise "
            + "`lines` with how much of each shall be delivered altogether. What nobody works on is undone at once; what a "
            + "warehouse or supplier has is asked back, and may be too late; what has left is refused. The same "
            + "Idempotency-Key with the same body gets the same answer; with another body 409.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(content = @Content(
            schema = @Schema(implementation = PortalSchemas.OrderChange.class)))
    @ApiResponse(responseCode = "200", description = "Done, or nothing of it can be done any more",
            content = @Content(schema = @Schema(implementation = ChangeAnswer.class)))
    @ApiResponse(responseCode = "202", description = "Some of it is asked back and not answered yet",
            content = @Content(schema = @Schema(implementation = ChangeAnswer.class)))
    @ApiResponse(responseCode = "409", description = "The key was used for another change")
    @ApiResponse(responseCode = "422", description = "Nothing is changed, with reasons")
    ResponseEntity<ChangeAnswer> change(Caller caller, @PathVariable String idOrNumber, @RequestBody byte[] body,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String header) {
        ChangeWish wish = wish(caller, idOrNumber, body);
        IdempotencyKey key = IdempotencyKey.required(header);
        Correlation correlation = Correlation.current().orElseGet(() -> Correlation.begin(clock.instant()));
        return answer(changes.change(wish, new Incoming("portal-changes:" + caller.consumer(),
                wish.order() + " " + key.value(), MediaType.APPLICATION_JSON_VALUE, body, new Origin(correlation.id(),
                Optional.empty(), caller.actor(), correlation.traceparent()))));
    }

    @PostMapping(path = "/preview", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "What a change would come to now",
            description = "Nothing is done, and it may be otherwise a moment "
            + "later.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(content = @Content(
            schema = @Schema(implementation = PortalSchemas.OrderChange.class)))
    ResponseEntity<ChangeAnswer> preview(Caller caller, @PathVariable String idOrNumber, @RequestBody byte[] body) {
        return answer(changes.preview(wish(caller, idOrNumber, body)));
    }

    @GetMapping
    @Operation(summary = "The changes of an order, oldest first, at most 200")
    ChangeList list(Caller caller, @PathVariable String idOrNumber) {
        return new ChangeList(changes.ofOrder(orders.order(caller, idOrNumber).number()));
    }

    private static ResponseEntity<ChangeAnswer> answer(ChangeOutcome outcome) {
        return switch (outcome) {
            case ChangeOutcome.Decided(ChangeAnswer answer, boolean repeated) -> {
                HttpHeaders headers = new HttpHeaders();
                if (repeated) {
                    headers.add("Idempotent-Replay", "true");
                }
                yield ResponseEntity.status(answer.state().equals("waiting") ? HttpStatus.ACCEPTED : HttpStatus.OK)
                        .headers(headers).body(answer);
            }
            case ChangeOutcome.Refused(var faults) -> throw REFUSED.problem(faults.size() == 1 ? faults.getFirst().message()
                    : "There are " + faults.size() + " reasons.").with(faults).exception();
            case ChangeOutcome.Conflict conflict -> throw OrderController.CONFLICT.problem().exception();
        };
    }

    private ChangeWish wish(Caller caller, String idOrNumber, byte[] body) {
        caller.require("orders:write");
        OrderNumber order = orders.order(caller, idOrNumber).number();
        ObjectReader in = StrictJson.object(body);
        boolean everything = in.flag("cancel").orElse(false);
        Optional<String> reason = in.text("reason", REASON_MAX);
        List<ChangeWish.Line> lines = new ArrayList<>();
        for (ObjectReader line : everything ? in.objects("lines", LINES_MAX) : in.requiredObjects("lines", 1, LINES_MAX)) {
            Optional<Integer> number = line.whole("line", 1, 999_999);
            Optional<BigDecimal> quantity = line.requiredDecimal("quantity", QUANTITY);
            Optional<Unit> unit = line.requiredValue("unit", 3, Unit::parse, "a UN/CEFACT Rec 20 unit code");
            if (number.isEmpty() && !line.has("line")) {
                line.fault("line", "required", "Which line?");
            }
            if (number.isPresent() && quantity.isPresent() && unit.isPresent()) {
                lines.add(new ChangeWish.Line(number.get(), new Quantity(quantity.get(), unit.get())));
            }
        }
        if (everything && !lines.isEmpty()) {
            in.fault("lines", "one-or-the-other", "Everything is cancelled, or lines are reduced.");
        }
        in.refuseIfFaulty();
        return new ChangeWish(order, everything ? new ChangeWish.What.Everything() : new ChangeWish.What.Lines(lines),
                reason);
    }
}
