package io.crossdock.platform.inbox;

import io.crossdock.platform.journal.AfterCommit;
import io.crossdock.platform.journal.Ids;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.lifecycle.CrashPoints;
import io.crossdock.platform.lifecycle.CrashPoints.Point;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The inbox. A message is kept exactly once per (source, dedupe key); the same key with another payload is a
 * conflict. Thread-safe.
 */
@Component
public class Inbox {

    /** Type of the fact that announces a message to its subscription. */
    public static final String RECEIVED = "message.received";
    /** Type of the fact that tells of a reused key. */
    public static final String CONFLICTED = "message.conflicted";

    private final InboxStore store;
    private final Journal journal;
    private final Clock clock;
    private final CrashPoints crashPoints;

    Inbox(InboxStore store, Journal journal, Clock clock, CrashPoints crashPoints) {
        this.store = store;
        this.journal = journal;
        this.clock = clock;
        this.crashPoints = crashPoints;
    }

    /** Type of the fact that tells who had a message read again. */
    public static final String REPLAYED = "message.replayed";

    /** What {@code message.received} says. */
    public record Received(UUID message, String source, String dedupeKey, String contentType) {
    }

    /**
     * Keeps a message and announces it as {@code message.received}; messages of one {@code orderingKey} are
     * digested in the order of their arrival.
     */
    @Transactional
    public Receipt receive(Incoming incoming, String orderingKey) {
        Receipt receipt = open(List.of(incoming)).getFirst();
        if (receipt instanceof Receipt.New(UUID id)) {
            journal.append(new NewFact(RECEIVED, incoming.dedupeKey(), orderingKey,
                    incoming.origin(), 1,
                    new Received(id, incoming.source(), incoming.dedupeKey(), incoming.contentType())));
        }
        return receipt;
    }

    /**
     * Keeps messages that the caller settles in this same transaction. Answers in the order of the messages; of two
     * equal keys among them the second is {@link Receipt.Seen}, still unsettled. Waits while another transaction
     * keeps a message of the same key. The same wrong payload sent again is kept and told of once.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Receipt> open(List<Incoming> incoming) {
        Instant now = clock.instant();
        List<UUID> ids = incoming.stream().map(message -> Ids.at(now)).toList();
        crashPoints.reach(Point.BEFORE_KEEP);
        Set<UUID> kept = store.insert(incoming, ids, now);
        crashPoints.reach(Point.AFTER_KEEP);
        AfterCommit.run(() -> crashPoints.reach(Point.BEFORE_ANSWER));
        List<Receipt> receipts = new ArrayList<>(incoming.size());
        for (int i = 0; i < incoming.size(); i++) {
            receipts.add(kept.contains(ids.get(i)) ? new Receipt.New(ids.get(i)) : known(incoming.get(i), now));
        }
        return receipts;
    }

    private Receipt known(Incoming incoming, Instant now) {
        Message message = store.byKey(incoming.source(), incoming.dedupeKey()).orElseThrow();
        if (Arrays.equals(incoming.payload(), message.payload())) {
            return new Receipt.Seen(message);
        }
        UUID id = Ids.at(now);
        if (store.insertConflict(id, message.id(), incoming, now)) {
            journal.append(NewFact.of(CONFLICTED, incoming.dedupeKey(),
                    Origin.start(message.correlation(), incoming.actor()),
                    Map.of("source", incoming.source(), "message", message.id(), "conflict", id)));
        }
        return new Receipt.Conflict(message.id());
    }

    /** @throws IllegalStateException if one of the messages is not in the inbox */
    @Transactional(propagation = Propagation.MANDATORY)
    public void settle(List<Settlement> settlements) {
        if (!settlements.isEmpty()) {
            store.settle(settlements, clock.instant());
        }
    }

    /** Drops messages that were kept in this same transaction and about which nothing could be decided. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void forget(List<UUID> messages) {
        store.forget(messages);
    }

    /**
     * Announces a refused message once more, as if it had just come: what was wrong with it may be right by now.
     *
     * @return false unless it is refused
     */
    @Transactional
    public boolean again(UUID id, String who) {
        boolean again = store.reopen(id);
        if (again) {
            Message message = store.byId(id).orElseThrow();
            journal.append(new NewFact(RECEIVED, message.dedupeKey(), message.source() + ":" + message.dedupeKey(),
                    Origin.start(message.correlation(), message.actor()), 1,
                    new Received(id, message.source(), message.dedupeKey(), message.contentType())));
            journal.append(NewFact.of(REPLAYED, message.dedupeKey(), Origin.start(message.correlation(), who),
                    Map.of("message", id, "source", message.source())));
        }
        return again;
    }

    /** How many messages wait to be settled, those that wait for a person among them; at most {@code most}. */
    public int waiting(int most) {
        return store.waiting(most);
    }

    public Optional<Message> message(UUID id) {
        return store.byId(id);
    }

    /** Those of some messages that are there. */
    public List<Message> messages(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : store.byIds(ids);
    }

    /** Messages that turned out to be about a business number, oldest first, at most 500. */
    public List<Message> about(String subject) {
        return store.bySubject(subject, 500);
    }
}
