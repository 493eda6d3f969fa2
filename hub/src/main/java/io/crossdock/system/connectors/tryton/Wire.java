package io.crossdock.system.connectors.tryton;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Values as Tryton's JSON writes them. Money is exact on the wire, quantities are floating point numbers: those are
 * rounded to the six decimals that a quantity of ours can have, which takes away what the float added.
 */
final class Wire {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String CLASS = "__class__";
    private static final int QUANTITY_DECIMALS = 6;
    private static final int NANOS_PER_MICRO = 1_000;

    private Wire() {
    }

    static ObjectNode object() {
        return NODES.objectNode();
    }

    static ObjectNode decimal(BigDecimal value) {
        return NODES.objectNode().put(CLASS, "Decimal").put("decimal", value.toPlainString());
    }

    /** A number with a point, so that it is a float over there. */
    static JsonNode number(BigDecimal value) {
        return DecimalNode.valueOf(value.setScale(Math.max(1, value.scale()), RoundingMode.UNNECESSARY));
    }

    static ObjectNode date(LocalDate day) {
        return NODES.objectNode().put(CLASS, "date").put("year", day.getYear()).put("month", day.getMonthValue())
                .put("day", day.getDayOfMonth());
    }

    /** Tryton keeps its times in UTC and writes them without a zone. */
    static ObjectNode moment(Instant instant) {
        LocalDateTime at = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        return NODES.objectNode().put(CLASS, "datetime").put("year", at.getYear()).put("month", at.getMonthValue())
                .put("day", at.getDayOfMonth()).put("hour", at.getHour()).put("minute", at.getMinute())
                .put("second", at.getSecond()).put("microsecond", at.getNano() / NANOS_PER_MICRO);
    }

    static Optional<Instant> moment(JsonNode value) {
        try {
            return value.isObject() ? Optional.of(LocalDateTime.of(value.path("year").asInt(), value.path("month").asInt(),
                    value.path("day").asInt(), value.path("hour").asInt(), value.path("minute").asInt(),
                    value.path("second").asInt(), value.path("microsecond").asInt() * NANOS_PER_MICRO)
                    .toInstant(ZoneOffset.UTC)) : Optional.empty();
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    /** {@link IllegalArgumentException} if it is none. */
    static LocalDate day(JsonNode value) {
        try {
            return LocalDate.of(value.path("year").asInt(), value.path("month").asInt(), value.path("day").asInt());
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException("no date: " + value, malformed);
        }
    }

    /** {@link IllegalArgumentException} if it is neither a Decimal nor a number. */
    static BigDecimal decimal(JsonNode value) {
        return switch (value) {
            case JsonNode number when number.isNumber() -> number.decimalValue();
            case JsonNode object when object.path(CLASS).asString("").equals("Decimal") ->
                    new BigDecimal(object.path("decimal").asString(""));
            case JsonNode other -> throw new IllegalArgumentException("no decimal: " + other);
        };
    }

    static Optional<BigDecimal> optionalDecimal(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? Optional.empty() : Optional.of(decimal(value));
    }

    static BigDecimal quantity(JsonNode value) {
        return decimal(value).setScale(QUANTITY_DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
    }

    /** The text of a field; empty when there is none. */
    static Optional<String> text(JsonNode row, String field) {
        return Optional.of(row.path(field)).filter(JsonNode::isString).map(JsonNode::asString).map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** {@link IllegalArgumentException} if it is not there. */
    static String needed(JsonNode row, String field) {
        return text(row, field).orElseThrow(() -> new IllegalArgumentException("it has no " + field));
    }

    /** The row a dotted field name leads to: {@code party.code} comes as {@code party.} with a {@code code}. */
    static JsonNode beyond(JsonNode row, String field) {
        return row.path(field + ".");
    }

    static long id(JsonNode row) {
        return row.path("id").asLong(0);
    }

    static List<Long> ids(JsonNode list) {
        List<Long> ids = new ArrayList<>();
        list.forEach(each -> ids.add(each.asLong(0)));
        return ids;
    }

    /** The latest of the times at which the row itself was made or written. */
    static Optional<Instant> stamp(JsonNode row) {
        return moment(row.path("write_date")).or(() -> moment(row.path("create_date")));
    }
}
