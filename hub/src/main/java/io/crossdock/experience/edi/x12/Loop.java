package io.crossdock.experience.edi.x12;

import java.util.List;

/**
 * A transaction set put in order: a loop holds the segment that opens it and, in their order, its further segments
 * and loops. The outermost loop is the set itself, opened by ST.
 */
public record Loop(Segment leader, List<Part> parts) {

    public Loop {
        parts = List.copyOf(parts);
    }

    /** What a loop holds. */
    public sealed interface Part {

        /** A segment of the loop, with its 1-based number in the set. */
        record Single(Segment segment, int number) implements Part {}

        /** A loop within the loop. */
        record Nested(Loop loop, int number) implements Part {}
    }
}
