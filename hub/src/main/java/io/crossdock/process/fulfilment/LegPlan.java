package io.crossdock.process.fulfilment;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.SupplierId;
import java.time.LocalDate;
import java.util.List;

/**
 * A leg that sourcing proposes.
 *
 * @param shipBy      the day it leaves, in the zone of its origin
 * @param promisedFor the day it arrives; for a backorder an estimate
 * @param lines       in base units
 */
public record LegPlan(Origin origin, LocalDate shipBy, LocalDate promisedFor, List<Line> lines) {

    public LegPlan {
        lines = List.copyOf(lines);
    }

    /** One line of a leg. */
    public record Line(int lineNo, Sku sku, Quantity quantity) {
    }

    /** Where a leg comes from. */
    public sealed interface Origin {

        record Warehouse(LocationId location) implements Origin {
        }

        record DropShip(SupplierId supplier) implements Origin {
        }

        /** Nobody has it yet. */
        record Backorder() implements Origin {
        }
    }
}
