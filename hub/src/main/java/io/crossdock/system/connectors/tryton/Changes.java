package io.crossdock.system.connectors.tryton;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * How a change of a row is noticed. Tryton stamps a row when it is made and when it is written, but not when something
 * that belongs to it is: an address, a template, a number. So those are watched as well.
 *
 * @param parts fields of the row that lead to what belongs to it
 */
record Changes(List<String> parts) {

    private static final List<String> STAMPS = List.of("create_date", "write_date");

    Changes {
        parts = List.copyOf(parts);
    }

    /** The fields to read, so that {@link #stamp} can be told. */
    List<String> fields() {
        return Stream.concat(Stream.of(""), parts.stream().map(part -> part + "."))
                .flatMap(prefix -> STAMPS.stream().map(stamp -> prefix + stamp)).toList();
    }

    /** What a row has to fulfil to have changed. */
    List<Object> since(Instant moment) {
        List<Object> any = new ArrayList<>(List.of("OR"));
        fields().forEach(field -> any.add(List.of(field, ">=", Wire.moment(moment))));
        return any;
    }

    /** When the row or what belongs to it was last changed; {@link IllegalArgumentException} if it does not say. */
    Instant stamp(JsonNode row) {
        return Stream.concat(Stream.of(row), parts.stream().map(part -> Wire.beyond(row, part)).flatMap(Changes::rows))
                .map(Wire::stamp).flatMap(Optional::stream).max(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalArgumentException("it has no time"));
    }

    private static Stream<JsonNode> rows(JsonNode beyond) {
        return beyond.isArray() ? beyond.valueStream() : beyond.isObject() ? Stream.of(beyond) : Stream.empty();
    }
}
