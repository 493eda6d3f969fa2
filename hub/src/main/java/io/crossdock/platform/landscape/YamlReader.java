package io.crossdock.platform.landscape;

import java.io.StringReader;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads YAML into JSON nodes and remembers the line of each. Plain scalars follow the core schema of YAML
 * 1.2: {@code NO} is a text, and so is {@code 004010}.
 */
final class YamlReader {

    private static final int MAX_DEPTH = 20;
    private static final int MAX_CHARACTERS = 1_000_000;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,12})?");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Variables variables;

    YamlReader(Variables variables) {
        this.variables = variables;
    }

    /** The file as data; empty when it is no YAML at all. Everything wrong is told to {@code mistakes}. */
    Optional<Source> read(String file, String content, Consumer<Mistake> mistakes) {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setCodePointLimit(MAX_CHARACTERS);
            Node root = new Yaml(options).compose(new StringReader(content));
            if (root == null) {
                mistakes.accept(new Mistake(file, 1, "the file is empty", "write what it is to say, or take it away"));
                return Optional.empty();
            }
            Walk walk = new Walk(file, mistakes);
            return Optional.of(new Source(file, walk.json(root, "", 0), walk.lines));
        } catch (MarkedYAMLException broken) {
            mistakes.accept(YamlTrouble.mistake(file, broken));
        } catch (YAMLException broken) {
            mistakes.accept(new Mistake(file, 1, "not YAML: " + broken.getMessage(),
                    "check the file's size and characters"));
        }
        return Optional.empty();
    }

    private static int line(Mark mark) {
        return mark == null ? 0 : mark.getLine() + 1;
    }

    private final class Walk {

        private final String file;
        private final Consumer<Mistake> mistakes;
        private final Map<String, Integer> lines = new HashMap<>();

        Walk(String file, Consumer<Mistake> mistakes) {
            this.file = file;
            this.mistakes = mistakes;
        }

        JsonNode json(Node node, String pointer, int depth) {
            lines.putIfAbsent(pointer, line(node.getStartMark()));
            if (depth > MAX_DEPTH) {
                wrong(node, "nested deeper than " + MAX_DEPTH + " levels", "");
                return JSON.nullNode();
            }
            if (node instanceof MappingNode mapping) {
                return object(mapping, pointer, depth);
            }
            if (node instanceof SequenceNode sequence) {
                return array(sequence.getValue(), pointer, depth);
            }
            return scalar((ScalarNode) node);
        }

        private JsonNode object(MappingNode mapping, String pointer, int depth) {
            ObjectNode object = JSON.objectNode();
            for (NodeTuple entry : mapping.getValue()) {
                if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                    wrong(entry.getKeyNode(), "a key must be a word", "");
                    continue;
                }
                String name = key.getValue();
                String child = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
                if (object.has(name)) {
                    wrong(key, "'" + name + "' is given twice", "first on line " + lines.get(child));
                }
                lines.putIfAbsent(child, line(key.getStartMark()));
                object.set(name, json(entry.getValueNode(), child, depth + 1));
            }
            return object;
        }

        private JsonNode array(List<Node> nodes, String pointer, int depth) {
            ArrayNode array = JSON.arrayNode();
            for (Node node : nodes) {
                array.add(json(node, pointer + "/" + array.size(), depth + 1));
            }
            return array;
        }

        private JsonNode scalar(ScalarNode node) {
            String text = variables.expand(node.getValue(), name -> wrong(node,
                    "the variable " + name + " is not set", "set it, or write ${" + name + ":default}"));
            if (node.getScalarStyle() != ScalarStyle.PLAIN) {
                return JSON.stringNode(text);
            }
            return switch (text) {
                case "", "~", "null" -> JSON.nullNode();
                case "true" -> JSON.booleanNode(true);
                case "false" -> JSON.booleanNode(false);
                default -> NUMBER.matcher(text).matches() ? number(text) : JSON.stringNode(text);
            };
        }

        private JsonNode number(String text) {
            return text.contains(".") ? JSON.numberNode(new BigDecimal(text))
                    : JSON.numberNode(Long.parseLong(text));
        }

        private void wrong(Node node, String reason, String hint) {
            mistakes.accept(new Mistake(file, line(node.getStartMark()), reason, hint));
        }
    }
}
