package io.crossdock.process.reconciliation;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.system.connectors.StockReport;
import io.crossdock.system.inventory.StockCount;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * One side's count of a position.
 *
 * @param onHand   in {@code unit}
 * @param movement the source's number of the last movement contained
 */
record Count(Sku sku, LocationId location, BigDecimal onHand, Unit unit, long movement, Instant asOf) {

    static Count of(StockReport report) {
        return new Count(report.sku(), report.location(), report.onHand().value(), report.onHand().unit(),
                report.movement(), report.asOf());
    }

    static Count of(StockCount count) {
        return new Count(count.sku(), count.location(), count.onHand(), count.unit(), count.movement(), count.asOf());
    }

    StockCount as(String cause) {
        return new StockCount(sku, location, onHand, unit, movement, asOf, cause);
    }

    String key() {
        return sku + "@" + location;
    }

    Quantity quantity() {
        return new Quantity(onHand, unit);
    }

    /** Of somebody who does not number the movements of the shelf: only quantities can be compared with it. */
    boolean isOfBooks() {
        return movement < 0;
    }

    boolean agreesWith(Count other) {
        return (movement == other.movement || isOfBooks() || other.isOfBooks()) && sameQuantity(other);
    }

    boolean sameQuantity(Count other) {
        return unit.equals(other.unit) && onHand.compareTo(other.onHand) == 0;
    }

    static boolean agree(Optional<Count> a, Optional<Count> b) {
        return a.isPresent() == b.isPresent() && a.flatMap(one -> b.map(one::agreesWith)).orElse(true);
    }

    /** {@code 3995 EA after movement 18}, {@code 3995 EA by books}. */
    String said() {
        return onHand.stripTrailingZeros().toPlainString() + " " + unit
                + (isOfBooks() ? " by books" : " after movement " + movement);
    }

    static String said(Optional<Count> count) {
        return count.map(Count::said).orElse("not there");
    }
}
