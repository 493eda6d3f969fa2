package io.crossdock.platform.transports;

import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.inbox.Settlement;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Inlet;
import io.crossdock.platform.landscape.Landscapes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Hands what came by a transport to whoever understands it; what nobody does waits alone for a person. */
@Component
class TransportIntake implements FactHandler {

    private final Inbox inbox;
    private final Landscapes landscapes;
    private final Unpacking unpacking;
    private final List<Door> doors;
    private final Json json;

    TransportIntake(Inbox inbox, Landscapes landscapes, Unpacking unpacking, ObjectProvider<Door> doors, Json json) {
        this.inbox = inbox;
        this.landscapes = landscapes;
        this.unpacking = unpacking;
        this.doors = doors.stream().toList();
        this.json = json;
    }

    @Override
    public String subscription() {
        return "transport-intake";
    }

    @Override
    public Set<String> types() {
        return Set.of(Inbox.RECEIVED);
    }

    @Override
    public int batch() {
        return 40;
    }

    @Override
    public void handle(Fact fact) {
        Inbox.Received received = json.read(fact.data(), Inbox.Received.class);
        Inlet.idOf(received.source()).ifPresent(id -> inbox.message(received.message())
                .filter(message -> message.state() == Message.State.RECEIVED)
                .ifPresent(message -> take(inlet(id), message, fact)));
    }

    private Inlet inlet(String id) {
        return landscapes.current().inlet(id).orElseThrow(() -> new Indigestible("source-unknown",
                "A message came by the source " + id + ", which is no longer in the landscape."));
    }

    private void take(Inlet inlet, Message message, Fact fact) {
        if (message.payload().length > inlet.maxBytes()) {
            throw new Indigestible("message-too-large", "Message " + message.dedupeKey() + " of " + inlet.id() + " has "
                    + message.payload().length + " bytes, at most " + inlet.maxBytes() + " are read (maxBytes).");
        }
        Door door = doors.stream().filter(each -> each.opens(inlet.takes())).findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody takes " + inlet.takes()));
        Optional<Door.Verdict.Taken> first = Optional.empty();
        StringBuilder said = new StringBuilder();
        Optional<Door.Verdict.Declined> declined = Optional.empty();
        for (Door.Thing thing : unpacking.open(inlet, message)) {
            switch (door.take(inlet, thing, fact.cause(inlet.source()))) {
                case Door.Verdict.Taken taken -> {
                    first = first.or(() -> Optional.of(taken));
                    said.append(taken.sentence()).append(' ');
                }
                case Door.Verdict.Declined no -> {
                    declined = declined.or(() -> Optional.of(no));
                    said.append(no.sentence()).append(' ');
                }
                case Door.Verdict.NotYet(String code, String sentence) -> throw Indigestible.forNow(code, sentence);
            }
        }
        if (first.isEmpty()) {
            throw new Indigestible(declined.map(Door.Verdict.Declined::code).orElse("message-empty"), "Message "
                    + message.dedupeKey() + " of " + inlet.id() + " cannot be taken. "
                    + declined.map(Door.Verdict.Declined::sentence).orElse("There is nothing in it."));
        }
        inbox.settle(List.of(new Settlement(message.id(), Message.State.DIGESTED, first.get().subject(),
                Map.of("source", inlet.id(), "says", said.toString().strip()))));
    }
}
