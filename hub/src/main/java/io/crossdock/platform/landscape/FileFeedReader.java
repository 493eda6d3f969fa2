package io.crossdock.platform.landscape;

import io.crossdock.platform.landscape.FileFeed.Event;
import io.crossdock.platform.landscape.FileFeed.Field;
import io.crossdock.platform.landscape.FileFeed.Format;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The {@code files} of a system: checked beyond their schema, and read. */
final class FileFeedReader {

    private static final int BYTES = 8 << 20;
    private static final int ROWS = 20_000;
    private static final Duration POLL = Duration.ofSeconds(30);

    private FileFeedReader() {
    }

    static FileFeed read(Values values, Path landscape) {
        Map<Field, String> columns = new EnumMap<>(Field.class);
        values.map("columns", Values::plain).forEach((name, place) -> columns.put(field(name), place));
        Format format = Format.valueOf(values.text("format", "csv").toUpperCase(Locale.ROOT));
        return new FileFeed(values.text("name"), place(values, landscape), values.text("pattern", "*"),
                Event.valueOf(values.text("event").toUpperCase(Locale.ROOT)), format, separator(values),
                format == Format.CSV && !values.text("header").equals("false"), values.number("skip", 0), columns,
                values.optional("dateFormat"), values.map("units", Values::plain), values.character("decimalMark", '.'),
                values.text("encoding", "utf-8").equals("utf-8") ? StandardCharsets.UTF_8
                        : Charset.forName(values.text("encoding")),
                values.number("maxBytes", BYTES), values.number("maxRows", ROWS));
    }

    private static FilePlace place(Values values, Path landscape) {
        return values.optional("folder").<FilePlace>map(folder -> new FilePlace.Folder(landscape.resolve(folder)))
                .or(() -> values.optional("source").map(FilePlace.BySource::new))
                .orElseGet(() -> sftp(values.group("sftp")));
    }

    private static FilePlace sftp(Values values) {
        FilePlace.Login login = values.secret("key").<FilePlace.Login>map(FilePlace.Login.Key::new)
                .orElseGet(() -> new FilePlace.Login.Password(values.secret("password").orElseThrow()));
        return new FilePlace.Sftp(values.text("host"), values.number("port", 22), values.text("user"),
                HostKey.parse(values.text("hostKey")).orElseThrow(), login,
                values.text("directory").replaceFirst("(?<=.)/+$", ""), values.text("archive", "done"),
                values.duration("poll", POLL));
    }

    private static char separator(Values values) {
        return values.text("separator", ",").equals("tab") ? '\t' : values.character("separator", ',');
    }

    private static Field field(String name) {
        return Field.valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** @param wrong takes the pointer and what is wrong there */
    static void check(JsonNode system, BiConsumer<String, String> wrong) {
        String ordering = system.path("ordering").asString("sequence");
        Set<String> names = new HashSet<>();
        JsonNode files = system.path("files");
        for (int i = 0; i < files.size(); i++) {
            String at = "/files/" + i;
            if (!names.add(files.get(i).path("name").asString(""))) {
                wrong.accept(at + "/name", "two file feeds have this name");
            }
            check(files.get(i), ordering, at, wrong);
            place(files.get(i), at, wrong);
        }
    }

    private static void check(JsonNode file, String ordering, String at, BiConsumer<String, String> wrong) {
        JsonNode columns = file.path("columns");
        String event = file.path("event").asString("");
        required(event, ordering).stream().filter(name -> !columns.has(name)).forEach(name -> wrong.accept(at + "/columns",
                "a " + event + " of a source ordered by " + ordering + " needs the column '" + name + "'"));
        if (ordering.equals("sequence") && Set.of("receipt", "adjustment").contains(event)) {
            wrong.accept(at + "/event", "a " + event + " says a difference, and a source ordered by sequence says counts: "
                    + "give the system 'ordering: timestamp' or 'ordering: none'");
        }
        if (ordering.equals("none") && event.equals("count")) {
            wrong.accept(at + "/event", "a count of a source without order cannot be placed: "
                    + "give the system 'ordering: timestamp'");
        }
        boolean fixed = file.path("format").asString("csv").equals("fixed");
        boolean named = !fixed && file.path("header").asBoolean(true);
        for (Map.Entry<String, JsonNode> column : columns.properties()) {
            String place = column.getValue().asString("");
            if (fixed && !isRange(place)) {
                wrong.accept(at + "/columns/" + column.getKey(), "a fixed-width column is written first-last, such as 1-12");
            } else if (!fixed && !named && !place.matches("[1-9][0-9]{0,3}")) {
                wrong.accept(at + "/columns/" + column.getKey(), "without a header a column is known by its number");
            }
        }
        if (!isDateFormat(file.path("dateFormat").asString(""))) {
            wrong.accept(at + "/dateFormat", "this is no date format; one is written as yyyy-MM-dd HH:mm");
        }
    }

    private static void place(JsonNode file, String at, BiConsumer<String, String> wrong) {
        if (List.of("folder", "sftp", "source").stream().filter(file::has).count() != 1) {
            wrong.accept(at, "files are left in one place: give folder, sftp or source");
        }
        JsonNode sftp = file.path("sftp");
        if (!sftp.isObject()) {
            return;
        }
        if (sftp.has("key") == sftp.has("password")) {
            wrong.accept(at + "/sftp", "one way to log in is needed: give key or password");
        }
        String hostKey = sftp.path("hostKey").asString("");
        if (!hostKey.isEmpty() && HostKey.parse(hostKey).isEmpty()) {
            wrong.accept(at + "/sftp/hostKey", "this is neither a fingerprint (SHA256:...) nor a public key "
                    + "(ssh-ed25519 AAAA...)");
        }
        if (Set.of("working", "refused").contains(sftp.path("archive").asString(""))) {
            wrong.accept(at + "/sftp/archive", "this directory has another use: choose another name");
        }
        String poll = sftp.path("poll").asString("");
        if (poll.matches("[1-9][0-9]{0,8}(ms|s|m|h|d)") && Values.duration(poll).compareTo(Duration.ofSeconds(1)) < 0) {
            wrong.accept(at + "/sftp/poll", "a server is looked at once a second at most: write 1s or more");
        }
    }

    private static boolean isDateFormat(String pattern) {
        try {
            return !DateTimeFormatter.ofPattern(pattern, Locale.ROOT).toString().isBlank() || pattern.isEmpty();
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    private static List<String> required(String event, String ordering) {
        return switch (event) {
            case "count" -> ordering.equals("sequence") ? List.of("sku", "quantity", "movement")
                    : List.of("sku", "quantity");
            case "receipt", "adjustment" -> List.of("sku", "quantity", "document");
            case "shipment" -> List.of("release", "sku", "quantity");
            default -> List.of();
        };
    }

    private static boolean isRange(String place) {
        if (!place.matches("[1-9][0-9]{0,3}-[1-9][0-9]{0,3}")) {
            return false;
        }
        List<Integer> ends = List.of(place.split("-")).stream().map(Integer::valueOf).collect(Collectors.toList());
        return ends.getFirst() <= ends.getLast();
    }
}
