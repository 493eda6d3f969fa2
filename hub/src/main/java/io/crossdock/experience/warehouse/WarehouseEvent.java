package io.crossdock.experience.warehouse;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.ShippedPackage;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.fulfilment.LegSignal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a warehouse says.
 *
 * @param leg       what it is about, unless it is about stock alone
 * @param reference of a receipt, or the reason of a count
 */
record WarehouseEvent(String type, LocationId warehouse, Instant occurredAt, Optional<LegPart> leg,
        Optional<String> reference, List<Count> stock) {

    WarehouseEvent {
        stock = List.copyOf(stock);
    }

    /**
     * The part about a leg.
     *
     * @param sequence place among the reports on this leg, from 1; 0: not counted
     */
    record LegPart(LegNumber number, LegSignal signal, int sequence, List<LegReport.Line> lines,
            List<ShippedPackage> packages, Optional<String> carrier) {

        LegPart {
            lines = List.copyOf(lines);
            packages = List.copyOf(packages);
        }
    }

    /**
     * What lies there now.
     *
     * @param onHand   in the item's base unit
     * @param movement the warehouse's number of the movement
     * @param unit     when the event names it
     */
    record Count(Sku sku, BigDecimal onHand, long movement, Optional<Unit> unit) {
    }
}
