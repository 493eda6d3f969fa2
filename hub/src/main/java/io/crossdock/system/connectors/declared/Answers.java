package io.crossdock.system.connectors.declared;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.landscape.Declaration;
import io.crossdock.platform.landscape.Declaration.AnswerRule;
import io.crossdock.platform.landscape.Declaration.Means;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.xml.Soap;
import io.crossdock.system.connectors.HttpMeaning;
import io.crossdock.system.connectors.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the answers to an operation mean: what the declaration says, and where it says nothing, what their status says of
 * itself.
 *
 * @param request what was asked for, where that is known
 */
record Answers(SystemSettings system, Declaration.Operation operation, Expressions expressions,
        Optional<JsonNode> request) {

    private static final int SAID_MAX = 300;
    /** Where bodies name what went wrong, or that something did. */
    private static final List<String> ERRORS = List.of("error", "errors");
    private static final List<String> SUCCESS = List.of("ok", "success");

    /**
     * An answer as it was understood.
     *
     * @param body     missing when the answer was no JSON, or no envelope
     * @param wordless the answer had no body at all, and the file says what that means
     * @param errs     its status is that of a success, its body names an error, and the file does not say what that means:
     *                 then nothing found is no answer, and a list is not whole
     * @param code     of a refusal
     * @param reason   of whatever is not done, a sentence
     */
    record Understood(Means means, JsonNode body, boolean wordless, boolean errs, String code, String reason) {

        /** Whether it says the whole of what was asked. */
        boolean isWhole() {
            return means == Means.DONE && !body.isMissingNode() && !errs;
        }
    }

    /** Of what is only read. */
    Answers(SystemSettings system, Declaration.Operation operation, Expressions expressions) {
        this(system, operation, expressions, Optional.empty());
    }

    private Declaration declaration() {
        return DeclaredCalls.declaration(system);
    }

    Understood understand(Reply.Answered answer) {
        JsonNode body = parsed(answer.body()).orElse(JsonNodeFactory.instance.missingNode());
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("status", answer.status());
        if (!body.isMissingNode()) {
            input.set("body", body);
        }
        Optional<AnswerRule> rule = Stream.concat(operation.answers().stream(), declaration().answers().stream())
                .filter(each -> each.status().map(status -> matches(status, answer.status())).orElse(true))
                .filter(each -> each.when().map(when -> expressions.holds(when, input)).orElse(true)).findFirst();
        Means means = rule.map(AnswerRule::means).orElseGet(() -> ofItself(answer, body));
        boolean errs = rule.isEmpty() && answer.isSuccess() && (namesError(body) || saysNo(body));
        String said = system.id() + " answered " + answer.status() + (errs
                ? " and names an error, and no rule of its connector says what that means" : "")
                + fault(answer).filter(each -> !each.reason().isBlank()).map(each -> ": " + shortened(each.reason()))
                        .orElse("");
        return new Understood(means, body, rule.isPresent() && answer.isSuccess() && answer.body().length == 0, errs,
                rule.flatMap(AnswerRule::code).flatMap(code -> expressions.text(code, input))
                        .or(() -> fault(answer).map(Soap.Fault::code).filter(each -> !each.isBlank()))
                        .orElse("http-" + answer.status()),
                rule.flatMap(AnswerRule::reason).flatMap(reason -> expressions.text(reason, input))
                        .orElse(said.replaceFirst("\\.$", "") + "."));
    }

    private static boolean namesError(JsonNode body) {
        return ERRORS.stream().map(body::path).anyMatch(Answers::isSomething);
    }

    private static boolean saysNo(JsonNode body) {
        return SUCCESS.stream().map(body::path).anyMatch(each -> each.isBoolean() && !each.asBoolean());
    }

    private static boolean isSomething(JsonNode value) {
        return value.isContainer() ? !value.isEmpty() : value.isBoolean() ? value.asBoolean()
                : value.isNumber() ? value.decimalValue().signum() != 0 : !value.asString("").isBlank();
    }

    private Optional<JsonNode> parsed(byte[] body) {
        return declaration().soap().isPresent() ? Envelopes.read(body) : expressions.parse(body);
    }

    private Optional<Soap.Fault> fault(Reply.Answered answer) {
        return declaration().soap().flatMap(soap -> Envelopes.fault(answer.body()));
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= SAID_MAX ? line : line.substring(0, SAID_MAX - 3) + "...";
    }

    /** A fault of the receiver may come before, while or after the work was done. */
    private Means ofItself(Reply.Answered answer, JsonNode body) {
        return fault(answer).map(fault -> switch (fault.blame()) {
            case SENDER -> Means.REFUSED;
            case SECURITY -> Means.UNAUTHORISED;
            case PROTOCOL -> Means.TRANSIENT;
            case RECEIVER -> Means.UNSURE;
        }).orElseGet(() -> ofStatus(answer, body));
    }

    /** What a deed has come to. */
    Outcome outcome(Reply reply) {
        return switch (reply) {
            case Reply.NotSent(String why, Optional<Duration> after) -> new Outcome.Unavailable(why, after);
            case Reply.Lost(String why) -> new Outcome.Ambiguous(why);
            case Reply.Answered answer -> {
                try {
                    yield outcome(answer);
                } catch (Expressions.Failed mistake) {
                    yield new Outcome.Ambiguous(system.id() + " answered " + answer.status() + ", and "
                            + mistake.getMessage() + ".");
                }
            }
        };
    }

    private Outcome outcome(Reply.Answered answer) {
        Understood said = understand(answer);
        return switch (said.means()) {
            case DONE -> done(said).<Outcome>map(done -> done).orElseGet(() -> new Outcome.Ambiguous(system.id()
                    + " answered " + answer.status() + ", but " + numberless(answer, said) + "."));
            case REFUSED -> new Outcome.Refused(said.code(), said.reason());
            case ABSENT -> new Outcome.Refused(said.code(), said.reason());
            case TRANSIENT -> new Outcome.Failed(said.reason());
            case THROTTLED -> new Outcome.Unavailable(said.reason(), answer.retryAfter());
            case UNAUTHORISED -> new Outcome.Unavailable(system.id() + " answered " + answer.status()
                    + ": it does not accept the key " + system.secret().map(Object::toString)
                            .orElse("that is missing from its settings") + ".", answer.retryAfter());
            case UNSURE -> new Outcome.Ambiguous(said.reason());
        };
    }

    /**
     * An answer that is none in words is a success only where the file says so; one that names an error only where the
     * number is in it.
     */
    Optional<Outcome.Done> done(Understood said) {
        return said.body().isMissingNode() && !said.wordless() ? Optional.empty()
                : done(said.body().isMissingNode() ? JsonNodeFactory.instance.nullNode() : said.body(), said);
    }

    /** Why what is called done has no number. */
    static String numberless(Reply.Answered answer, Understood said) {
        return answer.body().length > 0 ? "no number of its own can be read from the answer"
                : said.wordless() ? "it has no body, and its reference takes no number from the request"
                : "it has no body, and no rule of its connector says that this is done";
    }

    /** A row or an answer as the hub keeps it: what it means to us, with the system's own words beside it. */
    Optional<Outcome.Done> done(JsonNode row, Understood said) {
        Optional<JsonNode> asked = said.errs() ? Optional.empty() : request;
        return operation.reference().flatMap(reference -> expressions.text(reference, row, asked)).map(reference -> {
            ObjectNode response = operation.meaning().flatMap(meaning -> expressions.evaluate(meaning, row, asked))
                    .filter(JsonNode::isObject).map(meaning -> ((ObjectNode) meaning).deepCopy())
                    .orElseGet(() -> (ObjectNode) expressions.tree(Map.of("number", reference)));
            if (!row.isNull()) {
                response.set("answer", row);
            }
            return new Outcome.Done(reference, response);
        });
    }

    /** What {@code find} or a list has found. */
    List<JsonNode> rows(JsonNode body) {
        return expressions.rows(operation.rows().orElse("$"), body, request);
    }

    /** A no without JSON may come from something else than the system: a proxy, a wrong address. It decides nothing. */
    private static Means ofStatus(Reply.Answered answer, JsonNode body) {
        int status = answer.status();
        if (status == 404 || status == 410) {
            return body.isMissingNode() ? Means.TRANSIENT : Means.ABSENT;
        }
        return switch (HttpMeaning.ofDeed(answer, !body.isMissingNode())) {
            case DONE -> saysNo(body) ? Means.UNSURE : Means.DONE;
            case REFUSED -> body.isMissingNode() ? Means.TRANSIENT : Means.REFUSED;
            case BUSY -> Means.THROTTLED;
            case LOCKED_OUT -> Means.UNAUTHORISED;
            case UNSURE -> Means.UNSURE;
        };
    }

    private static boolean matches(String pattern, int status) {
        String text = String.valueOf(status);
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) != 'x' && pattern.charAt(i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
