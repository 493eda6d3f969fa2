package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.ShipmentSource.Step;
import io.crossdock.system.connectors.SystemUnavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Reads shipments of our legs in Tryton that were changed, a page at a time, and what has happened to each.
 *
 * @param model of the shipments
 * @param moves their field with what goes to the buyer
 */
record StepReading(String model, String moves) {

    private static final int PAGE = 200;
    private static final Changes CHANGES = new Changes(List.of("moves"));

    /** What has happened to a shipment so far, the earlier first; nothing of one that is not of our legs. */
    interface Telling {

        List<Step> of(JsonNode shipment, Instant at, SaleLines lines);
    }

    /** @param whose the condition that makes a shipment one of this system */
    Page<Step> page(Tryton tryton, SystemSettings system, List<String> whose, Asking asking, Instant now, Telling telling) {
        Cursor cursor = Cursor.of(asking.after(), now);
        List<Object> domain = new ArrayList<>(List.of(whose, List.of("reference", "like", "%-%"),
                List.of("id", ">", cursor.after())));
        asking.modifiedSince().ifPresent(since -> domain.add(CHANGES.since(since)));
        try {
            return tryton.reading(system, conversation -> {
                List<JsonNode> rows = conversation.search(model, domain, Paging.first(PAGE), fields());
                SaleLines lines = SaleLines.of(rows, moves, conversation);
                List<Step> steps = Listing.of(system.id(), rows, row -> telling.of(row,
                        cursor.notAfterBeginning(CHANGES.stamp(row)), lines)).stream().flatMap(List::stream).toList();
                return new Page<>(steps, rows.size() < PAGE ? Optional.empty()
                        : Optional.of(cursor.afterRow(Wire.id(rows.getLast())).text()));
            });
        } catch (Fault fault) {
            throw new SystemUnavailable(fault.why(), fault);
        }
    }

    private List<String> fields() {
        return Stream.of(Stream.of("number", "state", "reference"),
                        Stream.of(".quantity", ".origin", ".uom", ".product.code").map(moves::concat),
                        CHANGES.fields().stream())
                .flatMap(fields -> fields).toList();
    }
}
