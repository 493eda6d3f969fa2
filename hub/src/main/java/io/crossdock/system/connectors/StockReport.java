package io.crossdock.system.connectors;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import java.time.Instant;

/**
 * What lies somewhere, as the system that keeps it says.
 *
 * @param onHand   in the item's base unit
 * @param movement the source's number of the last movement contained; of two reports the greater is newer
 */
public record StockReport(Sku sku, LocationId location, Quantity onHand, long movement, Instant asOf) {
}
