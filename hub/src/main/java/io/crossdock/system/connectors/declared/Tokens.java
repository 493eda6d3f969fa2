package io.crossdock.system.connectors.declared;

import io.crossdock.platform.landscape.Declaration.Auth;
import io.crossdock.platform.landscape.SecretRef;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.connectors.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * Tokens of OAuth 2, kept until shortly before they end. Whoever needs one while it is fetched waits for the same.
 * Thread-safe.
 */
final class Tokens {

    /** A token is fetched anew this long before it ends, so that none ends on its way. */
    private static final Duration EARLY = Duration.ofSeconds(30);
    private static final long LIFE_UNTOLD_S = 300;

    private final HttpCaller caller;
    private final Expressions expressions;
    private final Clock clock;
    private final Map<Client, Held> held = new ConcurrentHashMap<>();

    Tokens(HttpCaller caller, Expressions expressions, Clock clock) {
        this.caller = caller;
        this.expressions = expressions;
        this.clock = clock;
    }

    /** A token that was given for one key is not used with another, which may be wrong. */
    private record Client(String system, Optional<SecretRef> key, Auth.ClientCredentials auth) {
    }

    private record Token(String value, Instant until, Optional<String> refresh) {
    }

    /** Guarded by itself. */
    private static final class Held {

        private Optional<Token> token = Optional.empty();
    }

    /** A token, or why there is none. */
    sealed interface Answer {

        record Bearer(String token) implements Answer {
        }

        /** @param retryAfter how long whoever gives tokens asked to be left alone */
        record Nothing(String why, Optional<Duration> retryAfter) implements Answer {
        }
    }

    /** @param secret of the client */
    Answer token(SystemSettings system, Auth.ClientCredentials client, String secret, Duration budget) {
        Held mine = held(system, client);
        synchronized (mine) {
            Optional<Token> fresh = mine.token.filter(token -> clock.instant().isBefore(token.until().minus(EARLY)));
            if (fresh.isPresent()) {
                return new Answer.Bearer(fresh.get().value());
            }
            Map<String, String> headers = headers(client, secret);
            Optional<Token> refreshed = mine.token.flatMap(Token::refresh).flatMap(refresh -> read(
                    ask(system, client, headers, "grant_type=refresh_token&refresh_token=" + SignedIn.encoded(refresh),
                            budget), Optional.of(refresh)));
            if (refreshed.isPresent()) {
                mine.token = refreshed;
                return new Answer.Bearer(refreshed.get().value());
            }
            Reply reply = ask(system, client, headers, "grant_type=client_credentials" + client.scope()
                    .map(scope -> "&scope=" + SignedIn.encoded(scope)).orElse(""), budget);
            mine.token = read(reply, Optional.empty());
            return mine.token.<Answer>map(token -> new Answer.Bearer(token.value())).orElseGet(() -> new Answer.Nothing(
                    client.tokenUrl() + " gave no token for " + system.id() + ": " + said(reply), retryAfter(reply)));
        }
    }

    /** A token that was not accepted; one that somebody has fetched since stays. */
    void refused(SystemSettings system, Auth.ClientCredentials client, String token) {
        Held mine = held(system, client);
        synchronized (mine) {
            mine.token = mine.token.map(each -> each.value().equals(token)
                    ? new Token(token, Instant.EPOCH, each.refresh()) : each);
        }
    }

    private Held held(SystemSettings system, Auth.ClientCredentials client) {
        return held.computeIfAbsent(new Client(system.id(), system.secret(), client), _ -> new Held());
    }

    private static Map<String, String> headers(Auth.ClientCredentials client, String secret) {
        String basic = Base64.getEncoder().encodeToString((SignedIn.encoded(client.clientId()) + ":"
                + SignedIn.encoded(secret)).getBytes(StandardCharsets.UTF_8));
        return Map.of("Authorization", "Basic " + basic, "Content-Type", "application/x-www-form-urlencoded", "Accept",
                "application/json");
    }

    private Reply ask(SystemSettings system, Auth.ClientCredentials client, Map<String, String> headers, String form,
            Duration budget) {
        return HttpCaller.unheard(() -> caller.send(system.at(client.tokenUrl()), "POST", "", headers,
                Optional.of(form.getBytes(StandardCharsets.UTF_8)), budget));
    }

    /** @param kept the refresh token that goes on when the answer has no new one ({@code RFC 6749 §6}) */
    private Optional<Token> read(Reply reply, Optional<String> kept) {
        return reply instanceof Reply.Answered answer && answer.isSuccess()
                ? expressions.parse(answer.body()).flatMap(body -> read(body, kept)) : Optional.empty();
    }

    private Optional<Token> read(JsonNode body, Optional<String> kept) {
        return text(body, "access_token").map(text -> new Token(text,
                clock.instant().plusSeconds(body.path("expires_in").asLong(LIFE_UNTOLD_S)),
                text(body, "refresh_token").or(() -> kept)));
    }

    private static Optional<String> text(JsonNode body, String name) {
        return Optional.of(body.path(name).asString("")).filter(text -> !text.isEmpty());
    }

    private static Optional<Duration> retryAfter(Reply reply) {
        return reply instanceof Reply.Answered answer ? answer.retryAfter() : Optional.empty();
    }

    private static String said(Reply reply) {
        return switch (reply) {
            case Reply.NotSent(String why, var _) -> why;
            case Reply.Lost(String why) -> why;
            case Reply.Answered answer -> "it answered " + answer.status() + ".";
        };
    }
}
