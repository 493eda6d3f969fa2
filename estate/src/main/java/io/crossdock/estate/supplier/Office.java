package io.crossdock.estate.supplier;

import io.crossdock.estate.books.Book;
import io.crossdock.estate.books.Books;
import io.crossdock.estate.books.Identity;
import io.crossdock.estate.books.Json;
import io.crossdock.estate.callbacks.Callbacks;
import io.crossdock.estate.callbacks.Message;
import io.crossdock.estate.carrier.Carriers;
import io.crossdock.estate.carrier.Parcel;
import io.crossdock.estate.day.Shift;
import io.crossdock.estate.http.Holds;
import io.crossdock.estate.http.Refused;
import io.crossdock.estate.supplier.PurchaseOrder.Status;
import io.crossdock.estate.warehouse.Carton;
import io.crossdock.estate.warehouse.PackingTable;
import io.crossdock.estate.world.Vendor;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A supplier's work on purchase orders, and what it tells the hub about it. */
final class Office {

    /** Whom the suppliers work with. */
    record Partners(Callbacks callbacks, Carriers carriers, PackingTable packing, Holds holds) {}

    private final Books books;
    private final Shift shift;
    private final Clock clock;
    private final Identity identity;
    private final Partners partners;
    private final Book<PurchaseOrder> orders;

    Office(Books books, Shift shift, Clock clock, Identity identity, Partners partners) {
        this.books = books;
        this.shift = shift;
        this.clock = clock;
        this.identity = identity;
        this.partners = partners;
        orders = books.book("purchase-orders", PurchaseOrder.class);
    }

    Book<PurchaseOrder> orders() {
        return orders;
    }

    Optional<PurchaseOrder> find(Vendor vendor, String poNumber) {
        return orders.find(PurchaseOrder.key(vendor, poNumber));
    }

    void resume() {
        orders.all().forEach(this::plan);
    }

    /** Keeps an order and works on it; only inside a change. */
    PurchaseOrder keep(PurchaseOrder order) {
        orders.put(order.key(), order);
        books.then(() -> plan(order));
        return order;
    }

    PurchaseOrder cancel(Vendor vendor, String poNumber) {
        return books.change(() -> {
            PurchaseOrder order = find(vendor, poNumber)
                    .orElseThrow(() -> Refused.notFound("purchase order " + poNumber));
            return switch (order.status()) {
                case shipped, invoiced ->
                    throw Refused.conflict("already_shipped", poNumber + " has been shipped.");
                case cancelled -> order;
                case received, acknowledged -> {
                    PurchaseOrder cancelled = order.next(Status.cancelled);
                    tell(cancelled, event(cancelled, "po.cancelled"));
                    yield keep(cancelled);
                }
            };
        });
    }

    private void plan(PurchaseOrder order) {
        switch (order.status()) {
            case received, shipped ->
                shift.after(Duration.ofSeconds(2), () -> advance(order.key(), order.status()));
            case acknowledged ->
                shift.after(Duration.ofSeconds(8), () -> advance(order.key(), order.status()));
            case invoiced, cancelled -> {
            }
        }
    }

    /** Moves an order on from a state, unless it has left it meanwhile. */
    private void advance(String key, Status from) {
        books.change(() -> orders.find(key).filter(order -> order.status() == from)
                .filter(order -> !partners.holds().at(order.poNumber(), from)).ifPresent(order -> {
            switch (from) {
                case received -> acknowledge(order.next(Status.acknowledged));
                case acknowledged -> ship(order.next(Status.shipped));
                case shipped -> invoice(order.next(Status.invoiced));
                case invoiced, cancelled -> throw new IllegalStateException(from + " is an end");
            }
        }));
    }

    private void acknowledge(PurchaseOrder order) {
        LocalDate promised = LocalDate.now(clock).plusDays(order.leadTimeDays());
        tell(order, event(order, "po.acknowledged").put("promisedShipDate", promised.toString()));
        keep(order);
    }

    private void ship(PurchaseOrder order) {
        PurchaseOrder packed = order.packed(partners.packing.pack(order.lines().stream()
                .map(line -> new Carton.Content(line.lineNo(), line.sku(), line.quantity(), line.unit()))
                .toList(), null));
        ObjectNode event = event(packed, "po.shipped");
        ArrayNode packages = event.putArray("packages");
        packed.packages().forEach(carton -> packages.add(Json.node(carton)));
        tell(packed, event);
        Parcel.Place from = new Parcel.Place(order.vendor().city(), order.vendor().region());
        Parcel.Place to = new Parcel.Place(order.shipTo().path("city").asString(""),
                order.shipTo().path("region").asString(""));
        packed.packages().forEach(
                carton -> partners.carriers.take(new Parcel(carton.trackingNumber(), carton.carrier(),
                        carton.sscc(), carton.weightKg(), order.poNumber(), from, to, java.util.List.of())));
        keep(packed);
    }

    private void invoice(PurchaseOrder order) {
        ObjectNode event = event(order, "po.invoiced");
        ObjectNode invoice = event.putObject("invoice");
        String prefix = order.vendor().prefix();
        invoice.put("number", order.supplierOrder().replace(prefix + "-", prefix + "-INV-"));
        BigDecimal amount = BigDecimal.ZERO.setScale(2);
        ArrayNode lines = Json.object().putArray("lines");
        for (PurchaseOrder.Line line : order.lines()) {
            BigDecimal net = line.unitCost().multiply(line.quantity()).setScale(2, RoundingMode.HALF_UP);
            amount = amount.add(net);
            lines.addObject().put("lineNo", line.lineNo()).put("quantity", line.quantity().toPlainString())
                    .put("unitCost", line.unitCost().toPlainString()).put("net", net.toPlainString());
        }
        invoice.put("amount", amount.toPlainString()).put("currency", "USD").set("lines", lines);
        tell(order, event);
        keep(order);
    }

    private ObjectNode event(PurchaseOrder order, String type) {
        ObjectNode event = Json.object()
                .put("eventId", identity.name(order.vendor(), order.poNumber(), order.sequence()))
                .put("supplier", order.vendor().id()).put("type", type).put("poNumber", order.poNumber())
                .put("supplierOrder", order.supplierOrder()).put("sequence", order.sequence())
                .put("occurredAt", clock.instant().toString());
        ArrayNode lines = event.putArray("lines");
        order.lines().forEach(line -> lines.addObject().put("lineNo", line.lineNo()).put("sku", line.sku())
                .put("quantity", line.quantity().toPlainString()).put("unit", line.unit()));
        return event;
    }

    private void tell(PurchaseOrder order, ObjectNode event) {
        partners.callbacks.tell(new Message(event.get("eventId").asString(), "supplier",
                "supplier|" + order.key(), event.get("type").asString(), "/supplier/v1/events",
                "application/json", event.toString()));
    }
}
