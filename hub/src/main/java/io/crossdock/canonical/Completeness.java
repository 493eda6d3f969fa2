package io.crossdock.canonical;

/** Whether an order may leave in parts. */
public enum Completeness {
    /** Everything at once or not at all. */
    COMPLETE,
    /** What is there may leave first. */
    PARTIAL
}
