package io.crossdock.experience.warehouse;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ReturnNumber;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Sscc;
import io.crossdock.canonical.Unit;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.fulfilment.LegSignal;
import io.crossdock.process.returns.ReturnTelling;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a warehouse says, by whatever way it came.
 *
 * @param leg       what it is about, unless it is about stock alone
 * @param reference of a receipt, or the reason of a count, an adjustment or a hold
 * @param document  the warehouse's own number of the paper behind it: what is told twice under one number counts once
 * @param other     the warehouse at the other end of a transfer
 * @param back      goods that came back, if it is about those
 */
record WarehouseEvent(Kind kind, LocationId warehouse, Instant occurredAt, Optional<LegPart> leg,
        Optional<String> reference, Optional<String> document, Optional<LocationId> other, List<StockRow> stock,
        Optional<ReturnPart> back) {

    WarehouseEvent {
        stock = List.copyOf(stock);
    }

    /** Everything that can happen in a warehouse. */
    enum Kind {
        LEG_RELEASED("leg.released", LegSignal.RELEASED),
        LEG_PICKING("leg.picking", LegSignal.PICKING),
        LEG_PICKED("leg.picked", LegSignal.PICKED),
        LEG_SHORTED("leg.shorted", LegSignal.SHORTED),
        /** Missing, and the warehouse has put in another item instead. */
        LEG_SUBSTITUTED("leg.substituted", LegSignal.SUBSTITUTED),
        LEG_PACKED("leg.packed", LegSignal.PACKED),
        /** On a carrier's manifest: packages have their tracking numbers. */
        LEG_MANIFESTED("leg.manifested", LegSignal.PACKED),
        LEG_SHIPPED("leg.shipped", LegSignal.SHIPPED),
        LEG_CANCELLED("leg.cancelled", LegSignal.CANCELLED),
        STOCK_RECEIVED("stock.received"),
        STOCK_ADJUSTED("stock.adjusted"),
        STOCK_COUNTED("stock.counted"),
        STOCK_TRANSFERRED_OUT("stock.transferred_out"),
        STOCK_TRANSFERRED_IN("stock.transferred_in"),
        STOCK_HELD("stock.held"),
        STOCK_FREED("stock.freed"),
        RETURN_RECEIVED("return.received"),
        RETURN_INSPECTED("return.inspected");

        private final String label;
        private final Optional<LegSignal> signal;

        Kind(String label) {
            this.label = label;
            this.signal = Optional.empty();
        }

        Kind(String label, LegSignal signal) {
            this.label = label;
            this.signal = Optional.of(signal);
        }

        String label() {
            return label;
        }

        Optional<LegSignal> signal() {
            return signal;
        }

        static Optional<Kind> of(String label) {
            return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
        }
    }

    /** A row of it is about goods that may not be shipped, or may be again. */
    boolean isAboutHolds() {
        return kind == Kind.STOCK_HELD || kind == Kind.STOCK_FREED;
    }

    boolean isAboutReturns() {
        return kind == Kind.RETURN_RECEIVED || kind == Kind.RETURN_INSPECTED;
    }

    /** The same with other rows of stock. */
    WarehouseEvent counting(List<StockRow> rows) {
        return new WarehouseEvent(kind, warehouse, occurredAt, leg, reference, document, other, rows, back);
    }

    /** The part about goods that came back. */
    record ReturnPart(ReturnNumber number, List<ReturnTelling.Line> lines) {

        ReturnPart {
            lines = List.copyOf(lines);
        }
    }

    /**
     * The part about a leg.
     *
     * @param sequence    place among the reports on this leg, from 1; 0: not counted
     * @param lines       in any unit the item is sold in; line number 0 where the warehouse names the item alone
     * @param substitutes what the warehouse offers, or has put in, for what is missing
     */
    record LegPart(LegNumber number, LegSignal signal, int sequence, List<LegReport.Line> lines,
            List<Substitute> substitutes, List<Box> packages, Optional<String> carrier) {

        LegPart {
            lines = List.copyOf(lines);
            substitutes = List.copyOf(substitutes);
            packages = List.copyOf(packages);
        }
    }

    /** @param instead what the warehouse ships, or would ship, instead of what is missing on the line */
    record Substitute(int lineNo, Sku missing, Sku instead, Quantity quantity) {
    }

    /** @param lines as those of the leg */
    record Box(Sscc sscc, Optional<String> tracking, Optional<Quantity> weight, List<LegReport.Line> lines) {

        Box {
            lines = List.copyOf(lines);
        }
    }

    /**
     * What lies there now, or what came or went, or what is held.
     *
     * @param onHand   what lies there
     * @param delta    what came (or, less than zero, went)
     * @param movement the warehouse's number of the movement
     * @param unit     when the row names it; else the item's base unit
     * @param at       when the row has a time of its own
     */
    record StockRow(Sku sku, Optional<BigDecimal> onHand, Optional<BigDecimal> delta, Optional<Long> movement,
            Optional<Unit> unit, Optional<Instant> at) {
    }
}
