package io.crossdock.platform.landscape;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks a file against the JSON Schema (2020-12) of its kind and says what is wrong in words. */
final class Schemas {

    /** The kinds of YAML files a landscape has. */
    enum FileKind {
        LANDSCAPE,
        SYSTEM,
        CONSUMER,
        USERS,
        PARTNER,
        SUBSCRIPTION,
        CONNECTOR,
        SOURCE,
        DESTINATION,
        MAP;

        String resource() {
            return "/landscape/" + name().toLowerCase(Locale.ROOT) + ".schema.json";
        }
    }

    /** The kinds of files that the hub begins and somebody else ends. */
    private static final Set<FileKind> BEGUN = Set.of(FileKind.SYSTEM, FileKind.CONNECTOR);

    private record Loaded(JsonNode document, Schema schema) {
    }

    private static final Pattern NUMERAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private final Map<FileKind, Loaded> schemas = new EnumMap<>(FileKind.class);

    Schemas() {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        for (FileKind kind : FileKind.values()) {
            JsonNode document = document(kind);
            schemas.put(kind, new Loaded(document, registry.getSchema(
                    SchemaLocation.of("urn:crossdock:landscape:" + kind.name()), document)));
        }
    }

    void check(FileKind kind, Source source, Consumer<Mistake> mistakes) {
        Loaded loaded = Objects.requireNonNull(schemas.get(kind));
        boolean begun = BEGUN.contains(kind);
        for (Error error : loaded.schema().validate(source.root())) {
            if (!begun || !Placeholders.is(source.root().at(error.getInstanceLocation().toString()))) {
                mistakes.accept(mistake(source, loaded.document(), error));
            }
        }
        if (begun) {
            Placeholders.check(source, mistakes);
        }
    }

    private static Mistake mistake(Source source, JsonNode schema, Error error) {
        String pointer = error.getInstanceLocation().toString();
        String where = pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.') + ": ";
        JsonNode rule = rule(schema, error);
        String advice = rule.path("description").asString("");
        // Where a secret reference belongs, somebody may have written the secret: it is never shown.
        String value = rule.path("writeOnly").asBoolean(false) ? "the value"
                : "'" + shown(source.root().at(pointer)) + "'";
        String property = Optional.ofNullable(error.getProperty()).orElse("");
        return switch (error.getKeyword()) {
            case "additionalProperties", "unevaluatedProperties" -> source.mistake(pointer + "/" + property,
                    where + "unknown key '" + property + "'", instead(property, rule));
            case "required" -> source.mistake(pointer, where + "'" + property + "' is missing",
                    needed(rule.path("properties").path(property)));
            case "enum" -> source.mistake(pointer, where + value + " is not allowed",
                    "one of " + join(rule.path("enum")));
            case "pattern" -> source.mistake(pointer, where + value + " has the wrong form", advice);
            case "minimum" -> source.mistake(pointer, where + value + " is too small", "at least "
                    + rule.path("minimum").asString(""));
            case "maximum" -> source.mistake(pointer, where + value + " is too large", "at most "
                    + rule.path("maximum").asString(""));
            case "type" -> source.mistake(pointer, where + "this must be " + article(rule.path("type")),
                    otherType(source.root().at(pointer), rule, advice));
            default -> source.mistake(pointer, where + error.getMessage(), advice);
        };
    }

    /** A password in an address is not shown either. */
    private static String shown(JsonNode value) {
        return value.asString("").replaceAll("//[^/@]*@", "//…@");
    }

    /** Of keys that belong elsewhere the rule's own definitions say where; of others, which is meant. */
    private static String instead(String property, JsonNode rule) {
        return rule.path("$defs").path(property).path("description").asString(nearest(property, rule.path("properties")));
    }

    private static String needed(JsonNode there) {
        String said = there.path("description").asString("");
        return said.isEmpty() && there.has("enum") ? "one of " + join(there.path("enum")) : said;
    }

    /** What to do about a value of another type. */
    private static String otherType(JsonNode value, JsonNode rule, String advice) {
        return switch (rule.path("type").asString("")) {
            case "string" -> value.isNumber() && !value.asString("").matches(rule.path("pattern").asString(".*"))
                    ? advice : "put it in quotes";
            case "object" -> value.isNull() ? "indent its keys below it, or take it away"
                    : "write its keys below it, one a line";
            case "array" -> "begin each of its entries with a hyphen";
            case "integer", "number" -> NUMERAL.matcher(value.asString("")).matches() ? "take the quotes away" : advice;
            default -> advice;
        };
    }

    /** The schema object that holds the keyword at fault. */
    private static JsonNode rule(JsonNode schema, Error error) {
        String fragment = error.getSchemaLocation().getFragment().toString();
        int end = fragment.lastIndexOf('/');
        return schema.at(end <= 0 ? "" : fragment.substring(0, end));
    }

    private static String article(JsonNode type) {
        if (type.isArray()) {
            return type.valueStream().map(Schemas::article).collect(Collectors.joining(" or "));
        }
        return switch (type.asString("")) {
            case "object" -> "a group of keys";
            case "array" -> "a list";
            case "string" -> "a text";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            default -> type.asString("");
        };
    }

    private static String join(JsonNode list) {
        return list.valueStream().map(each -> each.asString("")).distinct().collect(Collectors.joining(", "));
    }

    private static String nearest(String wrong, JsonNode properties) {
        List<String> known = properties.properties().stream().map(Map.Entry::getKey).toList();
        return Spelling.nearest(wrong, known).map(best -> "did you mean '" + best + "'?")
                .orElse(known.isEmpty() ? "" : "known here: " + String.join(", ", known));
    }

    private static JsonNode document(FileKind kind) {
        try (InputStream in = Objects.requireNonNull(Schemas.class.getResourceAsStream(kind.resource()))) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
