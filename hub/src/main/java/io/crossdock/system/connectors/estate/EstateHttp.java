package io.crossdock.system.connectors.estate;

import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.SecretMissing;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.connectors.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** JSON over HTTP with the estate's key: section 1 of its contract. */
@Component
final class EstateHttp {

    /** The connector's name in the landscape. */
    static final String CONNECTOR = "estate";

    private static final String KEY = "X-Api-Key";

    private final HttpCaller caller;
    private final Secrets secrets;
    private final Json json;

    EstateHttp(HttpCaller caller, Secrets secrets, Json json) {
        this.caller = caller;
        this.secrets = secrets;
        this.json = json;
    }

    Reply get(SystemSettings system, String path) {
        return get(system, path, system.timeouts().call());
    }

    /** Asks, and waits no longer than {@code budget}. */
    Reply get(SystemSettings system, String path, Duration budget) {
        try {
            return caller.get(system, path, Map.of(KEY, key(system)), budget);
        } catch (SecretMissing e) {
            return new Reply.NotSent(missing(system, e));
        }
    }

    Reply post(SystemSettings system, String path, Object body) {
        try {
            return caller.post(system, path, Map.of(KEY, key(system), "Content-Type", "application/json"),
                    json.write(body).getBytes(StandardCharsets.UTF_8));
        } catch (SecretMissing e) {
            return new Reply.NotSent(missing(system, e));
        }
    }

    /** The JSON object of a success; empty for every other reply. */
    Optional<JsonNode> object(Reply reply) {
        return reply instanceof Reply.Answered answer && answer.isSuccess() ? parse(answer.body())
                : Optional.empty();
    }

    Optional<JsonNode> parse(byte[] body) {
        try {
            return Optional.of(json.parse(body)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** A value as part of a path or query. */
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String key(SystemSettings system) {
        return system.secret().map(reference -> secrets.resolve(reference).reveal())
                .orElseThrow(() -> new IllegalStateException("system " + system.id() + " has no secret"));
    }

    private static String missing(SystemSettings system, SecretMissing e) {
        return "The key for " + system.id() + " is not there: " + e.getMessage() + ".";
    }
}
