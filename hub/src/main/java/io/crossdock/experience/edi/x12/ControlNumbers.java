package io.crossdock.experience.edi.x12;

/**
 * Hands out control numbers of outgoing interchanges. Within a series no number is skipped and none given twice; after
 * 999 999 999 follows 1.
 */
public interface ControlNumbers {

    /** The next number; taken for good only when the caller's transaction commits. */
    long next(Series series);
}
