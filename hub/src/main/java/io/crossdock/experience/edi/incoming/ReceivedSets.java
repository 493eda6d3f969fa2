package io.crossdock.experience.edi.incoming;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The transaction sets that were received, for those who act on them. */
@Component
public class ReceivedSets {

    /** Type of the fact that announces an order that was read without a refusing fault. */
    public static final String ORDER_RECEIVED = "edi.order_received";

    /** Type of the fact that announces a change of an order that can be read; it says {@link OrderReceived}. */
    public static final String CHANGE_RECEIVED = "edi.change_received";

    /** Type of the fact that announces what a warehouse tells, read without a refusing fault. */
    public static final String STOCK_RECEIVED = "edi.stock_received";

    private final InterchangeStore store;

    ReceivedSets(InterchangeStore store) {
        this.store = store;
    }

    /** What {@link #ORDER_RECEIVED} says. */
    public record OrderReceived(UUID set, String partner, String reference) {
    }

    /** What {@link #STOCK_RECEIVED} says. */
    public record StockReceived(UUID set, String partner, String type) {
    }

    /** What the 855 that refuses a set is known by. */
    public static String refusalKey(UUID set) {
        return "refused:" + set;
    }

    public Optional<ReceivedSet> set(UUID id) {
        return store.set(id);
    }

    /** The set that began a story. */
    public Optional<ReceivedSet> ofStory(String correlation) {
        return store.setOfStory(correlation);
    }

    /** The set that became an order. */
    public Optional<ReceivedSet> ofOrder(String number) {
        return store.setOfOrder(number);
    }

    /** The order is being placed; {@code purchaseOrder} is what the map made of the set, as JSON. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void ordering(UUID set, String purchaseOrder) {
        store.ordering(set, purchaseOrder);
    }

    /** The order waits for a person; {@code purchaseOrder} is what the map made of the set, as JSON. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void held(UUID set, String purchaseOrder) {
        store.held(set, purchaseOrder);
    }

    /** Some lines are refused while the others are ordered; {@code faults} as JSON. */
    @Transactional
    public void lineFaults(UUID set, String faults) {
        store.lineFaults(set, faults);
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void accepted(UUID set, String orderNumber) {
        store.accepted(set, orderNumber);
        store.wakeChanges(set);
    }

    /** Not a new order after all: the same purchase order was accepted before. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void repeated(UUID set) {
        store.settled(set, "repeated");
    }

    /** A change waits for its turn. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void waiting(UUID set) {
        store.settled(set, "waiting");
    }

    /** A change was decided: something of it was done, or nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void changed(UUID set, String orderNumber, boolean done) {
        store.changed(set, orderNumber, done ? "changed" : "refused");
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void refused(UUID set) {
        store.settled(set, "refused");
        store.wakeChanges(set);
    }
}
