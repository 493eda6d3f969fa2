package io.crossdock.experience.portal;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.Unit;
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
import io.crossdock.process.reserving.Answer;
import io.crossdock.process.reserving.Reserving;
import io.crossdock.process.reserving.Wish;
import io.crossdock.system.inventory.SoftReservation;
import io.crossdock.system.inventory.SoftReservation.Purpose;
import io.crossdock.system.inventory.SoftReservations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.springframework.web.bind.annotation.RestController;

/** Keeps goods for carts and quotes. What belongs to foreign accounts is not there. */
@RestController
@RequestMapping("/portal/v1/reservations")
@Tag(name = "Reservations")
class ReservationController {

    static final ProblemType REFUSED = new ProblemType("reservation-refused", 422, "Nothing is reserved",
            "Mend what the faults name and send the request again.");
    private static final int LINES_MAX = 200;
    private static final int MINUTES_MAX = 43_200;
    private static final Decimals QUANTITY = Decimals.positiveUpTo("999999999", 6);

    private final Reserving reserving;
    private final SoftReservations reservations;
    private final Clock clock;

    ReservationController(Reserving reserving, SoftReservations reservations, Clock clock) {
        this.reserving = reserving;
        this.reservations = reservations;
        this.clock = clock;
    }

    /**
     * A reservation; quantities in base units.
     *
     * @param order the order that took it
     */
    record View(String number, String purpose, AccountId account, String state, List<SoftReservation.Line> lines,
            Instant heldAt, Instant expiresAt, Optional<Instant> endedAt, Optional<String> order) {

        static View of(SoftReservation soft) {
            return new View(soft.number(), soft.purpose().label(), soft.account(), soft.state().label(), soft.lines(),
                    soft.heldAt(), soft.expiresAt(), soft.endedAt(), soft.order());
        }
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Keep goods for a cart or a quote", description = "Keeps as much as there is of each line until "
            + "`expiresAt`; what is `missing` is said per line. An order that names the `number` in `reservation` gets "
            + "these goods. The same Idempotency-Key with the same body gets the same answer; with another body 409.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(content = @Content(
            schema = @Schema(implementation = PortalSchemas.NewReservation.class)))
    @ApiResponse(responseCode = "201", description = "Kept",
            content = @Content(schema = @Schema(implementation = View.class)))
    @ApiResponse(responseCode = "409", description = "The key was used for another reservation")
    @ApiResponse(responseCode = "422", description = "Nothing is kept, with reasons")
    ResponseEntity<View> keep(Caller caller, @RequestBody byte[] body,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String header) {
        caller.require("orders:write");
        IdempotencyKey key = IdempotencyKey.required(header);
        Wish wish = wish(caller, StrictJson.object(body));
        Correlation correlation = Correlation.current().orElseGet(() -> Correlation.begin(clock.instant()));
        Answer answer = reserving.keep(wish, new Incoming("portal-reservations:" + caller.consumer(), key.value(),
                MediaType.APPLICATION_JSON_VALUE, body, new Origin(correlation.id(), Optional.empty(), caller.actor(),
                correlation.traceparent())));
        return switch (answer) {
            case Answer.Kept(SoftReservation soft, boolean repeated) -> kept(soft, repeated);
            case Answer.Refused(var faults) -> throw REFUSED.problem(faults.size() == 1 ? faults.getFirst().message()
                    : "There are " + faults.size() + " reasons.").with(faults).exception();
            case Answer.Conflict conflict -> throw OrderController.CONFLICT.problem().exception();
        };
    }

    private static ResponseEntity<View> kept(SoftReservation soft, boolean repeated) {
        HttpHeaders headers = new HttpHeaders();
        if (repeated) {
            headers.add("Idempotent-Replay", "true");
        }
        return ResponseEntity.created(URI.create("/portal/v1/reservations/" + soft.number())).headers(headers)
                .body(View.of(soft));
    }

    private static Wish wish(Caller caller, ObjectReader in) {
        Optional<AccountId> account = in.requiredValue("account", 40, AccountId::parse, "an account number");
        account.ifPresent(caller::requireToActFor);
        Optional<Purpose> purpose = in.requiredValue("purpose", 10, ReservationController::purpose, "cart or quote");
        Optional<Duration> lasts = in.whole("minutes", 1, MINUTES_MAX).map(Duration::ofMinutes);
        Optional<ShipToId> shipTo = in.value("shipTo", 40, ShipToId::parse, "a ship-to id");
        List<Wish.Line> lines = new ArrayList<>();
        for (ObjectReader line : in.requiredObjects("lines", 1, LINES_MAX)) {
            Optional<ItemName> item = OrderBody.item(line);
            Optional<BigDecimal> quantity = line.requiredDecimal("quantity", QUANTITY);
            Optional<Unit> unit = line.requiredValue("unit", 3, Unit::parse, "a UN/CEFACT Rec 20 unit code");
            if (item.isPresent() && quantity.isPresent() && unit.isPresent()) {
                lines.add(new Wish.Line(item.get(), new Quantity(quantity.get(), unit.get())));
            }
        }
        in.refuseIfFaulty();
        return new Wish(caller.channel(), account.orElseThrow(), purpose.orElseThrow(), lasts, shipTo, lines);
    }

    private static Optional<Purpose> purpose(String text) {
        return List.of(Purpose.values()).stream().filter(each -> each.label().equals(text)).findFirst();
    }

    @GetMapping("/{number}")
    @Operation(summary = "One reservation", description = "Its `state` is held, taken (by `order`), released or expired.")
    View one(Caller caller, @PathVariable String number) {
        caller.require("orders:read");
        return View.of(visible(caller, number));
    }

    @DeleteMapping("/{number}")
    @Operation(summary = "Give a reservation back", description = "Its goods can be promised to others. Answers with the "
            + "reservation as it stands; one that has ended already stays as it is.")
    View release(Caller caller, @PathVariable String number) {
        caller.require("orders:write");
        SoftReservation soft = visible(caller, number);
        Correlation correlation = Correlation.current().orElseGet(() -> Correlation.begin(clock.instant()));
        reservations.release(soft.number(), Origin.start(correlation.id(), caller.actor()));
        return View.of(visible(caller, number));
    }

    private SoftReservation visible(Caller caller, String number) {
        return reservations.reservation(number).filter(soft -> caller.sees(soft.account()))
                .orElseThrow(() -> Problems.NOT_FOUND.problem("There is no reservation " + number + ".").exception());
    }
}
