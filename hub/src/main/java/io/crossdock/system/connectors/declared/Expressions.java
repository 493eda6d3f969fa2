package io.crossdock.system.connectors.declared;

import com.dashjoin.jsonata.Jsonata;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.xml.SecureXml;
import io.crossdock.platform.xml.XmlTree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSONata over JSON in which every decimal stays exact: decimals go in as texts, and {@code $decimal(text)} writes one as
 * a JSON number, digit by digit. Thread-safe.
 */
@Component
class Expressions {

    private static final long TIMEOUT_MS = 5_000;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Json json;

    Expressions(Json json) {
        this.json = json;
    }

    /** An expression that failed on what it was given. */
    static final class Failed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Failed(String expression, String why) {
            super("the expression " + shortened(expression) + " failed: " + why);
        }

        private static String shortened(String text) {
            String line = text.strip().replaceAll("\\s+", " ");
            return line.length() <= 60 ? "'" + line + "'" : "'" + line.substring(0, 57) + "...'";
        }
    }

    /** A decimal as a number in JSON; the engine hands it on as it is. */
    private record Exact(BigDecimal value) {
    }

    /** @return empty when the expression yields nothing */
    Optional<JsonNode> evaluate(String expression, JsonNode input) {
        return evaluate(expression, input, Optional.empty());
    }

    /** @param request what was asked for, known as {@code $request} */
    Optional<JsonNode> evaluate(String expression, JsonNode input, Optional<JsonNode> request) {
        try {
            Jsonata compiled = Jsonata.jsonata(expression);
            Jsonata.Frame frame = compiled.createFrame();
            frame.bind("decimal", (Jsonata.Fn1<Object, Object>) Expressions::exact);
            request.ifPresent(asked -> frame.bind("request", plain(asked)));
            frame.setRuntimeBounds(TIMEOUT_MS, Integer.MAX_VALUE);
            return Optional.ofNullable(compiled.evaluate(plain(input), frame)).map(Expressions::node);
        } catch (StackOverflowError endless) {
            throw new Failed(expression, "it calls itself without end");
        } catch (RuntimeException wrong) {
            // An expression is somebody's text: whatever comes out of it is its fault, not the hub's.
            throw new Failed(expression, String.valueOf(wrong.getMessage()));
        }
    }

    Optional<String> text(String expression, JsonNode input) {
        return text(expression, input, Optional.empty());
    }

    Optional<String> text(String expression, JsonNode input, Optional<JsonNode> request) {
        return evaluate(expression, input, request).filter(node -> !node.isNull())
                .map(node -> node.asString(node.toString())).filter(text -> !text.isBlank());
    }

    boolean holds(String expression, JsonNode input) {
        return evaluate(expression, input).filter(node -> node.isBoolean() && node.asBoolean()).isPresent();
    }

    /** What it yields as a list: nothing is an empty one, one thing a list of one. */
    List<JsonNode> rows(String expression, JsonNode input) {
        return rows(expression, input, Optional.empty());
    }

    List<JsonNode> rows(String expression, JsonNode input, Optional<JsonNode> request) {
        return evaluate(expression, input, request).map(node -> node.isArray() ? node.valueStream().toList() : List.of(node))
                .orElse(List.of());
    }

    JsonNode tree(Object value) {
        return json.tree(value);
    }

    Optional<JsonNode> parse(byte[] body) {
        try {
            return Optional.of(json.parse(body));
        } catch (JacksonException noJson) {
            return Optional.empty();
        }
    }

    /** What somebody told: JSON, or XML as its tree; an envelope of SOAP is what its body has. */
    Optional<JsonNode> message(byte[] bytes) {
        return parse(bytes).or(() -> Envelopes.read(bytes)).or(() -> {
            try {
                Element root = SecureXml.parse(bytes).getDocumentElement();
                return Optional.of(JSON.objectNode().set(root.getLocalName(), XmlTree.read(root)));
            } catch (SAXException noXml) {
                return Optional.empty();
            }
        });
    }

    private static @Nullable Object exact(@Nullable Object value) {
        return value == null ? null : new Exact(new BigDecimal(value.toString()));
    }

    private static @Nullable Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> object = new LinkedHashMap<>();
            node.properties().forEach(entry -> object.put(entry.getKey(), plain(entry.getValue())));
            return object;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(each -> list.add(plain(each)));
            return list;
        }
        if (node.isNumber()) {
            return node.isIntegralNumber() && node.canConvertToLong() ? (Object) node.asLong()
                    : node.decimalValue().toPlainString();
        }
        if (node.isBoolean()) {
            return node.asBoolean();
        }
        return node.isNull() ? null : node.asString();
    }

    private static JsonNode node(@Nullable Object value) {
        return switch (value) {
            case null -> JSON.nullNode();
            case Map<?, ?> map -> {
                ObjectNode object = JSON.objectNode();
                map.forEach((key, each) -> object.set(String.valueOf(key), node(each)));
                yield object;
            }
            case List<?> list -> {
                ArrayNode array = JSON.arrayNode();
                list.forEach(each -> array.add(node(each)));
                yield array;
            }
            case Exact(BigDecimal exact) -> JSON.numberNode(exact);
            case Integer number -> JSON.numberNode(number);
            case Long number -> JSON.numberNode(number);
            case Number number -> number(new BigDecimal(number.toString()));
            case Boolean truth -> JSON.booleanNode(truth);
            default -> JSON.stringNode(String.valueOf(value));
        };
    }

    private static JsonNode number(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0 ? JSON.numberNode(number.toBigIntegerExact())
                : JSON.numberNode(number);
    }
}
