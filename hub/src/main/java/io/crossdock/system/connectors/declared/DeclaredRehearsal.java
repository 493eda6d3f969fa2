package io.crossdock.system.connectors.declared;

import io.crossdock.platform.landscape.Declaration;
import io.crossdock.platform.landscape.Declaration.Auth;
import io.crossdock.platform.landscape.Declaration.Paging;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Rehearsal;
import io.crossdock.system.connectors.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Calls of a declared connector, made and understood without being sent. */
@Component
class DeclaredRehearsal implements Rehearsal {

    /** Of a larger sample the rest is not looked at. */
    private static final int LEAVES_MAX = 300;
    private static final Set<Declaration.Means> REFUSALS = Set.of(Declaration.Means.REFUSED, Declaration.Means.ABSENT);
    /** Where answers usually say what is wrong. */
    private static final List<String> SAYS = List.of("detail[$type($) = 'string']", "message[$type($) = 'string']",
            "error_description[$type($) = 'string']", "error.message[$type($) = 'string']",
            "errors[0].(message ? message : detail)[$type($) = 'string']", "error[$type($) = 'string']",
            "title[$type($) = 'string']");
    private static final String SOMETHING_ELSE = "\u0001";

    private final DeclaredCalls calls;

    DeclaredRehearsal(DeclaredCalls calls) {
        this.calls = calls;
    }

    @Override
    public boolean serves(SystemSettings system) {
        return system.declaration().isPresent();
    }

    @Override
    public Rehearsed rehearse(SystemSettings system, String operation, JsonNode sample, Optional<String> key,
            Optional<Recorded> answer) {
        Declaration declaration = DeclaredCalls.declaration(system);
        Optional<Declaration.Operation> declared = declaration.operation(operation);
        if (declared.isEmpty()) {
            return new Rehearsed.Impossible("not-declared", "connectors/" + declaration.id() + ".yaml declares no "
                    + operation + "; it has " + declaration.operations().keySet().stream().sorted().toList() + ".");
        }
        try {
            Call call = call(declaration, declared.get().request(), withPage(declared.get().paging(), sample));
            return new Rehearsed.Shown(call, signedBy(declaration.auth()), unused(declaration, declared.get(), sample, call),
                    declared.get().find().map(find -> call(declaration, find, calls.expressions().tree(
                            key.map(value -> Map.<String, Object>of("key", value, "request", sample))
                                    .orElse(Map.of("request", sample))))),
                    answer.map(recorded -> understood(system, declared.get(), sample, recorded)));
        } catch (Expressions.Failed mistake) {
            return new Rehearsed.Impossible("cannot-be-said", "connectors/" + declaration.id()
                    + ".yaml cannot say it: " + mistake.getMessage() + ".");
        }
    }

    private static JsonNode withPage(Paging paging, JsonNode sample) {
        return switch (paging) {
            case Paging.Numbered(var _, int first, int _, int _) when !sample.has("page") ->
                    ((ObjectNode) sample.deepCopy()).put("page", String.valueOf(first));
            case Paging.Numbered _ -> sample;
            case Paging.Whole() -> sample;
            case Paging.Linked _ -> sample;
            case Paging.LinkHeader() -> sample;
            case Paging.Cursor _ -> sample;
        };
    }

    private Call call(Declaration declaration, Declaration.Request request, JsonNode input) {
        Prepared prepared = calls.prepared(declaration, request, input, Map.of());
        return new Call(prepared.method(), prepared.path(), prepared.headers(),
                prepared.body().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse(""));
    }

    private static String signedBy(Auth auth) {
        return switch (auth) {
            case Auth.None() -> "nothing";
            case Auth.Header(String header, String _) -> "the secret in the header " + header;
            case Auth.Basic(String user) -> "Basic, as " + user;
            case Auth.ClientCredentials client -> "a token of " + client.tokenUrl() + ", as " + client.clientId();
            case Auth.UsernameToken token -> "a UsernameToken of WS-Security, as " + token.user();
            case Auth.Hmac hmac -> "an HMAC in the header " + hmac.header();
        };
    }

    /** JSON pointers of everything that could be said. */
    static List<String> fields(JsonNode sample) {
        List<String> pointers = new ArrayList<>();
        leaves(sample, "", pointers);
        return pointers;
    }

