package io.crossdock.experience.edi.incoming;

import io.crossdock.experience.edi.x12.Fault;
import io.crossdock.experience.edi.x12.Interchange;
import io.crossdock.experience.edi.x12.Limits;
import io.crossdock.experience.edi.x12.X12Reader;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.inbox.Settlement;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Partner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Reads interchanges as they arrive: answers every one of them, and sends each good transaction set on its way. */
@Component
class EdiIntake implements FactHandler {

    private final Inbox inbox;
    private final Landscapes landscapes;
    private final SetIntake sets;
    private final Answers answers;
    private final Json json;

    EdiIntake(Inbox inbox, Landscapes landscapes, SetIntake sets, Answers answers, Json json) {
        this.inbox = inbox;
        this.landscapes = landscapes;
        this.sets = sets;
        this.answers = answers;
        this.json = json;
    }

    @Override
    public String subscription() {
        return "edi-intake";
    }

    @Override
    public Set<String> types() {
        return Set.of(Inbox.RECEIVED);
    }

    @Override
    public void handle(Fact fact) {
        Inbox.Received received = json.read(fact.data(), Inbox.Received.class);
        if (!received.source().startsWith(EdiDoor.SOURCE) || !received.contentType().equals(EdiDoor.CONTENT_TYPE)) {
            return;
        }
        inbox.message(received.message()).filter(message -> message.state() == Message.State.RECEIVED)
                .ifPresent(message -> read(message, fact));
    }

    private void read(Message message, Fact fact) {
        Interchange interchange = new X12Reader(Limits.usual()).read(message.payload()).interchanges().getFirst();
        Partner partner = landscapes.current()
                .partnerOf(interchange.sender().qualifier(), interchange.sender().id())
                .orElseThrow(() -> new Indigestible("edi-partner-unknown", "Interchange " + interchange.control()
                        + " came from " + interchange.sender() + ", whom no partner profile names."));
        List<Fault> further = new ArrayList<>();
        boolean ours = interchange.receiver().qualifier().equals(partner.ours().qualifier())
                && interchange.receiver().id().equals(partner.ours().id());
        if (!ours) {
            further.add(Fault.unknownReceiver(interchange));
        }
        boolean rejected = interchange.isRejected() || !ours;
        List<SetIntake.ReadGroup> groups = rejected ? List.of() : sets.read(interchange, partner, message);
        String verdict = answers.answer(message, interchange, partner, further, groups, fact.cause("hub"));
        if (!rejected) {
            sets.keep(message, groups, partner, fact);
        }
        inbox.settle(List.of(new Settlement(message.id(),
                rejected ? Message.State.REFUSED : Message.State.DIGESTED, interchange.control(),
                Map.of("partner", partner.id(), "verdict", verdict,
                        "sets", groups.stream().mapToInt(group -> group.sets().size()).sum()))));
    }
}
