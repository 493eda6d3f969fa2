package io.crossdock.platform.transports;

import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.inbox.Receipt;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Inlet;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import java.util.Optional;

/** What a sort of system tells by a transport: the same messages that it would post, kept under its own name. */
public abstract class MessageDoor implements Door {

    private final SystemSettings.Kind kind;
    private final Inbox inbox;
    private final Landscapes landscapes;

    protected MessageDoor(SystemSettings.Kind kind, Inbox inbox, Landscapes landscapes) {
        this.kind = kind;
        this.inbox = inbox;
        this.landscapes = landscapes;
    }

    /** What a message is about. */
    public sealed interface Read {

        /** @param sentence why not, for people */
        record Unreadable(String sentence) implements Read {
        }

        /**
         * @param subject     messages of one system and subject are digested in the order of their arrival; empty: on
         *                    its own
         * @param contentType under which it is kept
         */
        record Understood(Optional<String> subject, String contentType) implements Read {
        }
    }

    protected abstract Read read(SystemSettings system, Thing thing);

    @Override
    public final boolean opens(Inlet.Takes takes) {
        return takes instanceof Inlet.Takes.Messages(String id) && system(id).isPresent();
    }

    private Optional<SystemSettings> system(String id) {
        return landscapes.current().system(id).filter(each -> each.kind() == kind);
    }

    @Override
    public final Verdict take(Inlet inlet, Thing thing, Origin origin) {
        if (!(inlet.takes() instanceof Inlet.Takes.Messages(String id))) {
            throw new IllegalArgumentException(inlet.id() + " has no messages of a system");
        }
        return switch (read(system(id).orElseThrow(), thing)) {
            case Read.Unreadable(String sentence) -> new Verdict.Declined("message-unreadable", thing.name()
                    + " is no message of " + id + ". " + sentence);
            case Read.Understood(Optional<String> about, String contentType) -> {
                String key = inlet.source() + ":" + thing.key();
                String subject = about.orElse(key);
                Receipt receipt = inbox.receive(new Incoming(id, key, contentType, thing.content(),
                        new Origin(origin.correlation(), origin.causation(), "system:" + id, origin.traceparent())),
                        id + ":" + subject);
                yield new Verdict.Taken(subject, receipt instanceof Receipt.New ? "It was received." : "It came before.");
            }
        };
    }
}
