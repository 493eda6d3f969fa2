package io.crossdock.process.changes;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.inbox.Receipt;
import io.crossdock.platform.inbox.Settlement;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import io.crossdock.process.fulfilment.CallOff;
import io.crossdock.process.fulfilment.CallOffs;
import io.crossdock.process.fulfilment.NewDates;
import io.crossdock.process.ordering.Additions;
import io.crossdock.process.ordering.Order;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.system.catalog.Catalog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes and cancellations of orders, decided together with what warehouses do meanwhile. Thread-safe. */
@Component("order-changes")
public class Changes {

    /** What was changed, by whom, and what became of it at once. */
    public static final String CHANGED = "order.changed";
    /** A change was wished, and nothing of it could be done any more. */
    public static final String REFUSED = "order.change_refused";

    private static final ChangeOutcome.NotNow MOVING = new ChangeOutcome.NotNow(
            "The order is moving right now. Send the same change again.", Duration.ofSeconds(1));
    private static final int ATTEMPTS_MAX = 3;

    private final Deciding deciding;
    private final CallOffs callOffs;
    private final ChangeStore store;
    private final Ledgers ledgers;
    private final Circumstances circumstances;

    Changes(Deciding deciding, CallOffs callOffs, ChangeStore store, Ledgers ledgers, Circumstances circumstances) {
        this.deciding = deciding;
        this.callOffs = callOffs;
        this.store = store;
        this.ledgers = ledgers;
        this.circumstances = circumstances;
    }

    /** Whose word counts. */
    @Component("order-change-deciding")
    record Deciding(Ordering ordering, Additions additions, NewDates dates, TransactionTemplate transaction) {
    }

    @Component
    record Ledgers(Inbox inbox, Journal journal) {
    }

    @Component
    record Circumstances(Catalog catalog, Json json, Clock clock) {
    }

    /** What {@code order.changed} says. */
    public record Changed(ChangeAnswer answer, Optional<String> reason) {
    }

    /** What was looked up for what is wanted besides, without a lock. */
    public static final class Prepared {

        private final Additions.Prepared additions;

        private Prepared(Additions.Prepared additions) {
            this.additions = additions;
        }
    }

    /**
     * Looks up what can be looked up without a lock. May ask other systems, so not with locks held.
     *
     * @throws IllegalArgumentException if there is no such order
     */
    public Prepared prepare(ChangeWish wish) {
        Order order = deciding.ordering().order(wish.order()).orElseThrow(() -> unknown(wish));
        return new Prepared(deciding.additions().prepare(order, reading(wish, order).more()));
    }

    private ChangeReading reading(ChangeWish wish, Order order) {
        return ChangeReading.of(wish, order, callOffs.asked(order.number()), circumstances.catalog());
    }

    /**
     * What would become of a wish now. Nothing is done. May ask other systems.
     *
     * @throws IllegalArgumentException if there is no such order
     */
    public ChangeOutcome preview(ChangeWish wish) {
        Order order = deciding.ordering().order(wish.order()).orElseThrow(() -> unknown(wish));
        ChangeReading reading = reading(wish, order);
        if (wish.what() instanceof ChangeWish.What.On on) {
            ChangeDays days = ChangeDays.of(order, on, deciding.dates(), circumstances.clock().instant());
            List<Fault> faults = days.faults(reading.faults());
            return faults.isEmpty() ? new ChangeOutcome.Decided(ChangeWords.moved(order, days.days(),
                    circumstances.clock().instant()), false) : new ChangeOutcome.Refused(faults);
        }
        if (reading.more().isEmpty()) {
            return reading.faults().isEmpty() ? new ChangeOutcome.Decided(answer(order, reading, Optional.empty()), false)
                    : new ChangeOutcome.Refused(reading.faults());
        }
        return switch (deciding.additions().preview(order, deciding.additions().prepare(order, reading.more()))) {
            case Additions.Outcome.Refused(var faults) -> refused(reading, faults);
            case Additions.Outcome.NotNow(String why, var retryAfter) -> reading.faults().isEmpty()
                    ? new ChangeOutcome.NotNow(why, retryAfter) : new ChangeOutcome.Refused(reading.faults());
            case Additions.Outcome.Added added -> reading.faults().isEmpty()
                    ? new ChangeOutcome.Decided(answer(order, reading, Optional.of(added)), false)
                    : new ChangeOutcome.Refused(reading.faults());
        };
    }

