package io.crossdock.system.connectors.tryton;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Rows by model, with searches, dotted fields and stamps as Tryton has them. */
final class FakeTables {

    /** Another model that a field leads to: one row, or those whose {@code inverse} is this row. */
    private record Relation(String model, Optional<String> inverse) {
    }

    /** What a search cannot do is an error over there too. */
    static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unknown(String what) {
            super("'" + what + "'");
        }
    }

    private static final Map<String, BiPredicate<Integer, Integer>> COMPARED = Map.of(
            "=", (order, zero) -> order.equals(zero), "!=", (order, zero) -> !order.equals(zero),
            ">", (order, zero) -> order > zero, ">=", (order, zero) -> order >= zero,
            "<", (order, zero) -> order < zero, "<=", (order, zero) -> order <= zero);

    private final Map<String, TreeMap<Long, ObjectNode>> models = new HashMap<>();
    private final Map<String, Relation> relations = new HashMap<>();
    private Instant now = Instant.parse("2026-11-21T09:30:00Z");
    private long lastId;

    void one(String model, String field, String target) {
        relations.put(model + "/" + field, new Relation(target, Optional.empty()));
    }

    void many(String model, String field, String target, String inverse) {
        relations.put(model + "/" + field, new Relation(target, Optional.of(inverse)));
    }

    Instant now() {
        return now;
    }

    /** Every stamp is one microsecond after the last at least. */
    void clock(Instant time) {
        now = time;
    }

    Instant tick() {
        now = now.plusNanos(1_000);
        return now;
    }

    boolean exists(String model) {
        return models.containsKey(model);
    }

    TreeMap<Long, ObjectNode> model(String model) {
        return models.computeIfAbsent(model, name -> new TreeMap<>());
    }

    long add(String model, ObjectNode values) {
        TreeMap<Long, ObjectNode> rows = model(model);
        long id = ++lastId;
        ObjectNode row = values.deepCopy();
        row.put("id", id);
        row.set("create_date", Wire.moment(tick()));
        row.putNull("write_date");
        rows.put(id, row);
        return id;
    }

    void change(String model, long id, ObjectNode values) {
        ObjectNode row = row(model, id);
        values.properties().forEach(each -> row.set(each.getKey(), each.getValue()));
        row.set("write_date", Wire.moment(tick()));
    }

    void remove(String model, long id) {
        all(model).remove(row(model, id));
    }

    /** The number of the row that was added last. */
    long last() {
        return lastId;
    }

    /** Takes away all rows with numbers above one, up to another. */
    void forget(long above, long upTo) {
        models.values().forEach(rows -> rows.subMap(above, false, Math.max(above, upTo), true).clear());
    }

    ObjectNode row(String model, long id) {
        return Optional.ofNullable(models.getOrDefault(model, new TreeMap<>()).get(id)).orElseThrow(() ->
                new FakeTryton.UserError("You are not allowed to access \"" + id + "\" of \"" + model + "\".", ""));
    }

    Collection<ObjectNode> all(String model) {
        return models.getOrDefault(model, new TreeMap<>()).values();
    }

    ObjectNode only(String model, String field, String value) {
        return all(model).stream().filter(row -> row.path(field).asString("").equals(value)).findFirst().orElseThrow();
    }

    List<ObjectNode> search(String model, JsonNode domain, long offset, long limit, JsonNode order) {
        Comparator<ObjectNode> by = Comparator.comparing(row -> 0);
        for (JsonNode each : order) {
            String field = each.path(0).asString();
            Comparator<ObjectNode> one = (a, b) -> compare(a.path(field), b.path(field));
            by = by.thenComparing(each.path(1).asString().startsWith("DESC") ? one.reversed() : one);
        }
        return all(model).stream().filter(row -> matches(model, row, domain)).sorted(by).skip(offset).limit(limit)
                .toList();
    }

    private boolean matches(String model, JsonNode row, JsonNode domain) {
        if (domain.path(0).isString() && (domain.path(0).asString().equals("OR")
                || domain.path(0).asString().equals("AND"))) {
            Stream<JsonNode> parts = domain.valueStream().skip(1);
            return domain.path(0).asString().equals("OR") ? parts.anyMatch(part -> matches(model, row, part))
                    : parts.allMatch(part -> matches(model, row, part));
        }
        if (domain.path(0).isString()) {
            return clause(model, row, domain.path(0).asString(), domain.path(1).asString(), domain.path(2));
        }
        return domain.valueStream().allMatch(part -> matches(model, row, part));
    }

    private boolean clause(String model, JsonNode row, String field, String operator, JsonNode wanted) {
        int dot = field.indexOf('.');
        if (dot > 0) {
            String first = field.substring(0, dot);
            return related(model, row, first).stream().anyMatch(other -> clause(relation(model, first).model(), other,
                    field.substring(dot + 1), operator, wanted));
        }
        JsonNode value = row.path(field);
        return switch (operator) {
            case "in" -> wanted.valueStream().anyMatch(each -> same(value, each));
            case "not in" -> wanted.valueStream().noneMatch(each -> same(value, each));
            case "like" -> text(value).matches(wanted.asString("").replace("%", ".*")) && !value.isNull();
            case "=" -> same(value, wanted);
            case "!=" -> !same(value, wanted);
            case String other when COMPARED.containsKey(other) -> !value.isNull() && !value.isMissingNode()
                    && COMPARED.get(other).test(compare(value, wanted), 0);
            case String other -> throw new Unknown(other);
        };
    }

    private static boolean same(JsonNode a, JsonNode b) {
        boolean aNothing = a.isNull() || a.isMissingNode();
        boolean bNothing = b.isNull() || b.isMissingNode();
        return aNothing || bNothing ? aNothing && bNothing : compare(a, b) == 0;
    }

    private static int compare(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue());
        }
        Optional<Instant> first = Wire.moment(a);
        Optional<Instant> second = Wire.moment(b);
        if (first.isPresent() && second.isPresent()) {
            return first.get().compareTo(second.get());
        }
        return text(a).compareTo(text(b));
    }

    private static String text(JsonNode node) {
        return node.isObject() ? node.toString() : node.asString("");
    }

    private Relation relation(String model, String field) {
        return Optional.ofNullable(relations.get(model + "/" + field)).orElseThrow(() -> new Unknown(field));
    }

    List<ObjectNode> related(String model, JsonNode row, String field) {
        Relation relation = relation(model, field);
        if (relation.inverse().isEmpty()) {
            return row.path(field).isIntegralNumber() ? List.of(row(relation.model(), row.path(field).asLong()))
                    : List.of();
        }
        return all(relation.model()).stream().filter(other -> other.path(relation.inverse().get()).asLong(-1)
                == row.path("id").asLong()).toList();
    }

    /** The fields of a row as they are read: dotted ones nest behind a name with a dot at its end. */
    ObjectNode read(String model, ObjectNode row, List<String> fields) {
        ObjectNode read = Wire.object().put("id", row.path("id").asLong());
        Map<String, List<String>> beyond = new TreeMap<>();
        for (String field : fields) {
            int dot = field.indexOf('.');
            if (dot > 0) {
                beyond.computeIfAbsent(field.substring(0, dot), name -> new ArrayList<>())
                        .add(field.substring(dot + 1));
            } else if (relations.containsKey(model + "/" + field) && relation(model, field).inverse().isPresent()) {
                ArrayNode ids = read.putArray(field);
                related(model, row, field).forEach(other -> ids.add(other.path("id").asLong()));
            } else {
                read.set(field, row.has(field) ? row.path(field).deepCopy() : read.nullNode());
            }
        }
        beyond.forEach((field, rest) -> {
            Relation relation = relation(model, field);
            List<ObjectNode> others = related(model, row, field).stream()
                    .map(other -> read(relation.model(), other, rest)).toList();
            if (relation.inverse().isPresent()) {
                read.putArray(field + ".").addAll(others);
            } else {
                others.forEach(other -> read.set(field + ".", other));
            }
        });
        return read;
    }

    static BigDecimal money(JsonNode value) {
        return Wire.decimal(value);
    }
}
