package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.LocationId;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.ShipmentSource;
import io.crossdock.system.connectors.SystemUnavailable;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What people have done in Tryton with the shipments of our legs: begun to pick, picked, packed, sent, or given back. A
 * shipment that went through several states between two looks has been through each of them.
 */
@Component
class TrytonShipments implements ShipmentSource {

    private static final StepReading READING = new StepReading(Shipments.MODEL, "outgoing_moves");

    private final Tryton tryton;
    private final Json json;
    private final Clock clock;

    TrytonShipments(Tryton tryton, Json json, Clock clock) {
        this.tryton = tryton;
        this.json = json;
        this.clock = clock;
    }

    /** What a warehouse says, in its order. */
    private enum Said {
        PICKING("leg.picking"), PICKED("leg.picked"), PACKED("leg.packed"), SHIPPED("leg.shipped"),
        CANCELLED("leg.cancelled");

        private final String type;

        Said(String type) {
            this.type = type;
        }
    }

    @Override
    public String connector() {
        return Tryton.CONNECTOR;
    }

    /** What suppliers ship is told by another one. */
    @Override
    public boolean serves(SystemSettings system) {
        return connector().equals(system.connector()) && system.kind() == SystemSettings.Kind.WMS;
    }

    @Override
    public Page<Step> steps(SystemSettings warehouse, Asking asking) {
        LocationId location = warehouse.location().orElseThrow(() ->
                new SystemUnavailable(warehouse.id() + " has no location."));
        return READING.page(tryton, warehouse, List.of("warehouse.code", "=", location.value()), asking, clock.instant(),
                (row, at, lines) -> steps(row, location, at, lines));
    }

    private List<Step> steps(JsonNode row, LocationId location, Instant at, SaleLines lines) {
        String reference = Wire.needed(row, "reference");
        boolean givenBack = reference.endsWith(TrytonCancellations.GIVEN_BACK);
        String leg = givenBack ? reference.substring(0, reference.length() - TrytonCancellations.GIVEN_BACK.length())
                : reference;
        if (LegNumber.parse(leg).isEmpty()) {
            return List.of();
        }
        ShipmentState state = ShipmentState.of(Wire.needed(row, "state"));
        return said(state, givenBack).stream().map(said -> new Step(leg + "#" + Wire.id(row) + " " + said.type, leg, at,
                event(said, leg, location, at, lines.of(row)))).toList();
    }

    private static List<Said> said(ShipmentState state, boolean givenBack) {
        if (givenBack) {
            return List.of(Said.CANCELLED);
        }
        return switch (state) {
            case DRAFT, WAITING -> List.of();
            case ASSIGNED -> List.of(Said.PICKING);
            case PICKED -> List.of(Said.PICKING, Said.PICKED);
            case PACKED -> List.of(Said.PICKING, Said.PICKED, Said.PACKED);
            case DONE -> List.of(Said.PICKING, Said.PICKED, Said.PACKED, Said.SHIPPED);
            case CANCELLED -> List.of(Said.CANCELLED);
        };
    }

    private byte[] event(Said said, String leg, LocationId location, Instant at, ArrayNode lines) {
        ObjectNode event = Wire.object().put("type", said.type).put("warehouse", location.value())
                .put("occurredAt", at.toString()).put("releaseId", leg).put("sequence", said.ordinal() + 1);
        if (said != Said.PICKING && said != Said.CANCELLED) {
            event.set("lines", lines);
        }
        return json.write(event).getBytes(StandardCharsets.UTF_8);
    }
}
