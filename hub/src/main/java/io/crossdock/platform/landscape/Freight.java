package io.crossdock.platform.landscape;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What carrying costs the buyer and how long it takes, by weight and zone.
 *
 * @param zones tried in order; the first that lists the pair of origin and region holds
 * @param elsewhere the zone of every other pair; empty when freight costs nothing and takes one day
 * @param freeFrom goods of this value or more travel free
 */
public record Freight(List<Zone> zones, Optional<String> elsewhere, Optional<Money> freeFrom) {

    /**
     * One zone.
     *
     * @param transitDays working days on the road
     * @param from origin to the regions of destination this zone covers
     * @param rates in rising order of weight
     * @param perKgAbove for each kilogram above the last rate's weight
     */
    public record Zone(String id, int transitDays, Map<LocationId, Set<String>> from, List<Rate> rates,
            Money perKgAbove) {

        public Zone {
            from = Map.copyOf(from);
            rates = List.copyOf(rates);
        }

        /** The row that covers a weight in kilograms; the last one for all above, with {@link #perKgAbove} on top. */
        public Rate rate(BigDecimal weight) {
            return rates.stream().filter(rate -> weight.compareTo(rate.upToKg()) <= 0).findFirst()
                    .orElseGet(rates::getLast);
        }
    }

    /** The price up to a weight in kilograms, included. */
    public record Rate(BigDecimal upToKg, Money price) {
    }

    public Freight {
        zones = List.copyOf(zones);
    }

    /** The zone between a place and a region; empty when the table has none for it. */
    public Optional<Zone> zone(LocationId origin, String region) {
        return zones.stream().filter(zone -> zone.from().getOrDefault(origin, Set.of()).contains(region))
                .findFirst()
                .or(() -> elsewhere.flatMap(id ->
                        zones.stream().filter(zone -> zone.id().equals(id)).findFirst()));
    }

    /**
     * The exact price of one shipment, not rounded; empty when the table has no zone for it.
     *
     * @param weight in kilograms
     */
    public Optional<Money> price(LocationId origin, String region, BigDecimal weight) {
        return zone(origin, region).map(zone -> price(zone, weight));
    }

    private static Money price(Zone zone, BigDecimal weight) {
        Rate rate = zone.rate(weight);
        BigDecimal above = weight.subtract(rate.upToKg()).max(BigDecimal.ZERO);
        return rate.price().plus(zone.perKgAbove().times(above));
    }
}
