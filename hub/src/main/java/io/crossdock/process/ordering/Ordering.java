package io.crossdock.process.ordering;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.landscape.Landscape;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** Ordering: taking orders and reading them. Thread-safe. */
@Component
public class Ordering {

    private final Capture capture;
    private final AcceptanceQueue queue;
    private final OrderStore store;
    private final Pressure pressure;

    Ordering(Capture capture, AcceptanceQueue queue, OrderStore store, Pressure pressure) {
        this.pressure = pressure;
        this.capture = capture;
        this.queue = queue;
        this.store = store;
    }

    /**
     * Takes an order or says why not. What is answered is durable: the same message again gets the same answer, and is
     * not decided twice. Blocks up to 15 s; not to be called in a transaction that holds locks on orders or stock.
     *
     * @param message the request as it came, with the sender's own key
     */
    public Placement place(OrderRequest request, Incoming message) {
        return queue.place(capture.check(request), message);
    }

    /** Whether too much waits for other systems to add anything for now. */
    public Optional<Placement.Crowded> crowded(Landscape landscape) {
        return pressure.crowded(landscape);
    }

    /** Whether too much waits for the systems behind an order to change it for now. */
    public Optional<Placement.Crowded> crowded(Landscape landscape, Order order) {
        return pressure.crowded(landscape, order.erpSystem());
    }

    /** Locks an order until the caller's transaction ends; locked before its legs and their stock. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Order> lock(OrderNumber number) {
        return store.lock(number);
    }

    /** Notes that the buyer wants an order on another day. The caller has locked it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void wanted(OrderNumber number, LocalDate day) {
        store.wanted(number, day);
    }

    /** What it would come to; nothing is taken. May ask other systems, so not in a transaction. */
    public Preview preview(OrderRequest request) {
        return Preview.of(capture.check(request));
    }

    public Optional<Order> order(OrderNumber number) {
        return store.byNumber(number);
    }

    /** @param idOrNumber {@code SO-100001} or the UUID */
    public Optional<Order> order(String idOrNumber) {
        return OrderNumber.parse(idOrNumber).map(store::byNumber).orElseGet(() -> uuid(idOrNumber).flatMap(store::byId));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    public List<Order> orders(OrderQuery query) {
        return store.list(query);
    }

    /** The decision receipt of an order, as it was written when the order was taken. */
    public Optional<JsonNode> receipt(OrderNumber number) {
        return store.receipt(number);
    }
}