    private ChangeAnswer answer(Order order, ChangeReading reading, Optional<Additions.Outcome.Added> added) {
        return ChangeWords.answer(order, reading.wanted(), callOffs.preview(order.number(), reading.wanted()), added,
                circumstances.clock().instant());
    }

    private static ChangeOutcome refused(ChangeReading reading, List<Fault> faults) {
        return new ChangeOutcome.Refused(Stream.concat(reading.faults().stream(), faults.stream()).toList());
    }

    /**
     * Does what is wished, as far as it can still be done. The same message again gets the same answer. May ask other
     * systems, so not with locks held.
     *
     * @throws IllegalArgumentException if there is no such order
     */
    public ChangeOutcome change(ChangeWish wish, Incoming message) {
        ChangeOutcome outcome = MOVING;
        for (int attempt = 0; attempt < ATTEMPTS_MAX && outcome.equals(MOVING); attempt++) {
            Prepared prepared = prepare(wish);
            outcome = Objects.requireNonNull(deciding.transaction().execute(status -> change(wish, prepared, message)));
        }
        return outcome;
    }

    /**
     * The same for a caller that holds the order, or nothing; {@link ChangeOutcome.NotNow} if the order has moved since it
     * was prepared.
     */
    @Transactional
    public ChangeOutcome change(ChangeWish wish, Prepared prepared, Incoming message) {
        Order order = deciding.ordering().lock(wish.order()).orElseThrow(() -> unknown(wish));
        return switch (ledgers.inbox().open(List.of(message)).getFirst()) {
            case Receipt.Conflict conflict -> new ChangeOutcome.Conflict();
            case Receipt.Seen(Message seen) -> again(seen);
            case Receipt.New(UUID id) -> decide(wish, order, prepared.additions, message, id);
        };
    }

    private ChangeOutcome decide(ChangeWish wish, Order order, Additions.Prepared prepared, Incoming message, UUID id) {
        if (wish.what() instanceof ChangeWish.What.On on) {
            return moved(wish, order, on, message, id);
        }
        List<Additions.Wanted> expected = reading(wish, order).more();
        if (!expected.isEmpty()) {
            deciding.additions().lockCredit(order);
        }
        Map<Integer, Quantity> asked = callOffs.lockAsked(order.number(), prepared.items());
        ChangeReading reading = ChangeReading.of(wish, order, asked, circumstances.catalog());
        if (!reading.more().equals(expected) || !reading.more().isEmpty() && !prepared.isFor(reading.more())) {
            return notNow(id, MOVING);
        }
        if (reading.more().isEmpty()) {
            return reading.faults().isEmpty() ? done(wish, order, reading, Optional.empty(), message, id)
                    : refuse(order, reading.faults(), message, id);
        }
        return switch (deciding.additions().judge(order, prepared)) {
            case Additions.Outcome.Refused(var faults) -> refuse(order, Stream.concat(reading.faults().stream(),
                    faults.stream()).toList(), message, id);
            case Additions.Outcome.NotNow(String why, var retryAfter) -> reading.faults().isEmpty()
                    ? notNow(id, new ChangeOutcome.NotNow(why, retryAfter))
                    : refuse(order, reading.faults(), message, id);
            case Additions.Outcome.Added added -> reading.faults().isEmpty()
                    ? done(wish, order, reading, Optional.of(prepared), message, id)
                    : refuse(order, reading.faults(), message, id);
        };
    }

