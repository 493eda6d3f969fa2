package io.crossdock.platform.landscape;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Takes typed values out of a group of keys that the schema has already checked. */
record Values(JsonNode node) {

    Values group(String name) {
        return new Values(node.path(name));
    }

    String text(String name) {
        return node.path(name).asString("");
    }

    Optional<String> optional(String name) {
        return node.hasNonNull(name) ? Optional.of(text(name)) : Optional.empty();
    }

    String text(String name, String otherwise) {
        return optional(name).orElse(otherwise);
    }

    int number(String name, int otherwise) {
        return node.path(name).asInt(otherwise);
    }

    boolean flag(String name) {
        return node.path(name).asBoolean(false);
    }

    char character(String name, char otherwise) {
        return optional(name).map(text -> text.charAt(0)).orElse(otherwise);
    }

    BigDecimal decimal(String name, BigDecimal otherwise) {
        return number(node.path(name)).orElse(otherwise);
    }

    Duration duration(String name, Duration otherwise) {
        return optional(name).map(Values::duration).orElse(otherwise);
    }

    Optional<SecretRef> secret(String name) {
        return optional(name).map(SecretRef::new);
    }

    List<String> texts(String name) {
        return list(name, each -> each.node().asString(""));
    }

    <T> List<T> list(String name, Function<Values, T> element) {
        List<T> all = new ArrayList<>();
        node.path(name).forEach(each -> all.add(element.apply(new Values(each))));
        return all;
    }

    /** The keys of a group and what is behind each. */
    <T> Map<String, T> map(String name, Function<Values, T> element) {
        Map<String, T> all = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : node.path(name).properties()) {
            all.put(entry.getKey(), element.apply(new Values(entry.getValue())));
        }
        return all;
    }

    String plain() {
        return node.asString("");
    }

    /** A decimal written as a number or as a text; empty when it is neither. */
    static Optional<BigDecimal> number(JsonNode value) {
        try {
            return value.isMissingNode() || value.isNull() ? Optional.empty()
                    : Optional.of(new BigDecimal(value.asString("")));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    /** Reads {@code 500ms}, {@code 2s}, {@code 5m}, {@code 1h} or {@code 1d}. */
    static Duration duration(String text) {
        int unit = text.length() - (text.endsWith("ms") ? 2 : 1);
        long count = Long.parseLong(text.substring(0, unit));
        return switch (text.substring(unit)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> throw new IllegalArgumentException("no duration: " + text);
        };
    }
}
