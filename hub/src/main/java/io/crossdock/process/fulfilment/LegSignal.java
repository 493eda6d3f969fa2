package io.crossdock.process.fulfilment;

/** What a warehouse, a supplier or a carrier can say about a leg. */
public enum LegSignal {
    /** The hub has asked for it to be released. */
    REQUESTED,
    RELEASED,
    /** A supplier confirms, with a date. */
    ACKNOWLEDGED,
    PICKING,
    /** Something is missing. */
    SHORTED,
    /** Something is missing, and another item was put in for it. */
    SUBSTITUTED,
    PICKED,
    PACKED,
    SHIPPED,
    /** The carrier has handed over the last package. */
    DELIVERED,
    CANCELLED
}
