package io.crossdock.process.story;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.OrderNumber;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * One order in a list.
 *
 * @param commercial as {@code CommercialState} is written
 * @param posting    as {@code PostingState} is written
 * @param promised   when the last shipment arrives
 */
public record OrderRow(UUID id, OrderNumber number, String channel, AccountId account, Optional<String> buyerReference,
        Optional<String> erpReference, BigDecimal total, String currency, String commercial, String posting,
        Instant acceptedAt, Optional<LocalDate> promised, Legs legs, int invoices) {

    /** How many shipments there are, without those that came to nothing, and how far they have come. */
    public record Legs(int all, int waiting, int inWork, int left, int delivered) {
    }

    /** How it stands, in two or three words. */
    public String standing() {
        if (commercial.equals("cancelled")) {
            return "Cancelled";
        } else if (posting.equals("refused")) {
            return "Held: refused";
        } else if (posting.equals("parked")) {
            return "Needs a decision";
        } else if (commercial.equals("closed")) {
            return legs.delivered() == legs.all() ? "Delivered, invoiced" : "Shipped, invoiced";
        } else if (posting.equals("in_doubt")) {
            return "Asking the ERP";
        } else if (commercial.equals("held")) {
            return "Held";
        } else if (posting.equals("pending")) {
            return legs.left() > 0 ? "Shipping, not booked" : "Waits for the ERP";
        }
        return shipping();
    }

    private String shipping() {
        if (legs.all() == 0) {
            return "Nothing to ship";
        } else if (legs.delivered() == legs.all()) {
            return "Delivered";
        } else if (legs.left() == legs.all()) {
            return "Shipped";
        } else if (legs.left() > 0) {
            return legs.left() + " of " + legs.all() + " shipped";
        } else if (legs.inWork() > 0) {
            return "In the warehouse";
        }
        return legs.waiting() == legs.all() ? "Backordered" : "Booked";
    }

    /** How much attention it wants. */
    public Tone tone() {
        return posting.equals("refused") || posting.equals("parked") ? Tone.TROUBLE
                : commercial.equals("cancelled") || commercial.equals("closed") ? Tone.QUIET
                : posting.equals("posted") ? legs.waiting() > 0 ? Tone.WAITING : Tone.FLOWING : Tone.WAITING;
    }

    /** For colours. */
    public enum Tone {
        FLOWING, WAITING, TROUBLE, QUIET
    }
}