    private ChangeOutcome moved(ChangeWish wish, Order order, ChangeWish.What.On on, Incoming message, UUID id) {
        callOffs.lockAsked(order.number());
        ChangeDays plan = ChangeDays.of(order, on, deciding.dates(), circumstances.clock().instant());
        List<Fault> faults = plan.faults(reading(wish, order).faults());
        if (!faults.isEmpty()) {
            return refuse(order, faults, message, id);
        }
        received(order, message, id);
        Origin origin = origin(order, message);
        List<NewDates.Day> days = deciding.dates().move(order.number(), on.day(), plan::means, origin);
        if (on.lines().isEmpty()) {
            deciding.ordering().wanted(order.number(), on.day());
        }
        return told(wish, order, ChangeWords.moved(order, days, circumstances.clock().instant()), origin, id);
    }

    private static Origin origin(Order order, Incoming message) {
        return new Origin(order.correlation(), message.origin().causation(), message.origin().actor(),
                message.origin().traceparent());
    }

    private ChangeOutcome told(ChangeWish wish, Order order, ChangeAnswer answer, Origin origin, UUID id) {
        store.insert(answer, origin.actor(), wish.reason());
        ledgers.journal().append(NewFact.of(answer.state().equals("refused") ? REFUSED : CHANGED,
                order.number().value(), origin, new Changed(answer, wish.reason())));
        settle(id, Message.State.DIGESTED, order, answer);
        return new ChangeOutcome.Decided(answer, false);
    }

    /** Leaves no trace. */
    private ChangeOutcome notNow(UUID id, ChangeOutcome.NotNow why) {
        ledgers.inbox().forget(List.of(id));
        return why;
    }

    private ChangeOutcome refuse(Order order, List<Fault> faults, Incoming message, UUID id) {
        received(order, message, id);
        settle(id, Message.State.REFUSED, order, new Refusal(faults));
        return new ChangeOutcome.Refused(faults);
    }

    private void received(Order order, Incoming message, UUID id) {
        ledgers.journal().append(new NewFact(Inbox.RECEIVED, message.dedupeKey(), order.number().value(), message.origin(),
                1, new Inbox.Received(id, message.source(), message.dedupeKey(), message.contentType())));
    }

    /** What was judged good is done; stock that is given back by the same wish is only more than was judged. */
    private ChangeOutcome done(ChangeWish wish, Order order, ChangeReading reading, Optional<Additions.Prepared> prepared,
            Incoming message, UUID id) {
        received(order, message, id);
        Origin origin = origin(order, message);
        List<CallOff> parts = callOffs.callOff(order.number(), reading.wanted(),
                wish.reason().orElse("it is not wanted any more"), origin);
        Optional<Additions.Outcome.Added> added = prepared.map(each -> deciding.additions().add(order, each, origin))
                .map(Additions.Outcome.Added.class::cast);
        return told(wish, order, ChangeWords.answer(order, reading.wanted(), parts, added,
                circumstances.clock().instant()), origin, id);
    }

    /** What the inbox keeps of a refused wish. */
    record Refusal(List<Fault> faults) {
    }

    private void settle(UUID message, Message.State state, Order order, Object outcome) {
        ledgers.inbox().settle(List.of(new Settlement(message, state, order.number().value(), outcome)));
    }

    private ChangeOutcome again(Message seen) {
        return seen.state() == Message.State.REFUSED
                ? new ChangeOutcome.Refused(circumstances.json().read(seen.outcome().orElseThrow(), Refusal.class).faults())
                : new ChangeOutcome.Decided(circumstances.json().read(seen.outcome().orElseThrow(), ChangeAnswer.class),
                        true);
    }

    /** Whether the same message came before and was decided. */
    public boolean knows(OrderNumber order, Incoming message) {
        return ledgers.inbox().about(order.value()).stream().anyMatch(each -> each.source().equals(message.source())
                && each.dedupeKey().equals(message.dedupeKey()));
    }

    /** What was changed of an order, oldest first, at most 200. */
    public List<ChangeAnswer> ofOrder(OrderNumber order) {
        return store.ofOrder(order);
    }

    private static IllegalArgumentException unknown(ChangeWish wish) {
        return new IllegalArgumentException("there is no order " + wish.order());
    }
}
