package io.crossdock.system.connectors.declared;

import io.crossdock.platform.landscape.Declaration;
import io.crossdock.platform.landscape.Declaration.Request;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Makes requests out of what is declared and sends them. */
@Component
class DeclaredCalls {

    private final Expressions expressions;
    private final SignedIn signedIn;

    DeclaredCalls(Expressions expressions, SignedIn signedIn) {
        this.expressions = expressions;
        this.signedIn = signedIn;
    }

    Expressions expressions() {
        return expressions;
    }

    Reply send(SystemSettings system, Request request, JsonNode input, Duration budget) {
        return send(system, request, input, Map.of(), budget);
    }

    /** @param more further parameters, such as the page */
    Reply send(SystemSettings system, Request request, JsonNode input, Map<String, String> more, Duration budget) {
        Declaration declaration = declaration(system);
        try {
            return signedIn.send(system, declaration.auth(), prepared(declaration, request, input, more), budget);
        } catch (Expressions.Failed mistake) {
            return new Reply.NotSent("connectors/" + declaration.id() + ".yaml cannot say it: " + mistake.getMessage()
                    + ".");
        }
    }

    static Declaration declaration(SystemSettings system) {
        return system.declaration().orElseThrow(
                () -> new IllegalStateException("the connector of " + system.id() + " is not declared"));
    }

    Prepared prepared(Declaration declaration, Request request, JsonNode input, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>();
        declaration.soap().ifPresentOrElse(soap -> headers.putAll(headersOf(soap, request.action().orElse(""))), () -> {
            headers.put("Accept", "application/json");
            request.body().ifPresent(body -> headers.put("Content-Type", "application/json"));
        });
        request.headers().forEach((name, template) -> headers.put(name, line(filled(template, input, false))));
        Optional<byte[]> body = request.body().map(expression -> body(declaration, expression, input));
        return new Prepared(request.method(), filled(request.path(), input, true) + parameters(request, input, more),
                headers, body);
    }

    private byte[] body(Declaration declaration, String expression, JsonNode input) {
        JsonNode body = expressions.evaluate(expression, input)
                .orElseThrow(() -> new Expressions.Failed(expression, "it yields no body"));
        try {
            return declaration.soap().map(soap -> Envelopes.around(body, soap))
                    .orElseGet(() -> body.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException unsayable) {
            throw new Expressions.Failed(expression, String.valueOf(unsayable.getMessage()));
        }
    }

    private static Map<String, String> headersOf(Declaration.Envelope soap, String action) {
        String type = Envelopes.version(soap).mediaType();
        return switch (soap.version()) {
            case V1_1 -> Map.of("Accept", type, "Content-Type", type + "; charset=utf-8", "SOAPAction",
                    '"' + action + '"');
            case V1_2 -> Map.of("Accept", type, "Content-Type", type + "; charset=utf-8"
                    + (action.isEmpty() ? "" : "; action=\"" + action + "\""));
        };
    }

    private String parameters(Request request, JsonNode input, Map<String, String> more) {
        Map<String, String> values = new TreeMap<>();
        request.query().forEach((name, expression) -> expressions.text(expression, input)
                .ifPresent(value -> values.put(name, value)));
        values.putAll(more);
        List<String> pairs = new ArrayList<>();
        values.forEach((name, value) -> pairs.add(SignedIn.encoded(name) + "=" + SignedIn.encoded(value)));
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    private String filled(String template, JsonNode input, boolean encoded) {
        Matcher holes = Request.HOLE.matcher(template);
        StringBuilder filled = new StringBuilder();
        while (holes.find()) {
            String value = expressions.text(holes.group(1), input)
                    .orElseThrow(() -> new Expressions.Failed(holes.group(1), "it yields nothing"));
            holes.appendReplacement(filled, Matcher.quoteReplacement(encoded ? SignedIn.encoded(value) : value));
        }
        return holes.appendTail(filled).toString();
    }

    private static String line(String value) {
        return value.replaceAll("[\\r\\n]+", " ");
    }
}
