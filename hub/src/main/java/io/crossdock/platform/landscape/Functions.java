package io.crossdock.platform.landscape;

import com.dashjoin.jsonata.Jsonata;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which functions an expression calls that nobody defines: the engine itself notices it only when it gets there. */
final class Functions {

    /** Those of JSONata 2 that are not about other functions, and those of declared connectors: what may have been meant. */
    private static final List<String> KNOWN = List.of("abs", "append", "average", "base64decode", "base64encode",
            "boolean", "ceil", "contains", "count", "decimal", "decodeUrl", "decodeUrlComponent", "distinct", "each",
            "encodeUrl", "encodeUrlComponent", "error", "exists", "filter", "floor", "formatBase", "formatInteger",
            "formatNumber", "fromMillis", "join", "keys", "length", "lookup", "lowercase", "map", "match", "max",
            "merge", "min", "not", "now", "number", "pad", "parseInteger", "power", "reduce", "replace", "reverse",
            "round", "sift", "single", "sort", "split", "spread", "sqrt", "string", "substring", "substringAfter",
            "substringBefore", "sum", "toMillis", "trim", "type", "uppercase", "zip");
    private static final Set<String> OURS = Set.of("decimal");
    private static final Pattern COMMENT_OR_TEXT = Pattern.compile(
            "/\\*.*?\\*/|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|`[^`]*`", Pattern.DOTALL);
    private static final Pattern CALLED = Pattern.compile("\\$(\\w+)\\s*\\(");
    private static final Pattern APPLIED = Pattern.compile("~>\\s*\\$(\\w+)");
    /** {@code $f := …}, and the names between {@code function(} and its parenthesis. */
    private static final Pattern DEFINED = Pattern.compile("\\$(\\w+)\\s*:=");
    private static final Pattern PARAMETERS = Pattern.compile("(?:function|λ)\\s*\\(([^)]*)\\)");
    private static final Pattern NAME = Pattern.compile("\\$(\\w+)");

    private Functions() {
    }

    /** @param expression that can be parsed */
    static Set<String> unknown(String expression) {
        String code = COMMENT_OR_TEXT.matcher(expression).replaceAll("''");
        Set<String> defined = new HashSet<>(OURS);
        names(DEFINED, code, defined);
        Matcher parameters = PARAMETERS.matcher(code);
        while (parameters.find()) {
            names(NAME, parameters.group(1), defined);
        }
        Set<String> called = new TreeSet<>();
        names(CALLED, code, called);
        names(APPLIED, code, called);
        called.removeIf(name -> defined.contains(name) || Jsonata.jsonata("$" + name).evaluate(Map.of()) != null);
        return called;
    }

    /** What to write instead. */
    static String hint(String unknown) {
        return Spelling.nearest(unknown, KNOWN).map(best -> "did you mean '$" + best + "'?")
                .orElse("the functions are those of JSONata 2, and $decimal");
    }

    private static void names(Pattern pattern, String code, Set<String> into) {
        Matcher matcher = pattern.matcher(code);
        while (matcher.find()) {
            into.add(matcher.group(1));
        }
    }
}
