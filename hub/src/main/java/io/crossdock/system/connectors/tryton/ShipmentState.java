package io.crossdock.system.connectors.tryton;

import java.util.Arrays;
import java.util.Locale;

/** The states of a {@code stock.shipment.out}, and what a shipment that has left needs in each. */
enum ShipmentState {
    DRAFT(Next.WAIT),
    WAITING(Next.ASSIGN),
    ASSIGNED(Next.PICK),
    PICKED(Next.PACK),
    PACKED(Next.FINISH),
    DONE(Next.NOTHING),
    CANCELLED(Next.NOTHING);

    /** What comes next on its way out. */
    enum Next {
        WAIT, ASSIGN, PICK, PACK, FINISH, NOTHING
    }

    private final Next next;

    ShipmentState(Next next) {
        this.next = next;
    }

    Next next() {
        return next;
    }

    /** Whether its quantities may still be changed. */
    boolean open() {
        return next == Next.WAIT || next == Next.ASSIGN || next == Next.PICK;
    }

    /** {@link IllegalArgumentException} for a state that this version of Tryton does not have. */
    static ShipmentState of(String text) {
        return Arrays.stream(values()).filter(state -> state.label().equals(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a shipment is in state '" + text + "'"));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
