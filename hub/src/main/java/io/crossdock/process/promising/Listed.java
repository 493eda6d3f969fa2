package io.crossdock.process.promising;

import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What a channel is told of an item.
 *
 * @param available now, in {@code unit}, the item's base unit; zero for an item that is gone
 * @param dates     totals from later days on, rising
 * @param version   rises with every change of any item
 */
public record Listed(Channel channel, Sku sku, Unit unit, BigDecimal available, List<Offer.Total> dates, long version,
        Instant changedAt) {

    public Listed {
        dates = List.copyOf(dates);
    }

    boolean saysThatOf(Listed other) {
        return unit.equals(other.unit) && available.compareTo(other.available) == 0 && dates.equals(other.dates);
    }
}
