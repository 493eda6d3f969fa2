package io.crossdock.experience.edi.incoming;

import io.crossdock.experience.edi.incoming.InterchangeStore.StoredInterchange;
import io.crossdock.experience.edi.outgoing.Outbox;
import io.crossdock.experience.edi.x12.Acknowledger;
import io.crossdock.experience.edi.x12.Draft;
import io.crossdock.experience.edi.x12.Fault;
import io.crossdock.experience.edi.x12.Interchange;
import io.crossdock.experience.edi.x12.SetDraft;
import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Partner;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Keeps what was understood of an interchange and answers it: 997 per group, TA1 when asked for or needed. */
@Component
class Answers {

    private static final String ACKNOWLEDGMENTS = "FA";

    private final InterchangeStore store;
    private final Outbox outbox;
    private final Clock clock;

    Answers(InterchangeStore store, Outbox outbox, Clock clock) {
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Returns TA104: A, E or R. */
    String answer(Message message, Interchange interchange, Partner partner, List<Fault> further,
            List<SetIntake.ReadGroup> groups, Origin origin) {
        Draft acknowledgment = Acknowledger.interchange(interchange, further);
        String verdict = acknowledgment.elements().get(3).getFirst();
        store.insert(new StoredInterchange(message.id(), partner.id(), interchange.control(), interchange.isTest(),
                verdict, Stream.concat(interchange.faults().stream(), further.stream()).map(FaultView::of).toList(),
                clock.instant()));
        List<SetDraft> functional = groups.stream()
                .filter(group -> !group.group().functionalId().equals(ACKNOWLEDGMENTS))
                .map(group -> Acknowledger.functional(group.group(), group.sets()).set()).toList();
        boolean speaks = interchange.wantsAcknowledgment() || !verdict.equals("A");
        String key = interchange.control().isBlank() ? message.id().toString() : interchange.control();
        if (speaks) {
            write(partner, "TA1", key, List.of(acknowledgment), List.of(), origin);
        }
        if (!functional.isEmpty()) {
            write(partner, "997", key, List.of(), functional, origin);
        }
        return verdict;
    }

    /** TA1 and 997 travel apart: some readers take no TA1 beside a group. */
    private void write(Partner partner, String kind, String key, List<Draft> acknowledgments, List<SetDraft> sets,
            Origin origin) {
        outbox.write(new Outbox.Letter(partner, kind, key, EdiDoor.SOURCE + partner.id(), Optional.empty(),
                acknowledgments, sets), origin);
    }
}