    private List<String> unused(Declaration declaration, Declaration.Operation operation, JsonNode sample, Call call) {
        return unread(sample, other -> {
            try {
                return call(declaration, operation.request(), withPage(operation.paging(), other)).equals(call);
            } catch (Expressions.Failed read) {
                return false;
            }
        });
    }

    /**
     * A text that can be another one without any change to what is made is not read.
     *
     * @param same whether another sample makes the same
     */
    static List<String> unread(JsonNode sample, Predicate<JsonNode> same) {
        return fields(sample).stream().limit(LEAVES_MAX).filter(pointer -> {
            JsonNode other = sample.deepCopy();
            String parent = pointer.substring(0, pointer.lastIndexOf('/'));
            if (!(other.at(parent) instanceof ObjectNode object)) {
                return false;
            }
            String name = unescaped(pointer.substring(pointer.lastIndexOf('/') + 1));
            object.set(name, different(object.path(name)));
            return same.test(other);
        }).toList();
    }

    /** A value of the same kind where the kind could matter to an expression. */
    private static JsonNode different(JsonNode value) {
        String text = value.asString("");
        return value.isNumber() ? JsonNodeFactory.instance.numberNode(value.asLong() + 1)
                : value.isBoolean() ? JsonNodeFactory.instance.booleanNode(!value.asBoolean())
                : JsonNodeFactory.instance.stringNode(text.matches("-?[0-9]+(\\.[0-9]+)?") ? text + "7"
                        : text + SOMETHING_ELSE);
    }

    private static void leaves(JsonNode node, String pointer, List<String> into) {
        if (node.isObject()) {
            node.properties().forEach(entry -> leaves(entry.getValue(), pointer + "/" + escaped(entry.getKey()), into));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                leaves(node.get(i), pointer + "/" + i, into);
            }
        } else if (!node.isNull()) {
            into.add(pointer);
        }
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String unescaped(String name) {
        return name.replace("~1", "/").replace("~0", "~");
    }

    /**
     * What an answer says that no rule reads. Only here, where somebody has it before him: it may repeat the key that it
     * does not accept.
     */
    private String itself(SystemSettings system, Recorded recorded, Answers.Understood said) {
        if (!said.errs() && !said.reason().equals(system.id() + " answered " + recorded.status() + ".")) {
            return "";
        }
        return SAYS.stream().flatMap(each -> calls.expressions().text(each, said.body()).stream()).findFirst()
                .map(text -> " The answer itself says: " + text.strip().replaceAll("\\s+", " ")).orElse("");
    }

    private static String sentence(String clause) {
        return clause.substring(0, 1).toUpperCase(Locale.ROOT) + clause.substring(1) + ".";
    }

    private Understood understood(SystemSettings system, Declaration.Operation operation, JsonNode sample,
            Recorded recorded) {
        Answers answers = new Answers(system, operation, calls.expressions(), Optional.of(sample));
        Reply.Answered answer = new Reply.Answered(recorded.status(), Optional.empty(),
                recorded.body().getBytes(StandardCharsets.UTF_8));
        Answers.Understood said = answers.understand(answer);
        String means = said.means().name().toLowerCase(Locale.ROOT);
        if (said.means() != Declaration.Means.DONE) {
            return new Understood(means, said.reason() + itself(system, recorded, said),
                    Optional.of(said.code()).filter(_ -> REFUSALS.contains(said.means())), Optional.empty(), List.of());
        }
        if (operation.reference().isPresent()) {
            return answers.done(said).map(done -> new Understood(means, "Done, as "
                    + done.reference() + ".", Optional.of(done.reference()), List.of(done.response())))
                    .orElseGet(() -> new Understood("unsure", sentence(Answers.numberless(answer, said)), Optional.empty(),
                            List.of()));
        }
        if (said.errs()) {
            return new Understood("unsure", said.reason() + itself(system, recorded, said), Optional.empty(), List.of());
        }
        List<JsonNode> rows = operation.meaning().map(meaning -> calls.expressions().rows(meaning, said.body()))
                .orElseGet(() -> answers.rows(said.body()));
        return new Understood(means, rows.size() == 1 ? "One row was understood." : rows.size() + " rows were understood.",
                Optional.empty(), rows);
    }
}
