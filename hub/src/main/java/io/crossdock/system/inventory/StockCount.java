package io.crossdock.system.inventory;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * What a system says lies somewhere.
 *
 * @param onHand   in {@code unit}, the base unit of the item
 * @param movement the source's number of the movement after which this was so; of two counts the greater is newer;
 *                 below zero: books, to which every count of the warehouse itself is newer
 * @param cause    for people: {@code snapshot}, {@code stock.received RP-7}, {@code leg.shipped SO-100001-1}
 */
public record StockCount(Sku sku, LocationId location, BigDecimal onHand, Unit unit, long movement, Instant asOf,
        String cause) {
}
