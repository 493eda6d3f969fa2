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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

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

    /** A line with all that was added to it, in the order in which it was ordered, and then what stands for any of these. */
    public List<Line> of(int lineNo) {
        return lines.stream().filter(line -> named(line) == lineNo).toList();
    }

    /** The number by which buyers name what a line delivers: of the line that it is more of, or stands for, or its own. */
    public int named(Line line) {
        return line.insteadOf().flatMap(this::line).orElse(line).named();
    }

    /** By the number of each line the one by which buyers name what it delivers. */
    public Map<Integer, Integer> names() {
        return lines.stream().collect(Collectors.toMap(Line::lineNo, this::named));
    }

    public Optional<Line> line(int lineNo) {
        return lines.stream().filter(line -> line.lineNo() == lineNo).findFirst();
    }

    /**
     * One line; {@code base}, {@code cancelled}, {@code shipped} and {@code invoiced} are in base units.
     *
     * @param ordered   what the buyer asked for
     * @param quantity  what was accepted
     * @param unitPrice for one unit of {@code quantity}
     * @param addedAt   when it was added to the order; empty if it was ordered with it
     * @param moreOf    the line that more was wanted of
     * @param insteadOf number of the line for whose missing item this one is sent
     */
    public record Line(int lineNo, Optional<String> buyerLine, Optional<String> buyerItem, Sku sku,
            String description, Quantity ordered, Quantity quantity, BigDecimal unitPrice, BigDecimal net,
            String taxClass, Quantity base, Quantity cancelled, Quantity shipped, Quantity invoiced,
            Optional<Instant> addedAt, Optional<Integer> moreOf, Optional<Integer> insteadOf) {

        /** One that was ordered with the order. */
        public Line(int lineNo, Optional<String> buyerLine, Optional<String> buyerItem, Sku sku, String description,
                Quantity ordered, Quantity quantity, BigDecimal unitPrice, BigDecimal net, String taxClass, Quantity base,
                Quantity cancelled, Quantity shipped, Quantity invoiced) {
            this(lineNo, buyerLine, buyerItem, sku, description, ordered, quantity, unitPrice, net, taxClass, base,
                    cancelled, shipped, invoiced, Optional.empty(), Optional.empty(), Optional.empty());
        }

        private int named() {
            return moreOf.orElse(lineNo);
        }

        /** Whether the buyer has added it to the order. */
        public boolean wished() {
            return addedAt.isPresent() && insteadOf.isEmpty();
        }

        /** What is still to leave. */
        public Quantity open() {
            return base.minus(cancelled).minus(shipped);
        }
    }
}
