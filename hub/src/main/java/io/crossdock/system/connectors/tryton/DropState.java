package io.crossdock.system.connectors.tryton;

import java.util.Arrays;
import java.util.Locale;

/** The states of a {@code stock.shipment.drop}: goods that a supplier ships to our buyer. */
enum DropState {
    DRAFT,
    WAITING,
    /** It has left the supplier. */
    SHIPPED,
    DONE,
    CANCELLED;

    /** Whether its quantities may still be changed. */
    boolean open() {
        return this == DRAFT || this == WAITING;
    }

    /** Whether what it leaves open may still become another one. */
    boolean underWay() {
        return open() || this == SHIPPED;
    }

    boolean left() {
        return this == SHIPPED || this == DONE;
    }

    /** {@link IllegalArgumentException} for a state that this version of Tryton does not have. */
    static DropState of(String text) {
        return Arrays.stream(values()).filter(state -> state.label().equals(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a drop shipment is in state '" + text + "'"));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
