package io.crossdock.platform.landscape;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * One YAML file as data, with the line of every value.
 *
 * @param file relative to the folder
 * @param lines JSON pointer to line, from 1
 */
record Source(String file, JsonNode root, Map<String, Integer> lines) {

    /** The line of a value, or of the nearest value around it. */
    int line(String pointer) {
        for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
        }
        return lines.getOrDefault("", 1);
    }

    Mistake mistake(String pointer, String reason, String hint) {
        return new Mistake(file, line(pointer), reason, hint);
    }

    /** The text at a pointer, empty when nothing is there. */
    String text(String pointer) {
        return root.at(pointer).asString("");
    }
}
