package io.crossdock.process.changes;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.inbox.Receipt;
import io.crossdock.platform.inbox.Settlement;
import io.crossdock.platform.journal.Ids;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import io.crossdock.process.fulfilment.CallOff;
import io.crossdock.process.fulfilment.CallOffs;
import io.crossdock.process.fulfilment.CallOffs.Wanted;
import io.crossdock.process.ordering.Order;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.system.catalog.Catalog;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes and cancellations of orders, decided together with what warehouses do meanwhile. Thread-safe. */
@Component
public class Changes {

    /** What was changed, by whom, and what became of it at once. */
    public static final String CHANGED = "order.changed";
    /** A change was wished, and nothing of it could be done any more. */
    public static final String REFUSED = "order.change_refused";

    private final Ordering ordering;
    private final CallOffs callOffs;
    private final ChangeStore store;
    private final Ledgers ledgers;
    private final Circumstances circumstances;

    Changes(Ordering ordering, CallOffs callOffs, ChangeStore store, Ledgers ledgers, Circumstances circumstances) {
        this.ordering = ordering;
        this.callOffs = callOffs;
        this.store = store;
        this.ledgers = ledgers;
        this.circumstances = circumstances;
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

    /**
     * What would become of a wish now. Nothing is done.
     *
     * @throws IllegalArgumentException if there is no such order
     */
    @Transactional(readOnly = true)
    public ChangeOutcome preview(ChangeWish wish) {
        Order order = ordering.order(wish.order()).orElseThrow(() -> unknown(wish));
        ChangeReading reading = ChangeReading.of(wish, order, callOffs.asked(order.number()), circumstances.catalog());
        return reading.faults().isEmpty() ? new ChangeOutcome.Decided(answer(order, reading.wanted(),
                callOffs.preview(order.number(), reading.wanted()), circumstances.clock().instant()), false)
                : new ChangeOutcome.Refused(reading.faults());
    }

    /**
     * Does what is wished, as far as it can still be done. The same message again gets the same answer.
     *
     * @throws IllegalArgumentException if there is no such order
     */
    @Transactional
    public ChangeOutcome change(ChangeWish wish, Incoming message) {
        return switch (ledgers.inbox().receive(message, wish.order().value())) {
            case Receipt.Conflict conflict -> new ChangeOutcome.Conflict();
            case Receipt.Seen(Message seen) -> again(seen);
            case Receipt.New(UUID id) -> decide(wish, message, id);
        };
    }

    private ChangeOutcome decide(ChangeWish wish, Incoming message, UUID id) {
        Order order = ordering.lock(wish.order()).orElseThrow(() -> unknown(wish));
        ChangeReading reading = ChangeReading.of(wish, order, callOffs.lockAsked(order.number()),
                circumstances.catalog());
        Instant now = circumstances.clock().instant();
        if (!reading.faults().isEmpty()) {
            settle(id, Message.State.REFUSED, order, new Refusal(reading.faults()));
            return new ChangeOutcome.Refused(reading.faults());
        }
        Origin origin = new Origin(order.correlation(), message.origin().causation(), message.origin().actor(),
                message.origin().traceparent());
        ChangeAnswer answer = answer(order, reading.wanted(), callOffs.callOff(order.number(), reading.wanted(),
                wish.reason().orElse("it is not wanted any more"), origin), now);
        store.insert(answer, origin.actor(), wish.reason());
        ledgers.journal().append(NewFact.of(answer.state().equals("refused") ? REFUSED : CHANGED,
                order.number().value(), origin, new Changed(answer, wish.reason())));
        settle(id, Message.State.DIGESTED, order, answer);
        return new ChangeOutcome.Decided(answer, false);
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

    /** What was changed of an order, oldest first, at most 200. */
    public List<ChangeAnswer> ofOrder(OrderNumber order) {
        return store.ofOrder(order);
    }

    private static IllegalArgumentException unknown(ChangeWish wish) {
        return new IllegalArgumentException("there is no order " + wish.order());
    }

    private static ChangeAnswer answer(Order order, List<Wanted> wanted, List<CallOff> parts, Instant now) {
        List<ChangeAnswer.Line> lines = wanted.stream().map(each -> line(each, parts.stream()
                .filter(part -> part.lineNo() == each.lineNo()).toList())).toList();
        boolean waits = lines.stream().anyMatch(line -> line.asked().isPositive());
        boolean done = lines.stream().anyMatch(line -> line.undone().isPositive());
        return new ChangeAnswer(Ids.at(now), order.number(), waits ? "waiting" : done ? "done" : "refused", now, lines);
    }

    private static ChangeAnswer.Line line(Wanted wanted, List<CallOff> parts) {
        Quantity none = Quantity.zero(wanted.quantity().unit());
        Quantity undone = sum(parts, CallOff.Fate.UNDONE, none);
        Quantity asked = sum(parts, CallOff.Fate.ASKED, none);
        Quantity refused = wanted.quantity().minus(undone).minus(asked);
        StringBuilder says = new StringBuilder();
        if (undone.isPositive()) {
            says.append(undone).append(" of ").append(wanted.sku()).append(" are cancelled. ");
        }
        if (asked.isPositive()) {
            says.append(asked).append(" are being worked on: whoever has them is asked to give them back, and may be too "
                    + "late. ");
        }
        if (refused.isPositive()) {
            says.append(refused).append(" cannot be called off any more. ");
        }
        return new ChangeAnswer.Line(wanted.lineNo(), wanted.sku(), wanted.quantity(), undone, asked, refused,
                says.toString().strip());
    }

    private static Quantity sum(List<CallOff> parts, CallOff.Fate fate, Quantity none) {
        return parts.stream().filter(part -> part.fate() == fate).map(CallOff::quantity).reduce(none, Quantity::plus);
    }
}
