package io.crossdock.platform.landscape;

import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a file that was begun by the hub leaves to somebody who knows: texts such as {@code <where it is>}. */
final class Placeholders {

    private static final Pattern OPEN = Pattern.compile("<([^<>]+)>.*");
    /** As files have it that were begun by former versions. */
    private static final String WHICH = "SAY-WHICH";

    private Placeholders() {
    }

    static boolean is(JsonNode value) {
        return value.isString() && (value.asString().equals(WHICH) || OPEN.matcher(value.asString()).matches());
    }

    static void check(Source source, Consumer<Mistake> mistakes) {
        walk(source, source.root(), "", mistakes);
    }

    private static void walk(Source source, JsonNode node, String pointer, Consumer<Mistake> mistakes) {
        if (is(node)) {
            Matcher open = OPEN.matcher(node.asString());
            mistakes.accept(source.mistake(pointer, pointer.substring(1).replace('/', '.')
                    + ": this is still to be filled in", open.matches() ? open.group(1) : "say which"));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            walk(source, node.get(i), pointer + "/" + i, mistakes);
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            walk(source, entry.getValue(), pointer + "/" + entry.getKey().replace("~", "~0").replace("/", "~1"), mistakes);
        }
    }
}
