package io.crossdock.estate.traffic;

import io.crossdock.estate.books.Json;
import io.crossdock.estate.callbacks.Hub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** Bearer tokens of the hub's clients, by client credentials; kept until shortly before they expire. */
final class Tokens {

    private record Token(String value, Instant until) {}

    private static final long MARGIN_SECONDS = 20;

    private final Hub hub;
    private final Map<String, String> secrets;
    private final Clock clock;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    /** @param secrets the secret of each client */
    Tokens(Hub hub, Map<String, String> secrets, Clock clock) {
        this.hub = hub;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** A token that is good now; empty when the hub does not give one. */
    Optional<String> of(String client) throws IOException {
        Token known = tokens.get(client);
        if (known != null && clock.instant().isBefore(known.until)) {
            return Optional.of(known.value);
        }
        String credentials = client + ":" + secrets.get(client);
        Hub.Reply reply = hub.post("/oauth2/token", "application/x-www-form-urlencoded",
                Map.of("Authorization",
                        "Basic " + Base64.getEncoder()
                                .encodeToString(credentials.getBytes(StandardCharsets.UTF_8))),
                "grant_type=client_credentials".getBytes(StandardCharsets.UTF_8));
        if (!reply.good()) {
            return Optional.empty();
        }
        JsonNode answer = Json.read(reply.body().getBytes(StandardCharsets.UTF_8));
        Token token = new Token(answer.path("access_token").asString(""),
                clock.instant().plusSeconds(answer.path("expires_in").asLong(60) - MARGIN_SECONDS));
        tokens.put(client, token);
        return Optional.of(token.value);
    }

    void forget(String client) {
        tokens.remove(client);
    }
}
