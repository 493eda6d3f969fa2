package io.crossdock.experience.edi.incoming;

import io.crossdock.experience.edi.incoming.InterchangeStore.StoredInterchange;
import io.crossdock.experience.edi.outgoing.Document;
import io.crossdock.experience.edi.outgoing.Outbox;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** An interchange as it is shown to who sent it. */
@Component
class InterchangeViews {

    private final Inbox inbox;
    private final InterchangeStore store;
    private final Outbox outbox;

    InterchangeViews(Inbox inbox, InterchangeStore store, Outbox outbox) {
        this.inbox = inbox;
        this.store = store;
        this.outbox = outbox;
    }

    /** @param partner empty while nobody knows whose it is */
    @SuppressWarnings("ArrayRecordComponent")
    record View(String actor, Optional<String> partner, byte[] raw, Map<String, Object> content) {
    }

    Optional<View> of(UUID id) {
        return inbox.message(id).filter(message -> message.source().startsWith(EdiDoor.SOURCE)
                && message.contentType().equals(EdiDoor.CONTENT_TYPE)).map(this::view);
    }

    private View view(Message message) {
        Optional<StoredInterchange> read = store.interchange(message.id());
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("id", message.id());
        content.put("sender", message.source().substring(EdiDoor.SOURCE.length()));
        content.put("receivedAt", message.receivedAt());
        content.put("state", message.state().name().toLowerCase(java.util.Locale.ROOT));
        read.ifPresent(interchange -> describe(interchange, content));
        return new View(message.actor(), read.map(StoredInterchange::partner), message.payload(), content);
    }

    private void describe(StoredInterchange interchange, Map<String, Object> content) {
        content.put("partner", interchange.partner());
        content.put("control", interchange.control());
        content.put("test", interchange.test());
        content.put("verdict", interchange.verdict());
        content.put("faults", interchange.faults());
        List<ReceivedSet> sets = store.sets(interchange.id());
        content.put("sets", sets.stream().map(InterchangeViews::describe).toList());
        List<Document> answers = new ArrayList<>();
        List.of("997", "TA1").forEach(kind ->
                outbox.document(interchange.partner(), kind, interchange.control()).ifPresent(answers::add));
        sets.forEach(set -> outbox.document(interchange.partner(), "855", ReceivedSets.refusalKey(set.id()))
                .ifPresent(answers::add));
        sets.stream().flatMap(set -> set.orderNumber().stream()).distinct()
                .forEach(order -> answers.addAll(outbox.ofOrder(order)));
        content.put("answers", answers.stream().map(InterchangeViews::describe).toList());
    }

    private static Map<String, Object> describe(ReceivedSet set) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("position", set.position());
        content.put("type", set.type());
        content.put("group", set.group());
        content.put("control", set.control());
        content.put("verdict", set.verdict());
        content.put("state", set.state());
        content.put("reference", set.reference());
        set.orderNumber().ifPresent(number -> content.put("order", number));
        content.put("faults", set.faults());
        return content;
    }

    private static Map<String, Object> describe(Document document) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("kind", document.kind());
        content.put("control", "%09d".formatted(document.control()));
        content.put("writtenAt", document.writtenAt());
        document.orderNumber().ifPresent(order -> content.put("order", order));
        document.answer().ifPresent(answer -> content.put("answered", answer));
        content.put("content", document.content());
        return content;
    }
}
