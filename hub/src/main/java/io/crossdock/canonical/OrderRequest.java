package io.crossdock.canonical;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * What a buyer asks for, whichever channel it came by. Well-formed, not yet checked against anything.
 *
 * @param consumer the landscape's id of who sent it
 * @param buyerReference the buyer's purchase order number
 * @param requestedDate the day the buyer wants the goods; empty means as soon as possible
 * @param completeness overrides what holds for the account
 * @param notes for people; no meaning to programs
 * @param reservation number of the cart or quote whose goods the order takes: {@code RV-1001}
 */
public record OrderRequest(Channel channel, String consumer, AccountId account,
        Optional<String> buyerReference, Optional<LocalDate> requestedDate, Destination shipTo,
        Currency currency, List<Line> lines, Optional<Completeness> completeness, Optional<String> notes,
        Optional<String> reservation) {

    /** No order has more lines, whatever the policy says. */
    public static final int MAX_LINES = 10_000;

    /**
     * One line.
     *
     * @param lineNo from 1, unique in the order
     * @param buyerLine the buyer's own name of the line (X12 850 PO101), given back on every document
     * @param quantity more than zero
     * @param expectedPrice what the buyer expects one unit to cost, not negative
     */
    public record Line(int lineNo, Optional<String> buyerLine, ItemName item, Quantity quantity,
            Optional<Money> expectedPrice, Optional<String> notes) {

        public Line {
            Text.refuse(lineNo < 1, "line numbers begin at 1");
            buyerLine.ifPresent(text -> Text.required(text, 20, "buyer's line"));
            quantity.requirePositive();
            Text.refuse(expectedPrice.isPresent()
                    && expectedPrice.get().signum() < 0, "expected price is negative");
            notes.ifPresent(text -> Text.bounded(text, 1_000, "notes"));
        }
    }

    /** A request that takes no reservation. */
    public OrderRequest(Channel channel, String consumer, AccountId account, Optional<String> buyerReference,
            Optional<LocalDate> requestedDate, Destination shipTo, Currency currency, List<Line> lines,
            Optional<Completeness> completeness, Optional<String> notes) {
        this(channel, consumer, account, buyerReference, requestedDate, shipTo, currency, lines, completeness, notes,
                Optional.empty());
    }

    public OrderRequest {
        Text.required(consumer, 80, "consumer");
        buyerReference.ifPresent(text -> Text.required(text, 80, "buyer's reference"));
        lines = List.copyOf(lines);
        Text.refuse(lines.isEmpty(), "an order has at least one line");
        Text.refuse(lines.size() > MAX_LINES, "an order has at most " + MAX_LINES + " lines");
        Text.refuse(lines.stream().mapToInt(Line::lineNo).distinct().count() != lines.size(),
                "two lines have the same number");
        notes.ifPresent(text -> Text.bounded(text, 4_000, "notes"));
        reservation.ifPresent(text -> Text.required(text, 40, "reservation"));
    }
}
