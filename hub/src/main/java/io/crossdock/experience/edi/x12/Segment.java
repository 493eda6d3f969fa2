package io.crossdock.experience.edi.x12;

import java.util.List;

/**
 * One segment as received: its identifier in capitals and the text of its elements, with its place in the payload.
 *
 * @param elements element 1 is at index 0; composites are still in one piece
 * @param position 1-based number of the segment within its interchange (ISA = 1)
 * @param offset byte offset of the identifier in the payload
 * @param elementOffsets byte offset of each element in the payload
 */
public record Segment(String id, List<String> elements, int position, int offset, List<Integer> elementOffsets) {

    public Segment {
        elements = List.copyOf(elements);
        elementOffsets = List.copyOf(elementOffsets);
    }

    /** Element {@code number} (1-based), or an empty text when the segment ends before it. */
    public String element(int number) {
        return number <= elements.size() ? elements.get(number - 1) : "";
    }

    /** Byte offset of element {@code number}; the segment's own offset when it has no such element. */
    public int elementOffset(int number) {
        return number >= 1 && number <= elementOffsets.size() ? elementOffsets.get(number - 1) : offset;
    }
}
