package io.crossdock.platform.callbacks;

import io.crossdock.canonical.Fault;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Inbox.Received;
import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.inbox.Settlement;
import io.crossdock.platform.journal.Batch;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What every subscription that digests call-backs does alike. Thread-safe. */
@Component
public class Digestion {

    private final Inbox inbox;
    private final Landscapes landscapes;
    private final Json json;

    Digestion(Inbox inbox, Landscapes landscapes, Json json) {
        this.inbox = inbox;
        this.landscapes = landscapes;
        this.json = json;
    }

    /** A message together with the system that sent it, and the fact that announced it. */
    public record Callback(Message message, SystemSettings system, Fact fact) {

        /** What it causes is caused by its system. */
        public Origin origin() {
            return fact.cause(Callbacks.actor(system.id()));
        }
    }

    /** What became of a message. @param understood what the inbox keeps of it */
    public record Digested(Callback callback, boolean refused, String subject, Object understood) {

        Settlement settlement() {
            return new Settlement(callback.message().id(), refused ? Message.State.REFUSED : Message.State.DIGESTED, subject,
                    understood);
        }
    }

    /**
     * The call-back that a fact {@code message.received} announces, if a system of this kind sent it.
     *
     * @throws Indigestible if its system has left the landscape: nobody else would tell
     */
    public Optional<Callback> callback(Fact fact, SystemSettings.Kind kind) {
        return callbacks(sent(fact).stream().toList(), kind).stream().findFirst();
    }

    /** The same for the facts of a batch, in their order; those of systems that have left are given back. */
    public List<Callback> callbacks(Batch batch, SystemSettings.Kind kind) {
        return callbacks(batch.each(this::sent).stream().flatMap(Optional::stream).toList(), kind);
    }

    private List<Callback> callbacks(List<Sent> all, SystemSettings.Kind kind) {
        List<Sent> sent = all.stream().filter(each -> each.system().kind() == kind).toList();
        Map<UUID, Message> messages = inbox.messages(sent.stream().map(Sent::message).toList()).stream()
                .collect(Collectors.toMap(Message::id, Function.identity()));
        return sent.stream().map(each -> new Callback(Objects.requireNonNull(messages.get(each.message())), each.system(),
                each.fact())).toList();
    }

    private record Sent(Fact fact, UUID message, SystemSettings system) {
    }

    private Optional<Sent> sent(Fact fact) {
        Received received = json.read(fact.data(), Received.class);
        Optional<SystemSettings> system = landscapes.current().system(received.source());
        if (system.isEmpty() && fact.origin().actor().equals(Callbacks.actor(received.source()))) {
            throw new Indigestible("system-unknown", "A message came from system " + received.source()
                    + ", which is no longer in the landscape.");
        }
        return system.map(each -> new Sent(fact, received.message(), each));
    }

    /** Whether the fact announces a message of a system of this kind. */
    public boolean isOf(Fact fact, SystemSettings.Kind kind) {
        return landscapes.current().system(json.read(fact.data(), Received.class).source())
                .filter(each -> each.kind() == kind).isPresent();
    }

    /** A message that cannot be read: a person has to look at it. */
    public static Indigestible unreadable(Callback callback, List<Fault> faults) {
        String said = faults.stream().limit(5).map(fault -> fault.pointer().isEmpty()
                ? fault.message() : fault.pointer() + ": " + fault.message())
                .collect(Collectors.joining(" "));
        return new Indigestible("message-unreadable", "Message " + callback.message().dedupeKey() + " of "
                + callback.system().id() + " cannot be read. " + said);
    }

    /** Writes what became of messages. */
    public void settle(List<Digested> digested) {
        inbox.settle(digested.stream().map(Digested::settlement).toList());
    }

    /** It was understood and changed something, or need not. */
    public void digested(Callback callback, String subject, Object understood) {
        settle(List.of(new Digested(callback, false, subject, understood)));
    }

    /** It was understood, and cannot be true. */
    public void refused(Callback callback, String subject, Object understood) {
        settle(List.of(new Digested(callback, true, subject, understood)));
    }
}
