package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.LocationId;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Orders as {@code sale.sale}, which carries our order number as its reference; of goods from several warehouses one of
 * each, with the warehouse behind our number. An order counts as booked once it is
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

    /** Without a usual warehouse nothing can be booked: posting says so. */
    @Override
    public List<List<OrderPosting.Line>> documents(SystemSettings system, List<OrderPosting.Line> lines) {
        return system.setting("warehouse").isEmpty() ? List.of(lines)
                : List.copyOf(SalePart.byWarehouse(lines, system).values());
    }

    @Override
    public Outcome post(SystemSettings system, OrderPosting order) {
        try {
            return tryton.writing(system, order.account().value(),
                    conversation -> new OrderBooking(conversation, order, sales -> done(order, system, sales)).run());
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

    /** All of its sales have to be there: what is missing is made by posting it again. */
    @Override
    public Sighting find(SystemSettings system, String reference, OrderPosting order) {
        try {
            List<SalePart> parts = SalePart.of(order, system);
            List<List<Sale>> booked = tryton.reading(system, conversation -> Sales.under(parts.stream()
                    .map(SalePart::reference).toList(), conversation)).stream().map(Sales::booked).toList();
            List<String> doubled = booked.stream().filter(each -> each.size() > 1)
                    .flatMap(each -> each.stream().map(Sale::name)).toList();
            if (!doubled.isEmpty()) {
                return new Sighting.Several(doubled);
            }
            return booked.stream().anyMatch(List::isEmpty) ? new Sighting.Absent() : found(order, system,
                    booked.stream().map(List::getFirst).toList());
        } catch (Fault fault) {
            return new Sighting.Unknown(fault.why());
        }
    }

    private Sighting found(OrderPosting order, SystemSettings system, List<Sale> sales) {
        Outcome.Done done = done(order, system, sales);
        return new Sighting.Found(done.reference(), done.response());
    }

    private Outcome.Done done(OrderPosting order, SystemSettings system, List<Sale> sales) {
        List<SalePart> parts = SalePart.of(order, system);
        List<PostedOrder.Document> documents = IntStream.range(0, parts.size())
                .mapToObj(i -> document(parts.get(i), sales.get(i))).toList();
        Sale latest = sales.stream().max(Comparator.comparing(Sale::stamp)).orElseThrow();
        ObjectNode response = (ObjectNode) json.tree(new PostedOrder(sales.getFirst().name(),
                Optional.of(position(latest.stamp())), Optional.of(latest.stamp()), documents));
        response.set("answer", sales.getFirst().row());
        return new Outcome.Done(sales.getFirst().name(), response);
    }

    private static PostedOrder.Document document(SalePart part, Sale sale) {
        return new PostedOrder.Document(sale.name(), part.reference(), LocationId.parse(part.warehouse()), sale.total(),
                part.lines().stream().map(line -> new PostedOrder.Line(line.lineNo(), line.quantity())).toList());
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
