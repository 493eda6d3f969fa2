package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.CancelSink;
import io.crossdock.system.connectors.LegCancellation;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Takes releases back from a warehouse whose work is done in Tryton: goods are let go, and the shipment says that it was
 * given back until it is cancelled with its goods, or used for another leg. What is picked is too late.
 */
@Component
class TrytonCancellations implements CancelSink {

    /** Stands behind the number of a leg that was given back. */
    static final String GIVEN_BACK = " given back";

    private static final List<String> FIELDS = List.of("number", "state", "reference", "customer.code");

    private final Tryton tryton;
    private final Json json;

    TrytonCancellations(Tryton tryton, Json json) {
        this.tryton = tryton;
        this.json = json;
    }

    @Override
    public String connector() {
        return Tryton.CONNECTOR;
    }

    /** What was given back is given back. */
    @Override
    public Promise promise() {
        return Promise.NATIVE_KEY;
    }

    @Override
    public Outcome post(SystemSettings warehouse, LegCancellation cancellation) {
        if (warehouse.kind() == SystemSettings.Kind.SUPPLIER) {
            return new Outcome.Refused("too-late", "The purchase for " + cancellation.leg() + " is confirmed in "
                    + warehouse.id() + ": its supplier was asked to ship it.");
        }
        try {
            List<JsonNode> shipments = tryton.reading(warehouse,
                    conversation -> under(cancellation.leg(), conversation));
            if (shipments.isEmpty()) {
                return new Outcome.Refused("no-such-release", warehouse.id() + " has no shipment for "
                        + cancellation.leg() + ".");
            }
            String customer = Wire.text(Wire.beyond(shipments.getFirst(), "customer"), "code").orElse("");
            return tryton.writing(warehouse, customer, conversation -> {
                List<JsonNode> theirs = under(cancellation.leg(), conversation);
                theirs.forEach(shipment -> giveBack(shipment, cancellation.leg(), conversation));
                // Nothing is asked afterwards: what is done would be called undone if that had no answer.
                return done(theirs);
            });
        } catch (Fault fault) {
            return fault.outcome("too-late");
        }
    }

    private static List<JsonNode> under(String leg, Conversation tryton) {
        return tryton.search(Shipments.MODEL, List.of(List.of("reference", "in", List.of(leg, leg + GIVEN_BACK))),
                Paging.all(), FIELDS);
    }

    private static void giveBack(JsonNode shipment, String leg, Conversation tryton) {
        ShipmentState state = ShipmentState.of(Wire.needed(shipment, "state"));
        boolean before = Wire.text(shipment, "reference").filter(each -> each.endsWith(GIVEN_BACK)).isPresent();
        switch (state) {
            case PICKED, PACKED, DONE -> throw Directory.refused("Shipment " + Wire.text(shipment, "number").orElse("")
                    + " of " + leg + " is " + state.label() + ".");
            case ASSIGNED -> tryton.press(Shipments.MODEL, "wait", List.of(Wire.id(shipment)));
            case DRAFT, WAITING, CANCELLED -> { }
        }
        if (!before) {
            tryton.write(Shipments.MODEL, List.of(Wire.id(shipment)), Wire.object().put("reference", leg + GIVEN_BACK));
        }
    }

    private Outcome done(List<JsonNode> shipments) {
        List<String> numbers = shipments.stream().map(row -> Wire.text(row, "number").orElse("")).toList();
        return new Outcome.Done(numbers.getFirst(), json.tree(Map.of("shipments", numbers)));
    }

    /** It is never asked: what was lost is sent again. */
    @Override
    public Sighting find(SystemSettings warehouse, String leg) {
        return new Sighting.Unknown(warehouse.id() + " is told again to give it back; it is not asked.");
    }
}
