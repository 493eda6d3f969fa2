package io.crossdock.experience.operations;

import io.crossdock.canonical.Fault;
import io.crossdock.platform.gateway.Problems;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Query parameters, with everything that is wrong with them. */
final class Parameters {

    private static final int LIMIT_MAX = 200;

    private final Map<String, String> values;
    private final List<Fault> faults = new ArrayList<>();

    Parameters(Map<String, String> values, Set<String> known) {
        this.values = values;
        values.keySet().stream().filter(name -> !known.contains(name)).sorted().forEach(name -> fault(name,
                "unknown-parameter", "There is no such parameter; known here: " + known.stream().sorted().toList() + "."));
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).filter(text -> !text.isBlank());
    }

    Optional<Boolean> flag(String name) {
        return value(name, text -> List.of("true", "false").contains(text) ? Optional.of(Boolean.valueOf(text))
                : Optional.empty(), "true or false");
    }

    Optional<UUID> id(String name) {
        return value(name, text -> {
            try {
                return Optional.of(UUID.fromString(text));
            } catch (IllegalArgumentException mistyped) {
                return Optional.empty();
            }
        }, "a cursor");
    }

    int limit(int otherwise) {
        return value("limit", text -> Optional.of(text).filter(each -> each.matches("[0-9]{1,4}"))
                .map(Integer::valueOf).filter(number -> number >= 1 && number <= LIMIT_MAX),
                "a number from 1 to " + LIMIT_MAX).orElse(otherwise);
    }

    Optional<Integer> whole(String name, int most) {
        return value(name, text -> Optional.of(text).filter(each -> each.matches("[0-9]{1,6}")).map(Integer::valueOf)
                .filter(number -> number <= most), "a number up to " + most);
    }

    Optional<Instant> instant(String name) {
        return value(name, text -> {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeParseException mistyped) {
                return Optional.empty();
            }
        }, "an instant such as 2026-11-21T09:00:00Z");
    }

    <T> Optional<T> oneOf(String name, List<T> all, Function<T, String> label) {
        return value(name, text -> all.stream().filter(each -> label.apply(each).equals(text)).findFirst(),
                "one of " + all.stream().map(label).collect(Collectors.joining(", ")));
    }

    <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> kind) {
        return value(name, text -> Arrays.stream(kind.getEnumConstants())
                .filter(each -> each.name().equalsIgnoreCase(text)).findFirst(), "one of "
                        + Arrays.stream(kind.getEnumConstants()).map(each -> each.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")));
    }

    private <T> Optional<T> value(String name, Function<String, Optional<T>> parse, String expected) {
        return text(name).flatMap(text -> {
            Optional<T> parsed = parse.apply(text);
            if (parsed.isEmpty()) {
                fault(name, "invalid", "Expected is " + expected + ".");
            }
            return parsed;
        });
    }

    private void fault(String name, String code, String message) {
        faults.add(new Fault("/" + name, code, message));
    }

    void refuseIfFaulty() {
        if (!faults.isEmpty()) {
            throw Problems.INVALID_PARAMETER.problem(faults.getFirst().message()).with(faults).exception();
        }
    }
}
