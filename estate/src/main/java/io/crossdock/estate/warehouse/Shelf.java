package io.crossdock.estate.warehouse;

import io.crossdock.estate.world.Site;
import java.math.BigDecimal;

/**
 * One sku in one warehouse, in base units.
 *
 * @param committed     asked for by open releases
 * @param staged        picked but still in the house
 * @param overcommitted by how much releases ever exceeded what was on hand
 * @param movement      number of the latest movement
 */
record Shelf(String sku, Site location, String unit, BigDecimal unitCost, BigDecimal onHand,
        BigDecimal opening, BigDecimal received, BigDecimal shipped, BigDecimal adjusted,
        BigDecimal committed, BigDecimal staged, BigDecimal overcommitted, long movement) {

    static String key(Site site, String sku) {
        return site + "|" + sku;
    }

    String key() {
        return key(location, sku);
    }

    static Shelf opening(String sku, Site site, String unit, BigDecimal unitCost, long quantity) {
        BigDecimal zero = BigDecimal.ZERO;
        BigDecimal opening = BigDecimal.valueOf(quantity);
        return new Shelf(sku, site, unit, unitCost, opening, opening, zero, zero, zero, zero, zero, zero, 1);
    }

    Shelf committing(BigDecimal more) {
        BigDecimal all = committed.add(more);
        return new Shelf(sku, location, unit, unitCost, onHand, opening, received, shipped, adjusted, all,
                staged, overcommitted.max(all.subtract(onHand)), movement);
    }

    Shelf staging(BigDecimal more) {
        return new Shelf(sku, location, unit, unitCost, onHand, opening, received, shipped, adjusted,
                committed, staged.add(more), overcommitted, movement);
    }

    Shelf receiving(BigDecimal quantity) {
        return new Shelf(sku, location, unit, unitCost, onHand.add(quantity), opening, received.add(quantity),
                shipped, adjusted, committed, staged, overcommitted, movement + 1);
    }

    Shelf shipping(BigDecimal quantity) {
        return new Shelf(sku, location, unit, unitCost, onHand.subtract(quantity), opening, received,
                shipped.add(quantity), adjusted, committed.subtract(quantity), staged.subtract(quantity),
                overcommitted, movement + 1);
    }

    Shelf adjusting(BigDecimal delta) {
        return new Shelf(sku, location, unit, unitCost, onHand.add(delta), opening, received, shipped,
                adjusted.add(delta), committed, staged, overcommitted, movement + 1);
    }

    /** What a picker can still find. */
    BigDecimal pickable() {
        return onHand.subtract(staged).max(BigDecimal.ZERO);
    }
}
