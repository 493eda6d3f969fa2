package io.crossdock.experience.edi.x12;

/**
 * The characters an interchange declares for itself (X12.5: ISA positions 4, 83, 105 and 106).
 *
 * @param element separates elements
 * @param component separates components of a composite; {@link #NONE} when the sender declared none
 * @param repetition separates repeated elements; {@link #NONE} before version 00402
 * @param terminator ends a segment
 */
public record Delimiters(char element, char component, char repetition, char terminator) {

    /** Stands for "not declared". */
    public static final char NONE = '\0';

    public Delimiters {
        if (element == NONE || terminator == NONE || element == terminator) {
            throw new IllegalArgumentException("element separator and segment terminator must differ");
        }
    }

    /** The commonest choice: {@code *}, {@code >}, {@code ^}, {@code ~}. */
    public static Delimiters usual() {
        return new Delimiters('*', '>', '^', '~');
    }

    boolean contains(char c) {
        return c != NONE && (c == element || c == component || c == repetition || c == terminator);
    }
}
