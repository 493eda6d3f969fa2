package io.crossdock.system.connectors;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The request of effect {@code order.amend}: what of an order is cancelled, and what was added to it, altogether.
 *
 * @param order   our order number
 * @param lines   those of which something is cancelled
 * @param added   lines that the order has got since it was booked, as they were taken: more of a line, items besides, and
 *                other items for missing ones
 * @param charges of the order with all that was added, cancelled or not; there whenever something was added
 */
public record AmendmentRequest(String order, List<OrderAmendment.Line> lines, List<OrderPosting.Line> added,
        Optional<Charges> charges) {

    /** Freight, tax on all lines together, and lines, freight and tax, in the order's currency. */
    public record Charges(BigDecimal freight, BigDecimal tax, BigDecimal total) {
    }

    /** Nothing was added. */
    public AmendmentRequest(String order, List<OrderAmendment.Line> lines) {
        this(order, lines, List.of(), Optional.empty());
    }

    public AmendmentRequest {
        lines = List.copyOf(lines);
        // Requests of former versions have none.
        added = List.copyOf(Objects.requireNonNullElse(added, List.of()));
        charges = Objects.requireNonNullElse(charges, Optional.empty());
    }
}
