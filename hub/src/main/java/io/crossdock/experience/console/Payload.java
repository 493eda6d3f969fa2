package io.crossdock.experience.console;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A payload as people read it: secrets masked, JSON and X12 broken into lines, long ones cut.
 *
 * @param bytes how long it really is
 */
record Payload(String text, String format, int bytes, boolean cut) {

    private static final int SHOWN_MAX = 60_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Payload of(byte[] raw, String contentType) {
        boolean cut = raw.length > SHOWN_MAX;
        String text = new String(raw, 0, Math.min(raw.length, SHOWN_MAX), StandardCharsets.UTF_8);
        String type = contentType.toLowerCase(Locale.ROOT);
        if (text.stripLeading().startsWith("ISA")) {
            return new Payload(Secrecy.masked(segments(text)), "X12", raw.length, cut);
        } else if (type.contains("json") && !cut) {
            return new Payload(json(text), "JSON", raw.length, false);
        }
        return new Payload(Secrecy.masked(text), type.contains("xml") ? "XML" : contentType, raw.length, cut);
    }

    static Payload of(JsonNode node) {
        String text = pretty(hide(node));
        boolean cut = text.length() > SHOWN_MAX;
        return new Payload(cut ? text.substring(0, SHOWN_MAX) : text, "JSON",
                text.getBytes(StandardCharsets.UTF_8).length, cut);
    }

    private static String json(String text) {
        try {
            return pretty(hide(JSON.readTree(text)));
        } catch (JacksonException notJsonAfterAll) {
            return Secrecy.masked(text);
        }
    }

    private static String pretty(Object value) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    private static JsonNode hide(JsonNode node) {
        if (node.isObject()) {
            var copy = JSON.createObjectNode();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (Secrecy.isSecret(field.getKey()) && !field.getValue().isContainer()) {
                    copy.put(field.getKey(), Secrecy.MASK);
                } else {
                    copy.set(field.getKey(), hide(field.getValue()));
                }
            }
            return copy;
        } else if (node.isArray()) {
            var copy = JSON.createArrayNode();
            node.forEach(each -> copy.add(hide(each)));
            return copy;
        }
        return node;
    }

    /** One segment per line; ISA has 106 characters and ends with the terminator. */
    private static String segments(String text) {
        int start = text.indexOf("ISA");
        if (text.length() < start + 106 || text.contains("\n")) {
            return text;
        }
        String terminator = text.substring(start + 105, start + 106);
        return text.replace(terminator, terminator + "\n");
    }

    /** One line of a tree of names and values. */
    record Branch(int depth, String name, String value) {
    }

    /** What was understood, as names and values; at most 400 lines. */
    static List<Branch> tree(JsonNode node) {
        List<Branch> branches = new ArrayList<>();
        grow(hide(node), 0, branches);
        return branches;
    }

    private static void grow(JsonNode node, int depth, List<Branch> into) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                branch(words(field.getKey()), field.getValue(), depth, into);
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                branch(String.valueOf(i + 1), node.get(i), depth, into);
            }
        } else {
            into.add(new Branch(depth, "", node.asString("")));
        }
    }

    private static void branch(String name, JsonNode value, int depth, List<Branch> into) {
        if (into.size() >= 400) {
            return;
        }
        boolean quantity = value.isObject() && value.size() == 2 && value.has("value") && value.has("unit");
        if (quantity) {
            into.add(new Branch(depth, name, value.path("value").asString("") + " " + value.path("unit").asString("")));
        } else if (value.isContainer() && !value.isEmpty()) {
            into.add(new Branch(depth, name, ""));
            grow(value, depth + 1, into);
        } else {
            into.add(new Branch(depth, name, value.isContainer() || value.isNull() ? "–" : value.asString("")));
        }
    }

    /** {@code buyerReference} becomes {@code buyer reference}. */
    private static String words(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}
