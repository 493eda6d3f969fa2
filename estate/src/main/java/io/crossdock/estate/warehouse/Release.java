package io.crossdock.estate.warehouse;

import io.crossdock.estate.world.Site;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A leg of an order that a warehouse was asked to ship.
 *
 * @param asked    the request as it came, to tell a repetition from a conflict
 * @param sequence number of its latest event
 */
record Release(String releaseId, Site warehouse, String orderNumber, Status status, List<Line> lines,
        List<Carton> packages, JsonNode shipTo, @Nullable String carrier, String asked, int sequence,
        Instant receivedAt) {

    enum Status {
        released, picking, picked, packed, shipped, shorted, cancelled;

        boolean open() {
            return this == released || this == picking || this == picked || this == packed;
        }
    }

    record Line(int lineNo, String sku, BigDecimal quantity, String unit, BigDecimal pickedQuantity) {}

    /** A quantity of a line, as events tell it. */
    record Quantity(int lineNo, String sku, BigDecimal quantity, String unit) {}

    static String key(Site site, String releaseId) {
        return site + "|" + releaseId;
    }

    String key() {
        return key(warehouse, releaseId);
    }

    List<Quantity> askedQuantities() {
        return lines.stream().map(line -> new Quantity(line.lineNo, line.sku, line.quantity, line.unit))
                .toList();
    }

    List<Quantity> pickedQuantities() {
        return lines.stream().filter(line -> line.pickedQuantity.signum() > 0)
                .map(line -> new Quantity(line.lineNo, line.sku, line.pickedQuantity, line.unit)).toList();
    }

    List<Quantity> missingQuantities() {
        return lines.stream().filter(line -> line.pickedQuantity.compareTo(line.quantity) < 0)
                .map(line -> new Quantity(line.lineNo, line.sku, line.quantity.subtract(line.pickedQuantity),
                        line.unit))
                .toList();
    }

    /** The same release one event later. */
    Release next(Status newStatus) {
        return new Release(releaseId, warehouse, orderNumber, newStatus, lines, packages, shipTo, carrier,
                asked, sequence + 1, receivedAt);
    }

    Release picked(List<Line> newLines) {
        return new Release(releaseId, warehouse, orderNumber, status, newLines, packages, shipTo, carrier,
                asked, sequence, receivedAt);
    }

    Release packed(List<Carton> cartons) {
        return new Release(releaseId, warehouse, orderNumber, status, lines, cartons, shipTo, carrier, asked,
                sequence, receivedAt);
    }
}
