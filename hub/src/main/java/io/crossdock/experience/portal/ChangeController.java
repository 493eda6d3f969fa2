package io.crossdock.experience.portal;

import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.Money;
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
import io.crossdock.process.ordering.Order;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
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
    private static final Decimals BESIDES = Decimals.positiveUpTo("999999999", 6);
    private static final Decimals PRICE = Decimals.upTo("999999999", 6);
    private static final Decimals QUANTITY = new Decimals(BigDecimal.ZERO, new BigDecimal("999999999"), 6);

    private final Changes changes;
    private final OrderReading orders;
    private final Pressure pressure;
    private final Clock clock;

    ChangeController(Changes changes, OrderReading orders, Pressure pressure, Clock clock) {
        this.pressure = pressure;
        this.changes = changes;
        this.orders = orders;
        this.clock = clock;
    }

    record ChangeList(List<ChangeAnswer> items) {
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Change or cancel an order",
            description = "With `cancel: true` everything that has not left, otherwise "
            + "`lines` with how much of each shall be delivered altogether, and `add` with items that are wanted "
            + "besides; or `requestedDate` alone, which moves what nobody works on yet. "
            + "What nobody works on is undone at once; what a warehouse or supplier has is asked back, and may be too late; "
            + "what has left is refused. More is priced, promised and reserved as a new order would be, or refused. "
            + "The same "
            + "Idempotency-Key with the same body gets the same answer; with another body 409.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(content = @Content(
            schema = @Schema(implementation = PortalSchemas.OrderChange.class)))
    @ApiResponse(responseCode = "200", description = "Done, or nothing of it can be done any more",
            content = @Content(schema = @Schema(implementation = ChangeAnswer.class)))
    @ApiResponse(responseCode = "202", description = "Some of it is asked back and not answered yet",
            content = @Content(schema = @Schema(implementation = ChangeAnswer.class)))
    @ApiResponse(responseCode = "409", description = "The key was used for another change")
    @ApiResponse(responseCode = "422", description = "Nothing is changed, with reasons")
    @ApiResponse(responseCode = "429", description = "Too much waits for the ERP or a warehouse")
    ResponseEntity<ChangeAnswer> change(Caller caller, @PathVariable String idOrNumber, @RequestBody byte[] body,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String header) {
        ChangeWish wish = wish(caller, idOrNumber, body);
        IdempotencyKey key = IdempotencyKey.required(header);
        Correlation correlation = Correlation.current().orElseGet(() -> Correlation.begin(clock.instant()));
        Incoming message = new Incoming("portal-changes:" + caller.consumer(), wish.order() + " " + key.value(),
                MediaType.APPLICATION_JSON_VALUE, body, new Origin(correlation.id(), Optional.empty(), caller.actor(),
                        correlation.traceparent()));
        pressure.refuseIfCrowded(orders.order(caller, idOrNumber), () -> changes.knows(wish.order(), message));
        return answer(changes.change(wish, message));
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
            case ChangeOutcome.NotNow(String why, var retryAfter) ->
                    throw OrderController.NOT_NOW.problem(why).retryAfter(retryAfter).exception();
            case ChangeOutcome.Conflict conflict -> throw OrderController.CONFLICT.problem().exception();
        };
    }

    private ChangeWish wish(Caller caller, String idOrNumber, byte[] body) {
        caller.require("orders:write");
        Order order = orders.order(caller, idOrNumber);
        ObjectReader in = StrictJson.object(body);
        boolean everything = in.flag("cancel").orElse(false);
        Optional<String> reason = in.text("reason", REASON_MAX);
        List<ChangeWish.Line> lines = new ArrayList<>();
        List<ObjectReader> besides = in.objects("add", LINES_MAX);
        Optional<LocalDate> day = in.date("requestedDate");
        if (in.has("shipTo")) {
            in.fault("shipTo", "ship-to-fixed", "Tax, freight and the places that ship were decided for the address of the "
                    + "order: cancel it and order it anew for another one.");
        }
        boolean other = everything || !besides.isEmpty() || in.has("requestedDate") || in.has("shipTo");
        for (ObjectReader line : other ? in.objects("lines", LINES_MAX) : in.requiredObjects("lines", 1, LINES_MAX)) {
            Optional<Integer> number = line.whole("line", 1, 999_999);
            Optional<BigDecimal> quantity = line.requiredDecimal("quantity", QUANTITY);
            Optional<Unit> unit = line.requiredValue("unit", 3, Unit::parse, "a UN/CEFACT Rec 20 unit code");
            if (number.isEmpty() && !line.has("line")) {
                line.fault("line", "required", "Which line?");
            }
            if (number.isPresent() && quantity.isPresent() && unit.isPresent()) {
                lines.add(new ChangeWish.Line(number.get(), new Quantity(quantity.get(), unit.get()),
                        price(line, order.currency())));
            }
        }
        List<ChangeWish.New> added = besides.stream().flatMap(line -> besides(line, order.currency()).stream()).toList();
        if (everything && !(lines.isEmpty() && besides.isEmpty())) {
            in.fault("lines", "one-or-the-other", "Everything is cancelled, or lines are changed.");
        }
        if (day.isPresent() && (everything || !lines.isEmpty() || !besides.isEmpty())) {
            in.fault("requestedDate", "one-or-the-other", "The day is changed alone.");
        }
        in.refuseIfFaulty();
        return new ChangeWish(order.number(), day.isPresent() ? new ChangeWish.What.On(day.get())
                : everything ? new ChangeWish.What.Everything()
                : new ChangeWish.What.Lines(lines, added), reason);
    }

    private static Optional<ChangeWish.New> besides(ObjectReader line, String currency) {
        Optional<ItemName> item = OrderBody.item(line);
        Optional<BigDecimal> quantity = line.requiredDecimal("quantity", BESIDES);
        Optional<Unit> unit = line.requiredValue("unit", 3, Unit::parse, "a UN/CEFACT Rec 20 unit code");
        Optional<String> buyerLine = line.text("buyerLine", 20);
        Optional<Money> price = price(line, currency);
        return item.isPresent() && quantity.isPresent() && unit.isPresent()
                ? Optional.of(new ChangeWish.New(item.get(), new Quantity(quantity.get(), unit.get()), price, buyerLine))
                : Optional.empty();
    }

    private static Optional<Money> price(ObjectReader line, String currency) {
        return line.decimal("expectedPrice", PRICE).map(amount -> Money.of(amount, Currency.getInstance(currency)));
    }
}
