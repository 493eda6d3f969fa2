package io.crossdock.experience.edi.x12;

import java.util.List;

/**
 * What the dictionary knows of one segment.
 *
 * @param open more elements than listed are no fault
 */
record SegmentRule(String id, List<Use> uses, List<Condition> conditions, boolean open) {

    SegmentRule {
        uses = List.copyOf(uses);
        conditions = List.copyOf(conditions);
    }

    /** An element at its place. */
    record Use(ElementRule rule, boolean mandatory) {}

    /** A relation between elements (X12.6 §3.8.3.3); {@code elements} are 1-based. */
    record Condition(Relation relation, List<Integer> elements) {

        Condition {
            elements = List.copyOf(elements);
        }
    }

    enum Relation { PAIRED, REQUIRED, EXCLUSION, CONDITIONAL, LIST }
}
