package io.crossdock.platform.landscape;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The {@code maintenance} of a lane: checked beyond its schema, and read. */
final class MaintenanceReader {

    private static final Duration WARN = Duration.ofMinutes(30);
    private static final Duration HOLD_NORMAL = Duration.ofMinutes(5);
    private static final Duration HOLD_BULK = Duration.ofMinutes(15);
    private static final String LENGTH = "[1-9][0-9]{0,8}(ms|s|m|h|d)";

    private MaintenanceReader() {
    }

    static List<MaintenanceWindow> read(Values lane, ZoneId zone) {
        return lane.list("maintenance", each -> window(each, zone));
    }

    private static MaintenanceWindow window(Values values, ZoneId zone) {
        Duration holdNormal = values.duration("holdNormal", HOLD_NORMAL);
        Duration usual = HOLD_BULK.compareTo(holdNormal) < 0 ? holdNormal : HOLD_BULK;
        return new MaintenanceWindow(values.text("name"), values.optional("date")
                .<MaintenanceWindow.Days>map(day -> new MaintenanceWindow.Days.On(LocalDate.parse(day)))
                .orElseGet(() -> new MaintenanceWindow.Days.Weekly(values.texts("weekly").stream()
                        .map(MaintenanceReader::day).collect(Collectors.toSet()))),
                LocalTime.parse(values.text("at")), values.duration("for", Duration.ZERO),
                values.optional("zone").map(ZoneId::of).orElse(zone), values.duration("warn", WARN), holdNormal,
                values.duration("holdBulk", usual));
    }

    static DayOfWeek day(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "mon" -> DayOfWeek.MONDAY;
            case "tue" -> DayOfWeek.TUESDAY;
            case "wed" -> DayOfWeek.WEDNESDAY;
            case "thu" -> DayOfWeek.THURSDAY;
            case "fri" -> DayOfWeek.FRIDAY;
            case "sat" -> DayOfWeek.SATURDAY;
            default -> DayOfWeek.SUNDAY;
        };
    }

    /** @param wrong takes the pointer of what is wrong, and the reason */
    static void check(JsonNode system, BiConsumer<String, String> wrong) {
        JsonNode windows = system.path("lane").path("maintenance");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < windows.size(); i++) {
            check(windows.get(i), "/lane/maintenance/" + i, names, wrong);
        }
    }

    private static void check(JsonNode window, String pointer, Set<String> names, BiConsumer<String, String> wrong) {
        String name = window.path("name").asString("");
        if (!names.add(name)) {
            wrong.accept(pointer + "/name", "window '" + name + "' is given twice");
        }
        if (window.has("weekly") == window.has("date")) {
            wrong.accept(pointer, "a window comes weekly, or on a date: give one of both");
        }
        readable(window, pointer, "date", "there is no day", LocalDate::parse, wrong);
        readable(window, pointer, "zone", "there is no time zone", ZoneId::of, wrong);
        Duration length = duration(window, "for", Duration.ofHours(1));
        if (length.compareTo(MaintenanceWindow.LONGEST) > 0) {
            wrong.accept(pointer + "/for", "a window lasts at most " + MaintenanceWindow.LONGEST.toDays() + " days; pause "
                    + "the system for longer");
        }
        Duration normal = duration(window, "holdNormal", HOLD_NORMAL);
        if (window.has("holdBulk") && duration(window, "holdBulk", HOLD_BULK).compareTo(normal) < 0) {
            wrong.accept(pointer + "/holdBulk", "bulk work is held no later than normal work, which is held "
                    + normal.toMinutes() + " min before");
        }
    }

    private static void readable(JsonNode window, String pointer, String key, String reason,
            Consumer<String> parse, BiConsumer<String, String> wrong) {
        String text = window.path(key).asString("");
        try {
            if (!text.isEmpty()) {
                parse.accept(text);
            }
        } catch (DateTimeException unknown) {
            wrong.accept(pointer + "/" + key, reason + " '" + text + "'");
        }
    }

    /** What the schema refuses is not looked at twice. */
    private static Duration duration(JsonNode window, String key, Duration otherwise) {
        String text = window.path(key).asString("");
        return text.matches(LENGTH) ? Values.duration(text) : otherwise;
    }
}
