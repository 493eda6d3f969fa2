package io.crossdock.experience.edi.orders;

import io.crossdock.canonical.Fault;

/** Line item status codes of the 855 and the 856 (X12 data element 668). */
final class Statuses {

    static final String ACCEPTED = "IA";
    static final String BACKORDERED = "IB";
    static final String HELD = "IH";
    static final String PRICE_CHANGED = "IP";
    static final String QUANTITY_CHANGED = "IQ";
    static final String REJECTED = "IR";
    static final String SUBSTITUTED = "IS";

    private Statuses() {}

    /** R1 not a contract item, R2 invalid item, R3 invalid unit of issue, else simply rejected. */
    static String of(Fault fault) {
        return switch (fault.code()) {
            case "item-not-in-assortment" -> "R1";
            case "item-unknown", "item-discontinued" -> "R2";
            case "unit-unknown", "unit-missing" -> "R3";
            default -> REJECTED;
        };
    }
}
