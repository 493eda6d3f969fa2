package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.OrderSink;
import io.crossdock.system.connectors.PostedOrder;
import io.crossdock.system.connectors.tryton.Sales.Sale;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Orders as {@code sale.sale}, which carries our order number as its reference. An order counts as booked once it is
 * confirmed; a draft or a quotation under our number is work left behind, which the next attempt carries on.
 */
@Component
class TrytonOrders implements OrderSink {

    private final Tryton tryton;
    private final Json json;

    TrytonOrders(Tryton tryton, Json json) {
        this.tryton = tryton;
        this.json = json;
    }

    @Override
    public String connector() {
        return Tryton.CONNECTOR;
    }

    @Override
    public Promise promise() {
        return Promise.LOOKUP;
    }

    @Override
    public Outcome post(SystemSettings system, OrderPosting order) {
        try {
            return tryton.writing(system, order.account().value(),
                    conversation -> new OrderBooking(conversation, order, this::done).run());
        } catch (Fault fault) {
            return fault.outcome("not-bookable");
        }
    }

    @Override
    public Sighting find(SystemSettings system, String reference) {
        try {
            List<Sale> booked = tryton.reading(system,
                    conversation -> Sales.under(reference, conversation).booked());
            return switch (booked.size()) {
                case 0 -> new Sighting.Absent();
                case 1 -> new Sighting.Found(booked.getFirst().name(), response(booked.getFirst()));
                default -> new Sighting.Several(booked.stream().map(Sale::name).toList());
            };
        } catch (Fault fault) {
            return new Sighting.Unknown(fault.why());
        }
    }

    private Outcome done(Sale sale) {
        return new Outcome.Done(sale.name(), response(sale));
    }

    private ObjectNode response(Sale sale) {
        ObjectNode response = (ObjectNode) json.tree(new PostedOrder(sale.name(),
                Optional.of(position(sale.stamp())), Optional.of(sale.stamp())));
        response.set("answer", sale.row());
        return response;
    }

    /** Tryton does not count its bookings; the microsecond of one stands in for a number. */
    static long position(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
