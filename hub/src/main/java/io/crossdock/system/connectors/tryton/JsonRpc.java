package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.connectors.HttpMeaning;
import io.crossdock.system.connectors.Reply;
import io.crossdock.system.connectors.tryton.Fault.Kind;
import io.crossdock.system.connectors.tryton.Fault.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One call of Tryton's JSON-RPC, and what its answer means. Tryton reports almost every failure as a success of HTTP
 * with an error inside. Each call has a connection of its own: Tryton's usual server drops those at rest without
 * saying so, and one that is kept open holds one of its few threads. Thread-safe.
 */
@Component
final class JsonRpc {

    private static final int UNAUTHORISED = 401;
    private static final String PATH = "/";
    /** What PostgreSQL says through Tryton when two transactions met; everything was undone. */
    private static final List<String> PASSING = List.of("could not serialize access",
            "could not obtain lock on");
    private static final int LONGEST_REASON = 500;

    private final HttpCaller caller;
    private final Json json;
    private final AtomicLong ids = new AtomicLong();

    JsonRpc(HttpCaller caller, Json json) {
        this.caller = caller;
        this.json = json;
    }

    JsonNode tree(Object value) {
        return json.tree(value);
    }

    /** Throws {@link Fault} for everything but a result. */
    JsonNode call(SystemSettings system, Optional<String> authorization, Step step, String method,
            List<?> parameters, Duration budget) {
        byte[] body = json.write(Map.of("id", ids.incrementAndGet(), "method", method, "params", parameters))
                .getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = Stream.concat(Stream.of(Map.entry("Content-Type", "application/json")),
                authorization.stream().map(value -> Map.entry("Authorization", value)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return switch (caller.postAlone(system, PATH, headers, body, budget)) {
            case Reply.NotSent(String why, Optional<Duration> after) -> throw new Fault(Kind.NOT_SENT, step, why, after);
            case Reply.Lost(String why) -> throw new Fault(Kind.LOST, step, why, Optional.empty());
            case Reply.Answered answer when answer.isSuccess() -> result(system, step, method, answer);
            case Reply.Answered answer -> throw status(system, step, method, answer);
        };
    }

    private JsonNode result(SystemSettings system, Step step, String method, Reply.Answered answer) {
        JsonNode envelope = parse(answer.body()).orElseThrow(() -> new Fault(Kind.LOST, step, system.id()
                + " answered something that is no JSON to " + method + ".", Optional.empty()));
        if (envelope.has("error")) {
            throw error(system, step, method, envelope.path("error"));
        }
        if (!envelope.has("result")) {
            throw new Fault(Kind.LOST, step, system.id() + " answered without a result to " + method + ".",
                    Optional.empty());
        }
        return envelope.path("result");
    }

    private Optional<JsonNode> parse(byte[] body) {
        try {
            return Optional.of(json.parse(body)).filter(JsonNode::isObject);
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    private static Fault error(SystemSettings system, Step step, String method, JsonNode error) {
        String kind = error.path(0).asString("");
        JsonNode detail = error.path(1);
        return switch (kind) {
            case "UserError" -> new Fault(Kind.REFUSED, step, sentence(detail.path(0), detail.path(1)),
                    Optional.empty());
            case "UserWarning" -> Fault.warning(step, detail.path(0).asString(""),
                    sentence(detail.path(1), detail.path(2)));
            case String text when PASSING.stream().anyMatch(text::contains) -> new Fault(Kind.PASSING, step,
                    system.id() + " was at the same rows for somebody else: " + shortened(text), Optional.empty());
            case String text -> new Fault(Kind.BROKEN, step, system.id() + " cannot do " + method + ": "
                    + shortened(text), Optional.empty());
        };
    }

    private static Fault status(SystemSettings system, Step step, String method, Reply.Answered answer) {
        String said = system.id() + " answered " + answer.status() + " to " + method;
        if (answer.status() == UNAUTHORISED) {
            return new Fault(Kind.LOCKED_OUT, step, said + ".", answer.retryAfter());
        }
        return switch (step == Step.DEED ? HttpMeaning.ofDeed(answer, false) : HttpMeaning.of(answer.status())) {
            case BUSY -> new Fault(Kind.THROTTLED, step, said + ".", answer.retryAfter());
            case REFUSED, LOCKED_OUT -> new Fault(Kind.BROKEN, step, said
                    + ": is the name of its database in baseUrl, and is its version 6.0?", Optional.empty());
            case DONE, UNSURE -> new Fault(Kind.LOST, step, said + ".", Optional.empty());
        };
    }

    private static String sentence(JsonNode message, JsonNode description) {
        return shortened(Stream.of(message, description).map(part -> part.asString("").strip())
                .filter(part -> !part.isEmpty()).distinct().collect(Collectors.joining(" ")));
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
    }
}
