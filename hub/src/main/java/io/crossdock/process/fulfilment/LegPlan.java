package io.crossdock.process.fulfilment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.SupplierId;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

        /** From what facts say: a place, a supplier, or neither. */
        @JsonCreator
        static Origin of(@JsonProperty("location") @Nullable LocationId location,
                @JsonProperty("supplier") @Nullable SupplierId supplier) {
            return location != null ? new Warehouse(location) : supplier != null ? new DropShip(supplier) : new Backorder();
        }

        record Warehouse(LocationId location) implements Origin {
        }

        record DropShip(SupplierId supplier) implements Origin {
        }

        /** Nobody has it yet. */
        record Backorder() implements Origin {
        }
    }
}
