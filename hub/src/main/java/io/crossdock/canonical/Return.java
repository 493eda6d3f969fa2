package io.crossdock.canonical;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Goods of one order that come back.
 *
 * @param warehouse  where they are to go
 * @param stateText  why it is refused, lapsed, or its credit refused
 * @param value      of the goods at the prices of the order, without tax
 * @param arriveBy   what is not there by then lapses; known once it is authorised
 * @param credit     what the buyer gets back; known once everything was inspected and invoiced
 */
public record Return(ReturnNumber number, OrderNumber order, AccountId account, Optional<String> buyerReference,
        State state, Optional<String> stateText, LocationId warehouse, Money value, Instant requestedAt,
        Optional<Instant> arriveBy, Optional<Instant> endedAt, List<Line> lines, Optional<CreditMemo> credit) {

    public Return {
        Text.refuse(lines.isEmpty(), "a return has lines");
        lines = List.copyOf(lines);
    }

    /** How far it is. */
    public enum State {
        /** Somebody has to say yes or no. */
        REQUESTED,
        /** The goods may come. */
        AUTHORISED,
        /** Some of the goods are there. */
        RECEIVED,
        /** Everything that came is looked at; the credit is on its way. */
        INSPECTED,
        /** The ERP has booked the credit. */
        CREDITED,
        /** The ERP said no to the credit. */
        CREDIT_REFUSED,
        REFUSED,
        CANCELLED,
        /** The goods did not come in time. */
        LAPSED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether what it names cannot be returned by another one. */
        public boolean claims() {
            return this != REFUSED && this != CANCELLED && this != LAPSED;
        }

        public static Optional<State> of(String label) {
            return Arrays.stream(values()).filter(state -> state.label().equals(label)).findFirst();
        }
    }

    /** Why a buyer sends something back. */
    public enum Reason {
        UNWANTED(true),
        ORDERED_WRONG(true),
        DAMAGED(false),
        DEFECTIVE(false),
        WRONG_ITEM(false),
        LATE(false);

        private final boolean ofTheBuyer;

        Reason(boolean ofTheBuyer) {
            this.ofTheBuyer = ofTheBuyer;
        }

        /** Whether nobody but the buyer caused it; then a restocking fee may be due. */
        public boolean ofTheBuyer() {
            return ofTheBuyer;
        }

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Reason> of(String label) {
            return Arrays.stream(values()).filter(reason -> reason.label().equals(label)).findFirst();
        }
    }

    /** What becomes of goods that came back. */
    public enum Disposition {
        /** As new: they lie on the shelf again. */
        SELLABLE,
        /** There, but on hold. */
        DAMAGED,
        /** Thrown away. */
        SCRAPPED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Disposition> of(String label) {
            return Arrays.stream(values()).filter(each -> each.label().equals(label)).findFirst();
        }
    }

    /**
     * One line of the order that comes back, whole or in part; all but {@code asked} in the item's base unit.
     *
     * @param lineNo of the order
     * @param asked  as the buyer said it, in any unit of the item
     */
    public record Line(int lineNo, Sku sku, Reason reason, Optional<String> note, Quantity asked, Quantity quantity,
            Quantity received, Quantity sellable, Quantity damaged, Quantity scrapped) {

        public Line {
            Text.refuse(lineNo < 1, "line numbers begin at 1");
            quantity.requirePositive();
        }

        /** What was looked at. */
        public Quantity inspected() {
            return sellable.plus(damaged).plus(scrapped);
        }

        /** What is still to come. */
        public Quantity open() {
            return quantity.minus(received);
        }
    }

    /**
     * What the buyer gets back: {@code total = net + tax − fee}.
     *
     * @param reference the ERP's number, once it has booked it
     */
    public record CreditMemo(String currency, BigDecimal net, BigDecimal tax, BigDecimal fee, BigDecimal total,
            Optional<String> reference) {
    }
}
