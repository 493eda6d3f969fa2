package io.crossdock.estate.supplier;

import io.crossdock.estate.warehouse.Carton;
import io.crossdock.estate.world.Vendor;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a supplier was asked to ship to a customer.
 *
 * @param asked    the request as it came, to tell a repetition from a conflict
 * @param sequence number of its latest event
 */
record PurchaseOrder(String poNumber, Vendor vendor, String supplierOrder, Status status, List<Line> lines,
        List<Carton> packages, JsonNode shipTo, String asked, int sequence, int leadTimeDays,
        Instant receivedAt) {

    enum Status {
        received, acknowledged, shipped, invoiced, cancelled
    }

    record Line(int lineNo, String sku, String supplierSku, BigDecimal quantity, String unit,
            BigDecimal unitCost) {}

    static String key(Vendor vendor, String poNumber) {
        return vendor.id() + "|" + poNumber;
    }

    String key() {
        return key(vendor, poNumber);
    }

    PurchaseOrder next(Status newStatus) {
        return new PurchaseOrder(poNumber, vendor, supplierOrder, newStatus, lines, packages, shipTo, asked,
                sequence + 1, leadTimeDays, receivedAt);
    }

    PurchaseOrder packed(List<Carton> cartons) {
        return new PurchaseOrder(poNumber, vendor, supplierOrder, status, lines, cartons, shipTo, asked,
                sequence, leadTimeDays, receivedAt);
    }
}
