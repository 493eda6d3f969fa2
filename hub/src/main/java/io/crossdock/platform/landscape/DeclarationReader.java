package io.crossdock.platform.landscape;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import io.crossdock.platform.landscape.Declaration.Auth;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A declared connector out of its file, and what the schema cannot see in it. */
final class DeclarationReader {

    private static final Set<String> EXPRESSIONS = Set.of("over", "when", "code", "reason", "reference", "meaning", "rows",
            "next", "body", "tracking", "events", "key", "at", "leg");
    private static final String LANGUAGE = "expressions are JSONata 2";
    private static final Pattern KEY = Pattern.compile(".*(idempotency|request-id|dedup).*", Pattern.CASE_INSENSITIVE);

    private DeclarationReader() {
    }

    static Declaration read(Values values, List<Partner.Sample> samples) {
        return new Declaration(values.text("id"), values.text("title"), auth(values.group("auth")),
                values.list("answers", DeclarationReader::answer), values.map("operations", DeclarationReader::operation),
                values.node().has("webhook") ? webhook(values.group("webhook")) : Declaration.Webhook.STANDARD,
                values.optional("tracking"), values.optional("events"),
                values.node().has("soap") ? Optional.of(envelope(values.group("soap"))) : Optional.empty(),
                values.optional("version").map(version -> new Partner.Label(version, values.text("owner"))),
                values.node().toString(), samples);
    }

    private static Declaration.Envelope envelope(Values values) {
        return new Declaration.Envelope(values.text("version").equals("1.2") ? Declaration.Soap.V1_2
                : Declaration.Soap.V1_1, values.text("namespace"), values.map("namespaces", Values::plain));
    }

    private static Declaration.Webhook webhook(Values values) {
        Declaration.Proof proof = switch (values.text("proof", "standard")) {
            case "standard" -> new Declaration.Proof.Standard();
            case "token" -> new Declaration.Proof.Token(values.text("header"));
            case "hmac" -> new Declaration.Proof.Hmac(values.text("header"),
                    Auth.Digest.valueOf(upper(values.text("digest", "sha256"))),
                    Auth.Encoding.valueOf(upper(values.text("encoding", "hex"))), values.text("prefix"),
                    values.optional("timeHeader"));
            default -> throw new IllegalArgumentException("no proof: " + values.text("proof"));
        };
        return new Declaration.Webhook(proof, values.optional("idHeader"));
    }

    private static Auth auth(Values values) {
        return switch (values.text("type", "none")) {
            case "none" -> new Auth.None();
            case "header" -> new Auth.Header(values.text("header"), values.text("prefix"));
            case "basic" -> new Auth.Basic(values.text("user"));
            case "bearer" -> new Auth.Header("Authorization", "Bearer ");
            case "oauth2" -> new Auth.ClientCredentials(URI.create(values.text("tokenUrl")), values.text("clientId"),
                    values.optional("scope"));
            case "hmac" -> new Auth.Hmac(values.text("header"),
                    Auth.Digest.valueOf(upper(values.text("digest", "sha256"))),
                    Auth.Encoding.valueOf(upper(values.text("encoding", "hex"))), values.text("over"),
                    values.optional("timeHeader"));
            case "ws-security" -> new Auth.UsernameToken(values.text("user"),
                    Auth.PasswordType.valueOf(upper(values.text("passwordType", "digest"))), values.flag("timestamp"));
            default -> throw new IllegalArgumentException("no way to sign in: " + values.text("type"));
        };
    }

    private static Declaration.AnswerRule answer(Values values) {
        return new Declaration.AnswerRule(values.optional("status"), values.optional("when"),
                Declaration.Means.valueOf(upper(values.text("means"))), values.optional("code"), values.optional("reason"));
    }

    private static Declaration.Operation operation(Values values) {
        return new Declaration.Operation(
                Declaration.Kept.valueOf(upper(values.text("promise", "none")).replace('-', '_')),
                request(values.group("request")), values.list("answers", DeclarationReader::answer),
                values.optional("reference"), values.optional("meaning"),
                values.node().has("find") ? Optional.of(request(values.group("find"))) : Optional.empty(),
                values.optional("rows"), paging(values.group("paging")), values.optional("key").map(key ->
                        new Declaration.Watch(key, values.text("at"), values.text("leg"),
                                values.duration("overlap", Declaration.Watch.OVERLAP))));
    }

    private static Declaration.Request request(Values values) {
        return new Declaration.Request(values.text("method", "POST"), values.text("path"),
                values.map("query", Values::plain),
                values.map("headers", Values::plain), values.optional("body"), values.optional("action"));
    }

    private static Declaration.Paging paging(Values values) {
        int size = values.number("size", 1);
        return switch (values.text("style", "whole")) {
            case "whole" -> new Declaration.Paging.Whole();
            case "link-header" -> new Declaration.Paging.LinkHeader();
            case "link" -> new Declaration.Paging.Linked(values.text("next"));
            case "cursor" -> new Declaration.Paging.Cursor(values.optional("parameter"), values.text("next"));
            case "page" -> new Declaration.Paging.Numbered(values.optional("parameter"), values.number("first", 1), 1,
                    size);
            case "offset" -> new Declaration.Paging.Numbered(values.optional("parameter"), 0, size, size);
            default -> throw new IllegalArgumentException("no paging style: " + values.text("style"));
        };
    }

    /** Every expression that is no JSONata or calls what nobody defines, and a file that declares nothing. */
    static void check(JsonNode root, Wrong wrong) {
        walk(root, "", "", wrong);
        if (root.isObject() && Stream.of("operations", "tracking", "events").allMatch(each -> isNothing(root, each))) {
            wrong.at("", "nothing says what this system can do", "add operations, tracking or events");
        }
    }

