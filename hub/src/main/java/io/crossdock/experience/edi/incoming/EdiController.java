package io.crossdock.experience.edi.incoming;

import io.crossdock.canonical.Fault;
import io.crossdock.experience.edi.x12.Interchange;
import io.crossdock.experience.edi.x12.Limits;
import io.crossdock.experience.edi.x12.Reading;
import io.crossdock.experience.edi.x12.X12Reader;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.Correlation;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Partner;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Interchanges over HTTP. */
@RestController
@RequestMapping("/edi/v1/interchanges")
class EdiController {

    private static final String WRITE = "edi:write";

    private final EdiDoor door;
    private final InterchangeViews views;
    private final Landscapes landscapes;
    private final Clock clock;

    EdiController(EdiDoor door, InterchangeViews views, Landscapes landscapes, Clock clock) {
        this.door = door;
        this.views = views;
        this.landscapes = landscapes;
        this.clock = clock;
    }

    /** Where an interchange stands. */
    record Link(UUID id, String sender, String control, String outcome, String href) {
    }

    /** @param faults what of the body belongs to no interchange */
    record Accepted(List<Link> interchanges, List<Fault> faults) {
    }

    /** Takes any number of interchanges, whatever the content type says; the answer comes as 997 or TA1. */
    @PostMapping(consumes = MediaType.ALL_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Accepted> send(Caller caller, @RequestBody(required = false) Optional<byte[]> body) {
        caller.require(WRITE);
        door.crowded().ifPresent(crowd -> {
            throw EdiProblems.CROWDED.problem(crowd.waiting() + " orders by EDI wait to be placed already.")
                    .retryAfter(crowd.comeBack()).exception();
        });
        byte[] payload = body.orElseGet(() -> new byte[0]);
        Reading reading = new X12Reader(limits()).read(payload);
        List<Fault> faults = reading.faults().stream().map(EdiController::fault).toList();
        if (reading.isUnreadable()) {
            throw EdiProblems.UNREADABLE.problem().with(faults).exception();
        }
        reading.interchanges().forEach(interchange -> requireOwn(caller, interchange));
        Correlation correlation = Correlation.current().orElseGet(() -> Correlation.begin(clock.instant()));
        List<EdiDoor.Arrival> arrivals = door.take(payload, reading, new Origin(correlation.id(), Optional.empty(),
                caller.actor(), correlation.traceparent()));
        if (arrivals.stream().allMatch(arrival -> arrival.outcome() == EdiDoor.Outcome.CONFLICT)) {
            throw EdiProblems.CONTROL_REUSED.problem("Interchange " + arrivals.getFirst().control()
                    + " was received before with another content.").exception();
        }
        List<Link> links = arrivals.stream().map(EdiController::link).toList();
        return ResponseEntity.accepted().location(URI.create(links.getFirst().href()))
                .body(new Accepted(links, faults));
    }

    /** What was understood of an interchange, what became of its sets, and how it was answered. */
    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> show(Caller caller, @PathVariable UUID id) {
        return visible(caller, id).content();
    }

    /** The bytes as they came. */
    @GetMapping(path = "/{id}/raw", produces = EdiDoor.CONTENT_TYPE)
    byte[] raw(Caller caller, @PathVariable UUID id) {
        return visible(caller, id).raw();
    }

    private InterchangeViews.View visible(Caller caller, UUID id) {
        if (!caller.may("edi:read")) {
            caller.require(WRITE);
        }
        return views.of(id).filter(view -> sees(caller, view))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().exception());
    }

    private boolean sees(Caller caller, InterchangeViews.View view) {
        return view.actor().equals(caller.actor()) || view.partner().flatMap(landscapes.current()::partner)
                .filter(partner -> isOf(caller, partner)).isPresent();
    }

    private Limits limits() {
        Limits usual = Limits.usual();
        int bytes = landscapes.current().policies().limits().maxInterchangeBytes();
        return new Limits(bytes, usual.segments(), usual.sets(), usual.faults());
    }

    /** A sender nobody knows is kept for people to look at; a sender who is another's is refused. */
    private void requireOwn(Caller caller, Interchange interchange) {
        landscapes.current().partnerOf(interchange.sender().qualifier(), interchange.sender().id())
                .filter(partner -> !isOf(caller, partner))
                .ifPresent(partner -> {
                    throw EdiProblems.NOT_YOURS.problem("You may not send for " + interchange.sender() + ".")
                            .exception();
                });
    }

    private static boolean isOf(Caller caller, Partner partner) {
        return partner.consumer().filter(caller.consumer()::equals).isPresent();
    }

    private static Link link(EdiDoor.Arrival arrival) {
        String outcome = switch (arrival.outcome()) {
            case RECEIVED -> "received";
            case REPEATED -> "repeated";
            case CONFLICT -> "conflict";
        };
        return new Link(arrival.id(), arrival.sender(), arrival.control(), outcome,
                "/edi/v1/interchanges/" + arrival.id());
    }

    private static Fault fault(io.crossdock.experience.edi.x12.Fault fault) {
        return new Fault("byte " + fault.place().offset(), "x12-" + fault.code(), fault.sentence() + ".");
    }
}
