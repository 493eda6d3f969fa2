package io.crossdock.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Two texts, line by line: what was expected, and what came instead. Of JSON the order of fields does not matter. */
final class Difference {

    private static final JsonMapper JSON = JsonMapper.shared();
    /** Larger texts are shown whole. */
    private static final int LINES_MAX = 2_000;
    private static final int AROUND = 2;

    private Difference() {
    }

    private record Line(char sign, String text) {

        @Override
        public String toString() {
            return (sign + " " + text).stripTrailing();
        }
    }

    /** Lines that begin with {@code -} were expected, those with {@code +} came instead; some around them are shown, too. */
    static List<String> between(String expected, String actual) {
        List<String> before = lines(expected);
        List<String> after = lines(actual);
        if (before.size() > LINES_MAX || after.size() > LINES_MAX) {
            List<String> both = new ArrayList<>();
            before.forEach(line -> both.add("- " + line));
            after.forEach(line -> both.add("+ " + line));
            return both;
        }
        return around(compared(before, after));
    }

    private static List<Line> compared(List<String> before, List<String> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j)) ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<Line> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                lines.add(new Line(' ', before.get(i++)));
                j++;
            } else if (j == after.size() || i < before.size() && common[i + 1][j] >= common[i][j + 1]) {
                lines.add(new Line('-', before.get(i++)));
            } else {
                lines.add(new Line('+', after.get(j++)));
            }
        }
        return lines;
    }

    private static List<String> around(List<Line> lines) {
        List<String> shown = new ArrayList<>();
        boolean gap = false;
        for (int i = 0; i < lines.size(); i++) {
            boolean near = lines.subList(Math.max(0, i - AROUND), Math.min(lines.size(), i + AROUND + 1)).stream()
                    .anyMatch(line -> line.sign() != ' ');
            if (near) {
                shown.add(lines.get(i).toString());
            } else if (!gap) {
                shown.add("  ...");
            }
            gap = !near;
        }
        return shown;
    }

    private static List<String> lines(String text) {
        if (text.isBlank()) {
            return List.of();
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(sorted(JSON.readTree(text))).lines().toList();
        } catch (JacksonException other) {
            return text.strip().lines().toList();
        }
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isArray()) {
            ArrayNode list = JSON.createArrayNode();
            node.forEach(each -> list.add(sorted(each)));
            return list;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = JSON.createObjectNode();
        Map<String, JsonNode> fields = new TreeMap<>();
        node.properties().forEach(each -> fields.put(each.getKey(), sorted(each.getValue())));
        fields.forEach(object::set);
        return object;
    }
}
