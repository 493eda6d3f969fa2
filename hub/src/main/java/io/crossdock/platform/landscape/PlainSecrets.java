package io.crossdock.platform.landscape;

import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Finds what looks like a secret in the text of a declared connector. It is never shown. */
final class PlainSecrets {

    private static final Pattern NAME = Pattern.compile(
            "(?i)(proxy-)?authorization|cookie|.*(api[-_]?key|secret|password|access[-_]?token|auth[-_]?token)");
    private static final Pattern LITERAL = Pattern.compile("\\s*(\"[^\"]*\"|'[^']*')\\s*");

    private PlainSecrets() {
    }

    static void check(JsonNode root, DeclarationReader.Wrong wrong) {
        for (Map.Entry<String, JsonNode> operation : root.path("operations").properties()) {
            for (String name : new String[] {"request", "find"}) {
                String at = "/operations/" + operation.getKey() + "/" + name;
                JsonNode request = operation.getValue().path(name);
                request.path("headers").properties().forEach(header -> {
                    if (isSecret(header.getKey()) && !header.getValue().asString("").contains("{")) {
                        refuse(at + "/headers/" + header.getKey(), "header", header.getKey(), wrong);
                    }
                });
                request.path("query").properties().forEach(parameter -> {
                    if (isSecret(parameter.getKey()) && LITERAL.matcher(parameter.getValue().asString("")).matches()) {
                        refuse(at + "/query/" + parameter.getKey(), "parameter", parameter.getKey(), wrong);
                    }
                });
            }
        }
    }

    private static boolean isSecret(String name) {
        return NAME.matcher(name).matches();
    }

    private static void refuse(String pointer, String sort, String name, DeclarationReader.Wrong wrong) {
        wrong.at(pointer, "the " + sort + " " + name + " has a secret in it", "say under auth how to sign in, and in the "
                + "system's file where the secret is: secret: file:NAME");
    }
}