    private static boolean isNothing(JsonNode root, String section) {
        return !root.has(section) || root.path(section).isObject() && root.path(section).isEmpty();
    }

    /** Takes what is wrong somewhere. */
    interface Wrong {

        void at(String pointer, String reason, String hint);
    }

    /** Whether what is said of each deed fits together. */
    static void checkDeeds(JsonNode root, Wrong wrong) {
        root.path("operations").properties().forEach(operation -> {
            String at = "/operations/" + operation.getKey();
            checkWordless(operation.getValue(), at, wrong);
            if (operation.getKey().equals("order.amend")) {
                checkAmendment(operation.getValue(), at, wrong);
            }
        });
    }

    /** Whether what is done without a word has a number. */
    private static void checkWordless(JsonNode deed, String at, Wrong wrong) {
        boolean wordless = deed.path("answers").valueStream().anyMatch(each -> each.path("status").asString("")
                .equals("204") && each.path("means").asString("").equals("done"));
        if (wordless && deed.has("reference") && !deed.path("reference").asString("").contains("$request")) {
            wrong.at(at + "/reference", "an answer 204 has no body in which its number could be",
                    "take the number from the request, such as $request.knownAs or $request.leg");
        }
    }

    /** Whether a second amendment of an order can be told apart from the first, which has the same number. */
    private static void checkAmendment(JsonNode deed, String at, Wrong wrong) {
        String asks = deed.path("find") + deed.path("rows").asString("");
        if (deed.path("promise").asString("").equals("lookup") && !asks.contains("request.request.lines")) {
            wrong.at(at + (deed.has("rows") ? "/rows" : ""),
                    "an order is amended more than once, and this look-up would take the first amendment for the second",
                    "let rows compare what is cancelled there with $request.request.lines, or say promise: none");
        }
        for (Map.Entry<String, JsonNode> header : deed.at("/request/headers").properties()) {
            if (KEY.matcher(header.getKey()).matches() && !header.getValue().asString("").contains("request.lines")) {
                wrong.at(at + "/request/headers/" + header.getKey(),
                        "an order is amended more than once, and under this key a second amendment would be ignored",
                        "such as {request.order}-cancelled-{$sum(request.lines.$number(cancelled.value))}");
            }
        }
    }

    /** Whether what is said of SOAP fits together. */
    static void checkSoap(JsonNode root, Wrong wrong) {
        boolean soap = root.has("soap");
        if (!soap && root.at("/auth/type").asString("").equals("ws-security")) {
            wrong.at("/auth/type", "a UsernameToken goes in an envelope, and this connector has none",
                    "add soap: {version: \"1.1\"}");
        }
        for (Map.Entry<String, JsonNode> operation : root.path("operations").properties()) {
            for (String name : Set.of("request", "find")) {
                JsonNode request = operation.getValue().path(name);
                String at = "/operations/" + operation.getKey() + "/" + name;
                if (request.isObject()) {
                    checkSoap(soap, request, at, wrong);
                }
            }
        }
    }

    private static void checkSoap(boolean soap, JsonNode request, String at, Wrong wrong) {
        if (!soap && !request.has("method")) {
            wrong.at(at, "nothing says with which method it is called", "add method: GET, POST, PUT or PATCH");
        }
        if (!soap && request.has("action")) {
            wrong.at(at + "/action", "only SOAP has actions, and this connector has none", "add soap: {version: \"1.1\"}");
        }
        if (soap && !request.path("method").asString("POST").equals("POST")) {
            wrong.at(at + "/method", "SOAP is posted", "leave method out");
        }
        if (soap && !request.has("body")) {
            wrong.at(at, "nothing says what the envelope's body has", "add body, JSONata that yields its element");
        }
    }

    private static void walk(JsonNode node, String name, String pointer, Wrong wrong) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String at = pointer + "/" + entry.getKey().replace("~", "~0").replace("/", "~1");
            JsonNode value = entry.getValue();
            if (value.isObject()) {
                walk(value, entry.getKey(), at, wrong);
            } else if (value.isArray()) {
                for (int i = 0; i < value.size(); i++) {
                    walk(value.get(i), entry.getKey(), at + "/" + i, wrong);
                }
            } else if (EXPRESSIONS.contains(entry.getKey()) || name.equals("query")) {
                expression(value.asString(""), at, wrong);
            } else if (entry.getKey().equals("path") || name.equals("headers")) {
                holes(value.asString(""), at, wrong);
            }
        }
    }

    private static void holes(String text, String pointer, Wrong wrong) {
        Matcher holes = Declaration.Request.HOLE.matcher(text);
        while (holes.find()) {
            expression(holes.group(1), pointer, wrong);
        }
        String rest = Declaration.Request.HOLE.matcher(text).replaceAll("");
        if (rest.contains("{") || rest.contains("}")) {
            wrong.at(pointer, "a brace in '" + text + "' has no other", LANGUAGE);
        }
    }

    private static void expression(String text, String pointer, Wrong wrong) {
        try {
            Jsonata.jsonata(text);
            Functions.unknown(text).forEach(name -> wrong.at(pointer, "there is no function '$" + name + "'",
                    Functions.hint(name)));
        } catch (JException mistake) {
            wrong.at(pointer, "this is no JSONata: " + mistake.getMessage(), LANGUAGE);
        } catch (RuntimeException unreadable) {
            // The parser trips over some texts; to whoever wrote them they are equally wrong.
            wrong.at(pointer, "this is no JSONata: " + unreadable.getClass().getSimpleName(), LANGUAGE);
        }
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
