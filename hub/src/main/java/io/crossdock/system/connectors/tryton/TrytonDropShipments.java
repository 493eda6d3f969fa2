package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.LegNumber;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.ShipmentSource;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What people have noted in Tryton about the purchases of our legs at a supplier: asked for, sent, or cancelled. Each is
 * told in the words in which suppliers tell it themselves.
 */
@Component
class TrytonDropShipments implements ShipmentSource {

    private static final StepReading READING = new StepReading(DropShipments.MODEL, "customer_moves");

    private final Tryton tryton;
    private final Json json;
    private final Clock clock;

    TrytonDropShipments(Tryton tryton, Json json, Clock clock) {
        this.tryton = tryton;
        this.json = json;
        this.clock = clock;
    }

    /** What a supplier says, in its order. */
    private enum Said {
        ACKNOWLEDGED("po.acknowledged"), SHIPPED("po.shipped"), CANCELLED("po.cancelled");

        private final String type;

        Said(String type) {
            this.type = type;
        }
    }

    @Override
    public String connector() {
        return Tryton.CONNECTOR;
    }

    @Override
    public boolean serves(SystemSettings system) {
        return connector().equals(system.connector()) && system.kind() == SystemSettings.Kind.SUPPLIER;
    }

    @Override
    public Page<Step> steps(SystemSettings supplier, Asking asking) {
        return READING.page(tryton, supplier, List.of("supplier.code", "=", supplier.id()), asking, clock.instant(),
                (row, at, lines) -> steps(row, supplier.id(), at, lines));
    }

    private List<Step> steps(JsonNode row, String supplier, Instant at, SaleLines lines) {
        String leg = Wire.needed(row, "reference");
        if (LegNumber.parse(leg).isEmpty()) {
            return List.of();
        }
        return said(DropState.of(Wire.needed(row, "state"))).stream().map(said -> new Step(leg + "#" + Wire.id(row) + " "
                + said.type, leg, at, event(said, leg, supplier, at, lines.of(row)))).toList();
    }

    private static List<Said> said(DropState state) {
        return switch (state) {
            case DRAFT -> List.of();
            case WAITING -> List.of(Said.ACKNOWLEDGED);
            case SHIPPED, DONE -> List.of(Said.ACKNOWLEDGED, Said.SHIPPED);
            case CANCELLED -> List.of(Said.CANCELLED);
        };
    }

    private byte[] event(Said said, String leg, String supplier, Instant at, ArrayNode lines) {
        ObjectNode event = Wire.object().put("type", said.type).put("supplier", supplier)
                .put("occurredAt", at.toString()).put("poNumber", leg).put("sequence", said.ordinal() + 1);
        if (said == Said.SHIPPED) {
            event.set("lines", lines);
        }
        return json.write(event).getBytes(StandardCharsets.UTF_8);
    }
}
