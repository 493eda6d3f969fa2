package io.crossdock.process.fulfilment;

import java.util.Locale;

/** How far a leg has come. */
public enum LegState {
    /** Backordered: no place has it yet. */
    WAITING,
    /** Reserved; nobody outside knows of it. */
    PLANNED,
    /** On its way to the warehouse or supplier as an effect. */
    REQUESTED,
    /** The warehouse or supplier has it. */
    RELEASED,
    PICKING,
    PICKED,
    PACKED,
    /** Has left the dock. */
    SHIPPED,
    /** Every package has been handed over. */
    DELIVERED,
    /** Ended with nothing to ship. */
    SHORTED,
    CANCELLED;

    /** The name as it is written outside and in the database. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static LegState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** Whether nothing more is expected. */
    public boolean ended() {
        return this == DELIVERED || this == SHORTED || this == CANCELLED;
    }
}
