package io.crossdock.system.connectors;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import java.time.LocalDate;

/**
 * Goods on their way, as the system that ordered them says.
 *
 * @param reference  its number of the receipt; one receipt may bring several items to several places
 * @param quantity   what is still to come, in the item's base unit
 * @param expectedOn the day on which they arrive at the latest, in the zone of the location
 */
public record ExpectedReport(String reference, Sku sku, LocationId location, Quantity quantity, LocalDate expectedOn) {

    public ExpectedReport {
        if (reference.isBlank() || reference.length() > 120) {
            throw new IllegalArgumentException("an expected receipt needs a reference of at most 120 characters");
        }
        if (quantity.isNegative()) {
            throw new IllegalArgumentException("less than nothing is expected");
        }
    }
}
