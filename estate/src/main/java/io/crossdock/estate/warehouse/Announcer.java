package io.crossdock.estate.warehouse;

import io.crossdock.estate.books.Identity;
import io.crossdock.estate.books.Json;
import io.crossdock.estate.callbacks.Callbacks;
import io.crossdock.estate.callbacks.Message;
import io.crossdock.estate.world.Site;
import java.time.Clock;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the events of the warehouses. */
final class Announcer {

    private static final String PATH = "/warehouse/v1/events";

    private final Callbacks callbacks;
    private final Identity identity;
    private final Clock clock;

    Announcer(Callbacks callbacks, Identity identity, Clock clock) {
        this.callbacks = callbacks;
        this.identity = identity;
        this.clock = clock;
    }

    /** Tells of a release, whose sequence already counts this event. */
    void leg(Release release, String type, List<Release.Quantity> lines, List<Carton> packages,
            List<Movement> movements) {
        ObjectNode event = event(identity.name(release.warehouse(), release.releaseId(), release.sequence()),
                release.warehouse(), type).put("releaseId", release.releaseId())
                .put("orderNumber", release.orderNumber()).put("sequence", release.sequence());
        fill(event, "lines", lines);
        fill(event, "packages", packages);
        fill(event, "stock", movements);
        tell(event, "wms|" + release.key());
    }

    void received(Receipt receipt, Movement movement) {
        ObjectNode event = event(identity.name(receipt.location(), movement.sku(), movement.movement()),
                receipt.location(), "stock.received").put("reference", receipt.reference());
        fill(event, "stock", List.of(movement));
        tell(event, "stock|" + Shelf.key(receipt.location(), movement.sku()));
    }

    void adjusted(Site site, String reason, Movement movement) {
        ObjectNode event = event(identity.name(site, movement.sku(), movement.movement()), site,
                "stock.adjusted").put("reason", reason);
        fill(event, "stock", List.of(movement));
        tell(event, "stock|" + Shelf.key(site, movement.sku()));
    }

    /** Tells of goods that came back, or of what became of them. */
    void returned(GoodsBack goods, String type, List<?> lines, List<Movement> movements) {
        String document = type.substring(type.indexOf('.') + 1) + "-" + goods.rma();
        ObjectNode event = event(identity.name(goods.warehouse(), goods.rma(), type), goods.warehouse(), type)
                .put("rma", goods.rma()).put("orderNumber", goods.orderNumber()).put("document", document);
        fill(event, "lines", lines);
        fill(event, "stock", movements);
        tell(event, "wms|" + goods.key());
    }

    private ObjectNode event(String id, Site site, String type) {
        return Json.object().put("eventId", id).put("warehouse", site.name()).put("type", type)
                .put("occurredAt", clock.instant().toString());
    }

    private static void fill(ObjectNode event, String name, List<?> values) {
        if (!values.isEmpty()) {
            ArrayNode array = event.putArray(name);
            values.forEach(value -> array.add(Json.node(value)));
        }
    }

    private void tell(ObjectNode event, String key) {
        callbacks.tell(new Message(event.get("eventId").asString(), "wms", key, event.get("type").asString(),
                PATH, "application/json", event.toString()));
    }
}
