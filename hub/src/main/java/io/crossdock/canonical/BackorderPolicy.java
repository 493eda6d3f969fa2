package io.crossdock.canonical;

/** What happens to the part of a line that cannot be promised. */
public enum BackorderPolicy {
    /** It waits for supply. */
    BACKORDER,
    /** It is cut from the order, and the buyer is told. */
    CUT
}
