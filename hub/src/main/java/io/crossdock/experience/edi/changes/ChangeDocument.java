package io.crossdock.experience.edi.changes;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change as its map understood it; all values are texts, not yet checked. Sources are X12 860 segments.
 *
 * @param reference  BCH03
 * @param purpose    BCH01
 * @param release    BCH04
 * @param number     BCH05
 * @param date       BCH06
 * @param dates      DTM of the whole order
 * @param shipTo     N104 of N1*ST
 * @param lineCount  CTT01
 */
record ChangeDocument(Optional<String> reference, Optional<String> purpose, Optional<String> release,
        Optional<String> number, Optional<String> date, List<Day> dates, List<String> notes, Optional<String> shipTo,
        List<Line> lines, Optional<String> lineCount) {

    /** DTM01 and DTM02. */
    record Day(Optional<String> qualifier, Optional<String> date) {
    }

    /** POC01 to POC06, and the item's names. */
    record Line(Optional<String> line, Optional<String> code, Optional<String> quantity, Optional<String> unit,
            Optional<String> price, List<Id> ids, List<Day> dates) {

        Line {
            ids = orEmpty(ids);
            dates = orEmpty(dates);
        }
    }

    /** One pair of POC08 to POC27. */
    record Id(Optional<String> qualifier, Optional<String> scheme, String value) {
    }

    ChangeDocument {
        dates = orEmpty(dates);
        notes = orEmpty(notes);
        lines = orEmpty(lines);
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
