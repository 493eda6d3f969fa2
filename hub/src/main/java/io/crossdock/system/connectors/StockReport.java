package io.crossdock.system.connectors;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What lies somewhere, as the system that keeps it says.
 *
 * @param onHand   in the item's base unit
 * @param movement the source's number of the last movement contained; of two reports the greater is newer. Below zero:
 *                 the source keeps books and hears of what leaves the shelf only later, so any count of the warehouse
 *                 itself is newer
 */
public record StockReport(Sku sku, LocationId location, Quantity onHand, long movement, Instant asOf) {

    /** Of books that number no movements: of two such reports the one as of later is newer. */
    public static StockReport ofBooks(Sku sku, LocationId location, Quantity onHand, Instant asOf) {
        return new StockReport(sku, location, onHand, ChronoUnit.MICROS.between(Instant.EPOCH, asOf) - Long.MAX_VALUE, asOf);
    }
}
