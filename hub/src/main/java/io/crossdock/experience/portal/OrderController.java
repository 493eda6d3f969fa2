package io.crossdock.experience.portal;

import io.crossdock.canonical.OrderRequest;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.Correlation;
import io.crossdock.platform.gateway.IdempotencyKey;
import io.crossdock.platform.gateway.ProblemType;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.process.ordering.OrderAnswer;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.ordering.Placement;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes orders. */
@RestController
@RequestMapping("/portal/v1/orders")
@Tag(name = "Orders")
class OrderController {

    static final ProblemType REFUSED = new ProblemType("order-refused", 422, "The order cannot be taken",
            "Mend what the faults name and send the order with a new Idempotency-Key.");
    static final ProblemType CONFLICT = new ProblemType("idempotency-key-reused", 409,
            "The Idempotency-Key was used for another order", "Use a new key for a new order.");
    static final ProblemType NOT_NOW = new ProblemType("not-now", 503, "The order cannot be decided right now",
            "Send the same request with the same Idempotency-Key again after the time in Retry-After.");
    static final ProblemType CROWDED = new ProblemType("backlog-full", 429, "Too much waits for other systems already",
            "Send the same request with the same Idempotency-Key again after the time in Retry-After.");

    private final Ordering ordering;
    private final Landscapes landscapes;
    private final Clock clock;

    OrderController(Ordering ordering, Landscapes landscapes, Clock clock) {
        this.ordering = ordering;
        this.landscapes = landscapes;
        this.clock = clock;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Place an order", description = "Checks account, assortment, units, price, credit, stock, tax and "
            + "freight before anything is promised, and names every fault at once. The same Idempotency-Key with the "
            + "same body gets the same answer; with another body 409.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(content = @Content(
            schema = @Schema(implementation = PortalSchemas.NewOrder.class)))
    @ApiResponse(responseCode = "201", description = "Taken and promised",
            content = @Content(schema = @Schema(implementation = OrderAnswer.class)))
    @ApiResponse(responseCode = "202", description = "Taken; the ERP confirms later",
            content = @Content(schema = @Schema(implementation = OrderAnswer.class)))
    @ApiResponse(responseCode = "409", description = "The key was used for another order")
    @ApiResponse(responseCode = "422", description = "Refused, with reasons")
    @ApiResponse(responseCode = "429", description = "Too much waits for the ERP or a warehouse")
    ResponseEntity<Object> place(Caller caller, @RequestBody byte[] body,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String header) {
        caller.require("orders:write");
        IdempotencyKey key = IdempotencyKey.required(header);
        Landscape landscape = landscapes.current();
        OrderRequest request = OrderBody.read(body, landscape.currency(), caller,
                Math.min(landscape.policies().limits().maxLines(), OrderRequest.MAX_LINES));
        Correlation correlation = Correlation.current().orElseGet(() -> Correlation.begin(clock.instant()));
        Placement placement = ordering.place(request, new Incoming("portal:" + caller.consumer(), key.value(),
                MediaType.APPLICATION_JSON_VALUE, body, new Origin(correlation.id(), Optional.empty(),
                caller.actor(), correlation.traceparent())));
        return switch (placement) {
            case Placement.Accepted(OrderAnswer answer, boolean repeated) -> accepted(answer, repeated);
            case Placement.Refused(var faults, boolean repeated) -> throw REFUSED.problem(faults.size() == 1
                    ? faults.getFirst().message() : "There are " + faults.size() + " reasons.").with(faults).exception();
            case Placement.Conflict conflict -> throw CONFLICT.problem().exception();
            case Placement.Crowded(String why, Duration retryAfter) ->
                throw CROWDED.problem(why).retryAfter(retryAfter).exception();
            case Placement.Unavailable(String why, Duration retryAfter) ->
                throw NOT_NOW.problem(why).retryAfter(retryAfter).exception();
        };
    }

    private static ResponseEntity<Object> accepted(OrderAnswer answer, boolean repeated) {
        HttpStatus status = answer.state().equals("accepted") ? HttpStatus.CREATED : HttpStatus.ACCEPTED;
        HttpHeaders headers = new HttpHeaders();
        if (repeated) {
            headers.add("Idempotent-Replay", "true");
        }
        String self = "/portal/v1/orders/" + answer.number();
        return ResponseEntity.status(status).location(URI.create(self)).headers(headers)
                .body(new TakenOrder(answer, Map.of("self", self, "timeline", self + "/timeline",
                        "receipt", self + "/receipt")));
    }

    /** An answer with its links. */
    record TakenOrder(@com.fasterxml.jackson.annotation.JsonUnwrapped OrderAnswer order, Map<String, String> links) {
    }
}
