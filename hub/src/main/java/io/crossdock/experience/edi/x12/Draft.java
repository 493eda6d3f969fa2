package io.crossdock.experience.edi.x12;

import java.util.Arrays;
import java.util.List;

/**
 * A segment to be written. Every element is a list of components; a simple element has one, an absent element none.
 */
public record Draft(String id, List<List<String>> elements) {

    public Draft {
        if (!id.matches("[A-Z][A-Z0-9]{1,2}")) {
            throw new IllegalArgumentException("not a segment identifier: " + id);
        }
        elements = elements.stream().map(List::copyOf).toList();
    }

    /** A segment of simple elements; an empty text stands for an absent element. */
    public static Draft of(String id, String... elements) {
        return new Draft(id, Arrays.stream(elements).map(List::of).toList());
    }
}
