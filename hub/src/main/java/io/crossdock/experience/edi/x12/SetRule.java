package io.crossdock.experience.edi.x12;

import java.util.List;
import java.util.Set;

/**
 * What the dictionary knows of one transaction set.
 *
 * @param functionalId GS01 of the groups it travels in
 * @param body everything between ST and SE
 * @param ids every segment identifier that may occur
 */
record SetRule(String type, String functionalId, LoopUse body, Set<String> ids) {

    SetRule {
        ids = Set.copyOf(ids);
    }

    /** A place within a set. */
    sealed interface Item {

        String id();

        boolean mandatory();

        int max();
    }

    record SegmentUse(String id, boolean mandatory, int max) implements Item {}

    /** A loop; {@code id} is its first segment, which is not repeated in {@code items}. */
    record LoopUse(String id, boolean mandatory, int max, List<Item> items) implements Item {

        public LoopUse {
            items = List.copyOf(items);
        }
    }
}
