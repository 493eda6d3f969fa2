package io.crossdock.process.ordering;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Address;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.Sku;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An order as it stands. Amounts are in {@code currency}.
 *
 * @param stateReason  why it is held, refused or parked
 * @param erpReference the ERP's own number
 */
public record Order(UUID id, OrderNumber number, String channel, String consumer, AccountId account,
        Optional<String> buyerReference, Optional<LocalDate> requestedFor, Optional<ShipToId> shipToId,
        Address shipTo, Completeness completeness, String currency, BigDecimal net, BigDecimal freight,
        BigDecimal tax, BigDecimal total, CommercialState commercialState, PostingState postingState,
        Optional<String> stateReason, String erpSystem, Optional<String> erpReference, List<String> conditions,
        String correlation, Instant acceptedAt, Optional<Instant> closedAt, List<Line> lines) {

    public Order {
        conditions = List.copyOf(conditions);
        lines = List.copyOf(lines);
    }

    /**
     * One line; {@code base}, {@code cancelled}, {@code shipped} and {@code invoiced} are in base units.
     *
     * @param ordered   what the buyer asked for
     * @param quantity  what was accepted
     * @param unitPrice for one unit of {@code quantity}
     */
    public record Line(int lineNo, Optional<String> buyerLine, Optional<String> buyerItem, Sku sku,
            String description, Quantity ordered, Quantity quantity, BigDecimal unitPrice, BigDecimal net,
            String taxClass, Quantity base, Quantity cancelled, Quantity shipped, Quantity invoiced) {

        /** What is still to leave. */
        public Quantity open() {
            return base.minus(cancelled).minus(shipped);
        }
    }
}
