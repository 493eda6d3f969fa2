package io.crossdock.system.connectors.tryton;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a reading goes on: after a row, of a reading that began at some time. Rows are read in the order of their
 * numbers, which never changes, so that none is skipped while others are written. No row is said to be newer than the
 * beginning of the reading: what was changed after its page had been read is found by the next one.
 *
 * @param part which of several lists, from zero
 */
record Cursor(Instant begun, int part, long after) {

    private static final String BETWEEN = "~";

    static Cursor of(Optional<String> text, Instant now) {
        try {
            return text.map(each -> each.split(BETWEEN, -1)).map(parts -> new Cursor(Instant.parse(parts[0]),
                    Integer.parseInt(parts[1]), Long.parseLong(parts[2]))).orElseGet(() -> new Cursor(now, 0, 0));
        } catch (RuntimeException malformed) {
            return new Cursor(now, 0, 0);
        }
    }

    Cursor afterRow(long id) {
        return new Cursor(begun, part, id);
    }

    Cursor nextPart() {
        return new Cursor(begun, part + 1, 0);
    }

    Instant notAfterBeginning(Instant stamp) {
        return stamp.isAfter(begun) ? begun : stamp;
    }

    String text() {
        return begun + BETWEEN + part + BETWEEN + after;
    }
}
