package io.crossdock.experience.edi.incoming;

import io.crossdock.experience.edi.outgoing.Outbox;
import io.crossdock.experience.edi.x12.Acknowledger;
import io.crossdock.experience.edi.x12.Fault;
import io.crossdock.experience.edi.x12.Interchange;
import io.crossdock.experience.edi.x12.Reading;
import io.crossdock.platform.effects.Backlogs;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.inbox.Receipt;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Partner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes payloads in, by whatever way they came: every interchange in them becomes a message of its own, known by its
 * sender and control number (ISA06, ISA13). Reading them is left to a subscription.
 */
@Component
class EdiDoor {

    /** Begins the name of every inbox source of this channel. */
    static final String SOURCE = "edi:";
    /** The lane in which orders by EDI are placed. */
    static final String ORDERS = "edi";
    static final String CONTENT_TYPE = "application/edi-x12";

    private final Inbox inbox;
    private final InterchangeStore store;
    private final Outbox outbox;
    private final Landscapes landscapes;
    private final Backlogs backlogs;

    EdiDoor(Inbox inbox, InterchangeStore store, Outbox outbox, Landscapes landscapes, Backlogs backlogs) {
        this.backlogs = backlogs;
        this.inbox = inbox;
        this.store = store;
        this.outbox = outbox;
        this.landscapes = landscapes;
    }

    /** What became of one interchange at the door. */
    enum Outcome { RECEIVED, REPEATED, CONFLICT }

    /** @param id of the message; of the first one when this is a repetition or a conflict */
    record Arrival(UUID id, String sender, String control, Outcome outcome) {
    }

    /** While so many orders by EDI wait to be placed, nothing is to be taken in. */
    Optional<Backlogs.Crowd> crowded() {
        return backlogs.crowded(List.of(ORDERS));
    }

    /**
     * Keeps all interchanges of a payload, in one transaction.
     *
     * @param payload the bytes {@code reading} was made of
     */
    @Transactional
    List<Arrival> take(byte[] payload, Reading reading, Origin origin) {
        List<Arrival> arrivals = new ArrayList<>();
        for (int index = 0; index < reading.interchanges().size(); index++) {
            Interchange interchange = reading.interchanges().get(index);
            Origin story = reading.interchanges().size() == 1 ? origin : new Origin(origin.correlation() + "." + (index + 1),
                    origin.causation(), origin.actor(), origin.traceparent());
            arrivals.add(take(payload, interchange, story));
        }
        return arrivals;
    }

    private Arrival take(byte[] payload, Interchange interchange, Origin origin) {
        byte[] raw = Arrays.copyOfRange(payload, interchange.offset(), interchange.offset() + interchange.length());
        String sender = FaultView.printable(interchange.sender().toString());
        String control = FaultView.printable(interchange.control());
        String key = control.isBlank() ? "none-" + Digests.hex(raw) : sender + ":" + control;
        Incoming incoming = new Incoming(SOURCE + sender, key, CONTENT_TYPE, raw, origin);
        return switch (inbox.receive(incoming, SOURCE + sender)) {
            case Receipt.New(UUID id) -> new Arrival(id, sender, control, Outcome.RECEIVED);
            case Receipt.Seen seen -> {
                repeat(seen.message().id(), interchange, origin);
                yield new Arrival(seen.message().id(), sender, control, Outcome.REPEATED);
            }
            case Receipt.Conflict(UUID id) -> {
                conflict(interchange, raw, origin);
                yield new Arrival(id, sender, control, Outcome.CONFLICT);
            }
        };
    }

    /** Who sends again has missed the answer. */
    private void repeat(UUID message, Interchange interchange, Origin origin) {
        partner(interchange).ifPresent(partner -> store.repeated(message).ifPresent(time -> {
            outbox.repeat(partner, "997", interchange.control(), time, origin);
            outbox.repeat(partner, "TA1", interchange.control(), time, origin);
        }));
    }

    private void conflict(Interchange interchange, byte[] raw, Origin origin) {
        Fault duplicate = Fault.duplicateInterchange(interchange);
        partner(interchange).ifPresent(partner -> outbox.write(new Outbox.Letter(partner, "TA1",
                interchange.control() + "!" + Digests.hex(raw).substring(0, 12), SOURCE + partner.id(),
                Optional.empty(), List.of(Acknowledger.interchange(interchange, List.of(duplicate))), List.of()),
                origin));
    }

    private Optional<Partner> partner(Interchange interchange) {
        return landscapes.current().partnerOf(interchange.sender().qualifier(), interchange.sender().id());
    }
}
