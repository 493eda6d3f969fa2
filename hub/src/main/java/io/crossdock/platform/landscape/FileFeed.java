package io.crossdock.platform.landscape;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;

/**
 * Files of one kind that a warehouse leaves.
 *
 * @param name       of the feed within its system
 * @param place      where it leaves them
 * @param pattern    glob of file names: {@code *.csv}
 * @param separator  of columns in CSV
 * @param header     whether a CSV file begins with the names of its columns
 * @param skip       lines at the beginning that say nothing
 * @param columns    where a field stands: a column's name, its number from 1, or {@code 1-12} in fixed-width files
 * @param dateFormat as of {@link java.time.format.DateTimeFormatter}, in the system's zone; ISO 8601 when empty
 * @param units      their unit to a UN/CEFACT Rec 20 code
 * @param maxBytes   no larger file is read (8 MiB)
 * @param maxRows    nor one of more rows (20 000)
 */
public record FileFeed(String name, FilePlace place, String pattern, Event event, Format format, char separator,
        boolean header, int skip, Map<Field, String> columns, Optional<String> dateFormat, Map<String, String> units,
        char decimalMark, Charset encoding, int maxBytes, int maxRows) {

    /** What a row says. */
    public enum Event {
        /** What lies there. */
        COUNT,
        /** What came in. */
        RECEIPT,
        /** What was corrected, more or less. */
        ADJUSTMENT,
        /** What left for a release. */
        SHIPMENT
    }

    /** How rows are written. */
    public enum Format {
        CSV,
        FIXED
    }

    /** What can stand in a row. */
    public enum Field {
        SKU, QUANTITY, UNIT, AT, DOCUMENT, REASON, MOVEMENT, RELEASE, LINE, SSCC, TRACKING, CARRIER
    }

    public FileFeed {
        columns = Map.copyOf(columns);
        units = Map.copyOf(units);
    }

    public Optional<String> column(Field field) {
        return Optional.ofNullable(columns.get(field));
    }
}
