package io.crossdock.system.inventory;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Goods that will come in.
 *
 * @param reference the source's number of the receipt
 * @param quantity  what is still to come, in the item's base unit; zero when all of it has come in
 * @param on        the day on which it arrives at the latest, in the zone of the location
 * @param asOf      when the source last said so
 */
public record Expected(String reference, Sku sku, LocationId location, Quantity quantity, LocalDate on, Instant asOf) {
}
