package io.crossdock.experience.console;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.AmendSink;
import io.crossdock.system.connectors.OrderAmendment;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.OrderSink;
import io.crossdock.system.connectors.PostedOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Books orders in memory. Answers about orders whose purchase order says so are lost; it can be typed into, too. */
final class PaperErp implements OrderSink {

    /** Purchase orders that begin so are booked, and the answer does not come. */
    static final String LOST = "LOST-";

    private final Json json;
    private final AtomicInteger numbers = new AtomicInteger(500_000);
    private final Map<String, List<String>> booked = new ConcurrentHashMap<>();
    private volatile boolean answering = true;

    PaperErp(Json json) {
        this.json = json;
    }

    /** Whether it answers questions. */
    void answers(boolean nowAnswering) {
        answering = nowAnswering;
    }

    /** Books an order, as a clerk does who does not know that it is there. */
    String enter(String reference) {
        String number = "E-" + numbers.incrementAndGet();
        booked.computeIfAbsent(reference, each -> new CopyOnWriteArrayList<>()).add(number);
        return number;
    }

    List<String> booked(String reference) {
        return booked.getOrDefault(reference, List.of());
    }

    @Override
    public String connector() {
        return "estate";
    }

    @Override
    public Promise promise() {
        return Promise.LOOKUP;
    }

    @Override
    public Outcome post(SystemSettings system, OrderPosting order) {
        String number = enter(order.reference());
        return order.buyerReference().filter(reference -> reference.startsWith(LOST)).isPresent()
                ? new Outcome.Ambiguous("The line was cut.")
                : new Outcome.Done(number, json.tree(new PostedOrder(number, Optional.empty(), Optional.empty())));
    }

    @Override
    public Sighting find(SystemSettings system, String reference) {
        List<String> there = booked(reference);
        if (!answering) {
            return new Sighting.Unknown("It does not answer.");
        }
        return switch (there.size()) {
            case 0 -> new Sighting.Absent();
            case 1 -> new Sighting.Found(there.getFirst(),
                    json.tree(new PostedOrder(there.getFirst(), Optional.empty(), Optional.empty())));
            default -> new Sighting.Several(there);
        };
    }

    /** Adds lines to them. */
    static final class Additions implements AmendSink {

        private final Json json;
        private final Map<String, List<OrderPosting.Line>> added = new ConcurrentHashMap<>();

        Additions(Json json) {
            this.json = json;
        }

        List<OrderPosting.Line> added(String reference) {
            return added.getOrDefault(reference, List.of());
        }

        @Override
        public String connector() {
            return "estate";
        }

        @Override
        public boolean adds(SystemSettings system) {
            return true;
        }

        @Override
        public Promise promise() {
            return Promise.NATIVE_KEY;
        }

        @Override
        public Outcome post(SystemSettings system, OrderAmendment amendment) {
            added.put(amendment.request().order(), amendment.request().added());
            return new Outcome.Done(amendment.erpOrder(), json.tree(Map.of()));
        }

        @Override
        public Sighting find(SystemSettings system, String key) {
            return new Sighting.Unknown("It is told again, and not asked.");
        }
    }
}
