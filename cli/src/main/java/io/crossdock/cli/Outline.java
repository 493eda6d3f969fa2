package io.crossdock.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Writes any JSON answer for a person: fields as an aligned list, lists of flat objects as tables. It knows
 * no field names, so that nothing the hub says is hidden by an old command line.
 */
final class Outline {

    private static final int TABLE_COLUMNS_MAX = 8;
    private static final int CELL_CHARACTERS_MAX = 60;

    private Outline() {}

    static String of(JsonNode node) {
        StringBuilder text = new StringBuilder();
        write(node, "", text);
        return text.toString().stripTrailing();
    }

    private static void write(JsonNode node, String indent, StringBuilder text) {
        if (node.isObject()) {
            writeFields(node, indent, text);
        } else if (isTable(node)) {
            writeTable(node, indent, text);
        } else if (node.isArray()) {
            for (JsonNode element : node) {
                if (element.isContainer()) {
                    text.append(indent).append("-\n");
                    write(element, indent + "  ", text);
                } else {
                    text.append(indent).append("- ").append(scalar(element)).append('\n');
                }
            }
        } else {
            text.append(indent).append(scalar(node)).append('\n');
        }
    }

    private static void writeFields(JsonNode object, String indent, StringBuilder text) {
        int width = object.properties().stream().filter(field -> isInline(field.getValue()))
                .mapToInt(field -> field.getKey().length()).max().orElse(0);
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            JsonNode value = field.getValue();
            if (isInline(value)) {
                text.append(indent).append(padded(field.getKey(), width)).append("  ")
                        .append(inline(value)).append('\n');
            } else if (!value.isEmpty()) {
                text.append(indent).append(field.getKey()).append(":\n");
                write(value, indent + "  ", text);
            }
        }
    }

    private static void writeTable(JsonNode rows, String indent, StringBuilder text) {
        List<String> columns = columns(rows);
        List<List<String>> table = new ArrayList<>();
        table.add(columns);
        for (JsonNode row : rows) {
            table.add(columns.stream().map(column -> inline(row.path(column))).toList());
        }
        int[] widths = new int[columns.size()];
        for (List<String> row : table) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : table) {
            StringBuilder line = new StringBuilder(indent);
            for (int i = 0; i < widths.length; i++) {
                line.append(padded(row.get(i), widths[i])).append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }

    private static boolean isTable(JsonNode node) {
        if (!node.isArray() || node.isEmpty()) {
            return false;
        }
        for (JsonNode row : node) {
            if (!row.isObject() || row.properties().stream().anyMatch(field -> !isInline(field.getValue())
                    || inline(field.getValue()).length() > CELL_CHARACTERS_MAX)) {
                return false;
            }
        }
        int columns = columns(node).size();
        return columns > 0 && columns <= TABLE_COLUMNS_MAX;
    }

    private static List<String> columns(JsonNode rows) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode row : rows) {
            row.properties().forEach(field -> names.add(field.getKey()));
        }
        return List.copyOf(names);
    }

    /**
     * Values that fit on their field's line: scalars, and small objects of scalars such as money or a
     * quantity.
     */
    private static boolean isInline(JsonNode value) {
        return !value.isContainer() || value.isObject() && !value.isEmpty() && value.size() <= 2
                && value.valueStream().noneMatch(JsonNode::isContainer);
    }

    private static String inline(JsonNode value) {
        return value.isObject()
                ? String.join(" ", value.valueStream().map(Outline::scalar).toList())
                : scalar(value);
    }

    private static String scalar(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? "–" : value.asString();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
