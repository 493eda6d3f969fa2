package io.crossdock.process.ordering;

import java.util.Locale;

/** What we and the buyer have agreed. */
public enum CommercialState {
    ACCEPTED,
    /** Taken and reserved, but the ERP has a say first. */
    HELD,
    CANCELLED,
    /** Everything has been shipped or cancelled, and invoiced. */
    CLOSED;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static CommercialState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
