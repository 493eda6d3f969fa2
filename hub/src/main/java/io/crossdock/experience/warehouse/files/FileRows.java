package io.crossdock.experience.warehouse.files;

import io.crossdock.platform.landscape.FileFeed;
import io.crossdock.platform.landscape.FileFeed.Field;
import io.crossdock.platform.landscape.FileFeed.Format;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Cuts a file into rows of cells, as its feed says. A row never spans lines, so that a bad one spoils no other. */
final class FileRows {

    private static final char REPLACEMENT = '\uFFFD';

    /** @param column place of its first character in its line, from 1 */
    record Cell(int column, String text) {
    }

    /** @param line from 1 */
    record Row(int line, Map<Field, Cell> cells) {

        Optional<Cell> cell(Field field) {
            return Optional.ofNullable(cells.get(field)).filter(cell -> !cell.text().isEmpty());
        }

        int column(Field field) {
            return Optional.ofNullable(cells.get(field)).map(Cell::column).orElse(1);
        }
    }

    /**
     * @param uncut  lines that could not be cut into cells
     * @param usable false when the file as a whole cannot be meant
     */
    record Cut(List<Row> rows, List<String> uncut, List<RowFault> faults, int total, boolean usable) {
    }

    private final FileFeed feed;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> uncut = new ArrayList<>();
    private final List<RowFault> faults = new ArrayList<>();
    private final Map<Field, Integer> places = new EnumMap<>(Field.class);

    private FileRows(FileFeed feed) {
        this.feed = feed;
    }

    static Cut cut(FileFeed feed, byte[] bytes) {
        return new FileRows(feed).cut(new String(bytes, feed.encoding()).replaceFirst("^\uFEFF", ""));
    }

    private Cut cut(String text) {
        List<String> lines = text.lines().toList();
        int first = feed.skip() + (feed.header() ? 1 : 0);
        int total = (int) lines.stream().skip(first).filter(line -> !blank(line)).count();
        if (total > feed.maxRows()) {
            return unusable(1, "too-many-rows", "The file has " + total + " rows, at most " + feed.maxRows()
                    + " are read.", total);
        }
        if (lines.size() < first) {
            return unusable(1, "header-missing", "The file ends before its header.", total);
        }
        if (feed.format() == Format.CSV && !header(lines)) {
            return new Cut(List.of(), List.of(), List.copyOf(faults), total, false);
        }
        for (int i = first; i < lines.size(); i++) {
            if (!blank(lines.get(i))) {
                row(i + 1, lines.get(i));
            }
        }
        return new Cut(List.copyOf(rows), List.copyOf(uncut), List.copyOf(faults), total, true);
    }

    /** Spreadsheets end a table in rows of which nothing but separators is left. */
    private boolean blank(String line) {
        return (feed.format() == Format.CSV ? line.replace(feed.separator(), ' ') : line).isBlank();
    }

    private static Cut unusable(int line, String code, String message, int total) {
        return new Cut(List.of(), List.of(), List.of(new RowFault(line, 1, code, message)), total, false);
    }

    private boolean header(List<String> lines) {
        int line = feed.skip() + 1;
        List<String> names = feed.header() ? cells(line, lines.get(line - 1)).orElse(List.of()).stream()
                .map(cell -> cell.text().toLowerCase(Locale.ROOT)).toList() : List.of();
        feed.columns().forEach((field, column) -> {
            int place = feed.header() ? names.indexOf(column.strip().toLowerCase(Locale.ROOT))
                    : Integer.parseInt(column) - 1;
            if (place < 0) {
                faults.add(new RowFault(line, 1, "column-missing", "There is no column '" + column + "'."));
            }
            places.put(field, place);
        });
        return faults.isEmpty();
    }

    private void row(int number, String line) {
        int broken = line.indexOf(REPLACEMENT);
        if (broken >= 0) {
            faults.add(new RowFault(number, broken + 1, "bad-character", "This is not " + feed.encoding().name() + "."));
            uncut.add(line);
            return;
        }
        int tab = feed.format() == Format.FIXED ? line.indexOf('\t') : -1;
        if (tab >= 0) {
            faults.add(new RowFault(number, tab + 1, "bad-character", "Behind a tab nobody can tell in which column a cell "
                    + "begins."));
            uncut.add(line);
            return;
        }
        Map<Field, Cell> cells = new EnumMap<>(Field.class);
        if (feed.format() == Format.FIXED) {
            feed.columns().forEach((field, range) -> cells.put(field, slice(line, range)));
        } else {
            Optional<List<Cell>> cut = cells(number, line);
            if (cut.isEmpty()) {
                uncut.add(line);
                return;
            }
            int end = line.length() + 1;
            places.forEach((field, place) -> cells.put(field,
                    place < cut.get().size() ? cut.get().get(place) : new Cell(end, "")));
        }
        rows.add(new Row(number, cells));
    }

    private static Cell slice(String line, String range) {
        String[] ends = range.split("-", 2);
        int from = Integer.parseInt(ends[0]);
        int to = Math.min(Integer.parseInt(ends[1]), line.length());
        return new Cell(from, from > to ? "" : line.substring(from - 1, to).strip());
    }

    /** RFC 4180, except that a quoted cell ends in its line. Empty when the line cannot be cut. */
    private Optional<List<Cell>> cells(int number, String line) {
        List<Cell> cells = new ArrayList<>();
        int at = 0;
        while (at <= line.length()) {
            int start = at;
            while (at < line.length() && line.charAt(at) == ' ') {
                at++;
            }
            if (at < line.length() && line.charAt(at) == '"') {
                StringBuilder text = new StringBuilder();
                int open = at;
                for (at++; at < line.length(); at++) {
                    boolean quote = line.charAt(at) == '"';
                    if (quote && at + 1 < line.length() && line.charAt(at + 1) == '"') {
                        at++;
                    } else if (quote) {
                        break;
                    }
                    text.append(line.charAt(at));
                }
                int end = next(line, at + 1);
                if (at >= line.length() || !line.substring(at + 1, end).isBlank()) {
                    faults.add(new RowFault(number, open + 1, "quote-bad", "A quoted cell does not end as it should."));
                    return Optional.empty();
                }
                cells.add(new Cell(open + 2, text.toString().strip()));
                at = end + 1;
            } else {
                int end = next(line, start);
                String text = line.substring(start, end);
                cells.add(new Cell(start + 1 + text.length() - text.stripLeading().length(), text.strip()));
                at = end + 1;
            }
        }
        return Optional.of(cells);
    }

    private int next(String line, int from) {
        int found = line.indexOf(feed.separator(), Math.min(from, line.length()));
        return found < 0 ? line.length() : found;
    }
}
