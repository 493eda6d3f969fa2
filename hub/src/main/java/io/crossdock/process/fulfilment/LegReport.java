package io.crossdock.process.fulfilment;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShippedPackage;
import io.crossdock.canonical.Sku;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a warehouse or supplier says about a leg.
 *
 * @param sequence           place among the source's reports on this leg, from 1; 0: the source does not count
 * @param lines              what was moved, or for {@link LegSignal#SHORTED} what is missing, or for
 *                           {@link LegSignal#SUBSTITUTED} what was put in for it; in base units
 * @param packages           for {@link LegSignal#PACKED} and {@link LegSignal#SHIPPED}
 * @param carrier            who carries it
 * @param promisedShipDate   for {@link LegSignal#ACKNOWLEDGED}
 */
public record LegReport(LegNumber leg, LegSignal signal, Instant occurredAt, int sequence, List<Line> lines,
        List<ShippedPackage> packages, Optional<String> carrier, Optional<LocalDate> promisedShipDate) {

    public LegReport {
        lines = List.copyOf(lines);
        packages = List.copyOf(packages);
    }

    /** One line of a report. */
    public record Line(int lineNo, Sku sku, Quantity quantity) {
    }
}
