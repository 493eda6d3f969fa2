package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.Quantity;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.PurchaseOrderSink;
import io.crossdock.system.connectors.SupplierOrder;
import io.crossdock.system.connectors.tryton.DropBooking.Dropped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * A supplier whom Tryton buys from: what it shall ship to our buyer is the drop shipment of a purchase there, with our leg
 * number as its reference. People there send the purchase, and say when it left.
 */
@Component
class TrytonPurchaseOrders implements PurchaseOrderSink {

    private final Tryton tryton;
    private final Json json;

    TrytonPurchaseOrders(Tryton tryton, Json json) {
        this.tryton = tryton;
        this.json = json;
    }

    @Override
    public String connector() {
        return Tryton.CONNECTOR;
    }

    /** A drop shipment that carries the leg's number is not claimed again, and a request is purchased once. */
    @Override
    public Promise promise() {
        return Promise.NATIVE_KEY;
    }

    @Override
    public Outcome post(SystemSettings supplier, SupplierOrder order) {
        try {
            List<Sold> sales = tryton.reading(supplier, conversation -> Sold.of(order.order(), conversation));
            if (sales.isEmpty()) {
                return new Outcome.Refused("no-such-sale", supplier.id() + " has no sale for order " + order.order() + ".");
            }
            Map<Integer, Quantity> lines = new HashMap<>();
            order.lines().forEach(line -> lines.merge(line.lineNo(), line.quantity(), Quantity::plus));
            return tryton.writing(supplier, sales.getFirst().customer(), conversation -> {
                Optional<Dropped> begun = new DropBooking(conversation, sales, order.leg(), lines).begin();
                return begun.isEmpty() ? new Outcome.Refused("not-drop-shipped", "What " + order.leg() + " is about is not"
                        + " shipped by a supplier in " + supplier.id() + ".") : done(begun.get().shipment().number());
            });
        } catch (Fault fault) {
            return fault.outcome("not-purchasable");
        }
    }

    @Override
    public Sighting find(SystemSettings supplier, String leg) {
        try {
            return tryton.reading(supplier, conversation -> conversation.search(DropShipments.MODEL,
                    List.of(List.of("reference", "=", leg), List.of("state", "!=", "cancelled")), Paging.first(1),
                    List.of("number"))).stream().map(row -> Wire.text(row, "number").orElse("")).findFirst()
                    .<Sighting>map(number -> new Sighting.Found(number, response(number)))
                    .orElseGet(Sighting.Absent::new);
        } catch (Fault fault) {
            return new Sighting.Unknown(fault.why());
        }
    }

    private Outcome done(String number) {
        return new Outcome.Done(number, response(number));
    }

    private JsonNode response(String number) {
        return json.tree(Map.of("dropShipment", number));
    }
}
