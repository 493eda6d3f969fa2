package io.crossdock.system.connectors.tryton;

import java.util.Arrays;
import java.util.Locale;

/** The states of a {@code sale.sale}, in the order in which it goes through them, and what we do in each. */
enum SaleState {
    CANCELLED(Next.GONE),
    DRAFT(Next.QUOTE),
    QUOTATION(Next.CONFIRM),
    /** Tryton has bound itself; it makes the shipments in a moment, or at once. */
    CONFIRMED(Next.NOTHING),
    PROCESSING(Next.NOTHING),
    DONE(Next.NOTHING);

    /** What an order in this state still needs. */
    enum Next {
        QUOTE,
        CONFIRM,
        /** It is booked. */
        NOTHING,
        /** Somebody there has cancelled it. */
        GONE
    }

    private final Next next;

    SaleState(Next next) {
        this.next = next;
    }

    Next next() {
        return next;
    }

    boolean booked() {
        return next == Next.NOTHING;
    }

    /** {@link IllegalArgumentException} for a state that this version of Tryton does not have. */
    static SaleState of(String text) {
        return Arrays.stream(values()).filter(state -> state.label().equals(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a sale is in state '" + text + "'"));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
