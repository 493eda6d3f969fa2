package io.crossdock.process.ordering;

import java.util.Locale;

/** Whether the ERP has the order. */
public enum PostingState {
    PENDING,
    /** The ERP's answer was lost; it is being asked. */
    IN_DOUBT,
    POSTED,
    /** The ERP said no. */
    REFUSED,
    /** A person decides. */
    PARKED;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PostingState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
