package io.crossdock.experience.edi.x12;

import java.util.List;

/**
 * One transaction set as received.
 *
 * @param type ST01, for instance {@code 850}; empty when the sender left it out
 * @param control ST02
 * @param segments from ST to SE as far as they were there
 * @param faults what is wrong with its header and trailer
 */
public record TransactionSet(String type, String control, List<Segment> segments, List<Fault> faults) {

    public TransactionSet {
        segments = List.copyOf(segments);
        faults = List.copyOf(faults);
    }

    /** Byte offset of ST. */
    public int offset() {
        return segments.getFirst().offset();
    }
}
