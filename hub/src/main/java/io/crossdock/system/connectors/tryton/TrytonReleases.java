package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.ReleaseSink;
import io.crossdock.system.connectors.WarehouseRelease;
import io.crossdock.system.connectors.tryton.Shipments.Shipment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * A warehouse whose work is done in Tryton: what it shall ship is the shipment that Tryton has made for the sale, with our
 * leg number as its reference, its quantities as released, and goods assigned to it. People there pick, pack and send it.
 */
@Component
class TrytonReleases implements ReleaseSink {

    private final Tryton tryton;
    private final Json json;

    TrytonReleases(Tryton tryton, Json json) {
        this.tryton = tryton;
        this.json = json;
    }

    @Override
    public String connector() {
        return Tryton.CONNECTOR;
    }

    /** A shipment that carries the leg's number is not claimed again. */
    @Override
    public Promise promise() {
        return Promise.NATIVE_KEY;
    }

    @Override
    public Outcome post(SystemSettings warehouse, WarehouseRelease release) {
        try {
            return tryton.writing(warehouse, release.account().value(), conversation -> {
                Optional<String> code = warehouse.location().map(LocationId::value);
                List<Sold> sales = Sold.of(release.order(), conversation).stream()
                        .filter(sold -> code.equals(Optional.of(sold.warehouse()))).toList();
                if (sales.isEmpty()) {
                    return new Outcome.Refused("no-such-sale", warehouse.id() + " has no sale for order " + release.order()
                            + " from its warehouse.");
                }
                Map<Integer, Quantity> lines = new HashMap<>();
                release.lines().forEach(line -> lines.merge(line.lineNo(), line.quantity(), Quantity::plus));
                List<Shipment> begun = new Departure(conversation, sales, release.leg()).of(lines).entrySet().stream()
                        .map(share -> new ShipmentBooking(conversation, share.getKey().sale(), release.leg(),
                                share.getValue()).begin()).toList();
                return done(begun.stream().map(Shipment::number).toList());
            });
        } catch (Fault fault) {
            return fault.outcome("not-releasable");
        }
    }

    @Override
    public Sighting find(SystemSettings warehouse, String leg) {
        try {
            List<String> numbers = tryton.reading(warehouse, conversation -> conversation.search(Shipments.MODEL,
                    List.of(List.of("reference", "=", leg), List.of("state", "!=", "cancelled")), Paging.all(),
                    List.of("number"))).stream().map(row -> Wire.text(row, "number").orElse("")).toList();
            return numbers.isEmpty() ? new Sighting.Absent()
                    : new Sighting.Found(numbers.getFirst(), response(numbers));
        } catch (Fault fault) {
            return new Sighting.Unknown(fault.why());
        }
    }

    private Outcome done(List<String> numbers) {
        return new Outcome.Done(numbers.getFirst(), response(numbers));
    }

    private JsonNode response(List<String> numbers) {
        return json.tree(Map.of("shipments", numbers));
    }
}
