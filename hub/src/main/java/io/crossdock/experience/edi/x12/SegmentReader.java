package io.crossdock.experience.edi.x12;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Cuts one interchange into segments by the delimiters it declared. */
final class SegmentReader {

    private final Payload payload;
    private final Delimiters delimiters;
    private int next;
    private int end;
    private int position = 1;

    SegmentReader(Payload payload, Delimiters delimiters, int from) {
        this.payload = payload;
        this.delimiters = delimiters;
        this.next = from;
        this.end = from;
    }

    /** The next segment, or empty at the end of the payload and before the next ISA. */
    Optional<Segment> next() {
        int start = payload.skipBlanks(next);
        while (payload.at(start) == delimiters.terminator() && start < payload.length()) {
            start = payload.skipBlanks(start + 1);
        }
        if (start >= payload.length() || payload.startsSegment(start, "ISA")) {
            return Optional.empty();
        }
        int terminator = payload.indexOf(delimiters.terminator(), start);
        int stop = terminator < 0 ? payload.length() : terminator;
        next = terminator < 0 ? stop : stop + 1;
        end = next;
        position++;
        return Optional.of(segment(start, contentEnd(start, stop)));
    }

    /** Index after the last segment read, terminator included. */
    int end() {
        return end;
    }

    /** Carriage returns before a line feed terminator, and blanks at the very end, belong to nobody. */
    private int contentEnd(int start, int stop) {
        boolean lineTerminated = delimiters.terminator() == '\n' || stop == payload.length();
        int content = stop;
        while (lineTerminated && content > start && isLineEnd(payload.at(content - 1))) {
            content--;
        }
        return content;
    }

    private Segment segment(int start, int stop) {
        List<String> elements = new ArrayList<>();
        List<Integer> offsets = new ArrayList<>();
        int from = start;
        String id = "";
        for (int index = start; index <= stop; index++) {
            if (index == stop || payload.at(index) == delimiters.element()) {
                String text = payload.decode(from, index);
                if (from == start) {
                    id = text.strip().toUpperCase(Locale.ROOT);
                } else {
                    offsets.add(from);
                    elements.add(text);
                }
                from = index + 1;
            }
        }
        return new Segment(id, elements, position, start, offsets);
    }

    private static boolean isLineEnd(char c) {
        return c == '\r' || c == '\n' || c == '\u001A' || c == '\0';
    }
}
