package io.crossdock.cli;

import io.crossdock.cli.OpenApi.Operation;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** How calls say who we are, as the description of an API tells it. */
final class SigningIn {

    private static final String WORD = "([A-Za-z][A-Za-z0-9_-]{1,30})";

    private SigningIn() {
    }

    /** @param operation whose demands hold for all */
    static String with(OpenApi api, Optional<Operation> operation) {
        JsonNode scheme = api.security(operation);
        String type = scheme.path("type").asString("") + ":" + scheme.path("scheme").asString("").toLowerCase(Locale.ROOT);
        JsonNode client = scheme.path("flows").path("clientCredentials");
        if (type.startsWith("apiKey") && scheme.path("in").asString("").equals("header")) {
            String header = scheme.path("name").asString("");
            String prefix = wordBefore(header, scheme.path("description").asString("")).map(word -> ", prefix: "
                    + Scaffold.quoted(word + " ")).orElse("");
            return "{type: header, header: " + header + prefix + "}" + (prefix.isEmpty()
                    && header.equalsIgnoreCase("Authorization") ? "   # a word before the key: prefix: \"Token \"" : "");
        }
        if (type.startsWith("http:") && !type.matches("http:(basic|bearer)?")) {
            return "{type: header, header: Authorization, prefix: "
                    + Scaffold.quoted(scheme.path("scheme").asString("") + " ") + "}";
        }
        if (type.equals("http:basic")) {
            return "{type: basic, user: hub}";
        }
        if (type.startsWith("oauth2") && client.hasNonNull("tokenUrl")) {
            return "{type: oauth2, tokenUrl: " + Scaffold.quoted(client.path("tokenUrl").asString("")) + ", clientId: hub"
                    + client.path("scopes").propertyNames().stream().reduce((one, other) -> one + " " + other)
                            .map(scopes -> ", scope: " + Scaffold.quoted(scopes)).orElse("") + "}";
        }
        return scheme.isMissingNode() ? "{type: none}" : "{type: bearer}";
    }

    /** {@code Authorization: Token abc}, {@code Token <key>}, or {@code prefixed with Token}. */
    private static Optional<String> wordBefore(String header, String description) {
        Matcher told = Pattern.compile("(?i:" + Pattern.quote(header) + ")[`'\"]?\\s*[:=]\\s*[`'\"]?" + WORD
                + "[ ]+[^\\s.,;]|[`'\"]" + WORD + "[ ]+[^`'\"\\s]+[`'\"]|\\b" + WORD + "[ ]+[<{\\[$]"
                + "|(?i:prefix(?:ed)?(?: it)?(?: with| by)?(?: the)?(?: word)?)[ ]+[`'\"]?" + WORD).matcher(description);
        return told.find() ? Stream.iterate(1, group -> group <= told.groupCount(), group -> group + 1).map(told::group)
                .filter(Objects::nonNull).findFirst() : Optional.empty();
    }
}
