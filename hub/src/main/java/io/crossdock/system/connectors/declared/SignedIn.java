package io.crossdock.system.connectors.declared;

import io.crossdock.platform.landscape.Declaration.Auth;
import io.crossdock.platform.landscape.SecretMissing;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.connectors.Reply;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Sends calls with what says who we are. Tokens are kept until shortly before they end. Thread-safe. */
@Component
class SignedIn {

    /** A token is fetched anew this long before it ends, so that none ends on its way. */
    private static final Duration EARLY = Duration.ofSeconds(30);
    private static final long LIFE_UNTOLD_S = 300;

    private final HttpCaller caller;
    private final Secrets secrets;
    private final Expressions expressions;
    private final Clock clock;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    SignedIn(HttpCaller caller, Secrets secrets, Expressions expressions, Clock clock) {
        this.caller = caller;
        this.secrets = secrets;
        this.expressions = expressions;
        this.clock = clock;
    }

    private record Token(String value, Instant until) {
    }

    /** What says who we are, or why there is nothing to say. */
    private sealed interface Identity {

        record Headers(Map<String, String> headers) implements Identity {
        }

        record Nobody(Reply reply) implements Identity {
        }
    }

    Reply send(SystemSettings system, Auth auth, Prepared call, Duration budget) {
        Reply reply = once(system, auth, call, budget);
        if (auth instanceof Auth.ClientCredentials && reply instanceof Reply.Answered answer && answer.status() == 401
                && tokens.remove(system.id()) != null) {
            // The token was withdrawn before its time. A call that was not let in has done nothing.
            return once(system, auth, call, budget);
        }
        return reply;
    }

    private Reply once(SystemSettings system, Auth auth, Prepared call, Duration budget) {
        try {
            return switch (identity(system, auth, call, budget)) {
                case Identity.Nobody(Reply why) -> why;
                case Identity.Headers(Map<String, String> identity) -> {
                    Map<String, String> headers = new LinkedHashMap<>(call.headers());
                    headers.putAll(identity);
                    yield caller.send(system, call.method(), call.path(), headers, call.body(), budget);
                }
            };
        } catch (SecretMissing e) {
            return new Reply.NotSent("The key for " + system.id() + " is not there: " + e.getMessage() + ".");
        }
    }

    private Identity identity(SystemSettings system, Auth auth, Prepared call, Duration budget) {
        return switch (auth) {
            case Auth.None() -> new Identity.Headers(Map.of());
            case Auth.Header(String header, String prefix) ->
                    new Identity.Headers(Map.of(header, prefix + secret(system)));
            case Auth.Basic(String user) -> new Identity.Headers(Map.of("Authorization", "Basic " + Base64.getEncoder()
                    .encodeToString((user + ":" + secret(system)).getBytes(StandardCharsets.UTF_8))));
            case Auth.ClientCredentials client -> token(system, client, budget);
            case Auth.Hmac hmac -> new Identity.Headers(signature(system, hmac, call));
        };
    }

    private Identity token(SystemSettings system, Auth.ClientCredentials client, Duration budget) {
        Token held = tokens.get(system.id());
        if (held != null && clock.instant().isBefore(held.until().minus(EARLY))) {
            return bearer(held);
        }
        String form = "grant_type=client_credentials" + client.scope().map(scope -> "&scope=" + encoded(scope)).orElse("");
        String basic = Base64.getEncoder().encodeToString((encoded(client.clientId()) + ":" + encoded(secret(system)))
                .getBytes(StandardCharsets.UTF_8));
        Map<String, String> headers = Map.of("Authorization", "Basic " + basic, "Content-Type",
                "application/x-www-form-urlencoded", "Accept", "application/json");
        Reply reply = HttpCaller.unheard(() -> caller.send(elsewhere(system, client.tokenUrl()), "POST", "", headers,
                Optional.of(form.getBytes(StandardCharsets.UTF_8)), budget));
        Optional<Token> fetched = reply instanceof Reply.Answered answer && answer.isSuccess()
                ? expressions.parse(answer.body()).flatMap(this::token) : Optional.empty();
        fetched.ifPresent(token -> tokens.put(system.id(), token));
        return fetched.map(SignedIn::bearer).orElseGet(() -> new Identity.Nobody(new Reply.NotSent(
                client.tokenUrl() + " gave no token for " + system.id() + ": " + said(reply))));
    }

    private Optional<Token> token(JsonNode body) {
        return Optional.of(body.path("access_token").asString("")).filter(text -> !text.isEmpty())
                .map(text -> new Token(text, clock.instant().plusSeconds(body.path("expires_in").asLong(LIFE_UNTOLD_S))));
    }

    private static Identity bearer(Token token) {
        return new Identity.Headers(Map.of("Authorization", "Bearer " + token.value()));
    }

    private static String said(Reply reply) {
        return switch (reply) {
            case Reply.NotSent(String why) -> why;
            case Reply.Lost(String why) -> why;
            case Reply.Answered answer -> "it answered " + answer.status() + ".";
        };
    }

    private static SystemSettings elsewhere(SystemSettings system, URI url) {
        return new SystemSettings(system.id(), system.kind(), system.connector(), Optional.of(url), Optional.empty(),
                Optional.empty(), system.timeouts(), system.lane(), Optional.empty(), system.zone(), Map.of());
    }

    private Map<String, String> signature(SystemSettings system, Auth.Hmac hmac, Prepared call) {
        String time = String.valueOf(clock.instant().getEpochSecond());
        String over = expressions.text(hmac.over(), expressions.tree(Map.of("method", call.method(), "path", call.path(),
                "body", call.body().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse(""), "time", time)))
                .orElse("");
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(hmac.header(), sign(hmac, secret(system), over));
        hmac.timeHeader().ifPresent(header -> headers.put(header, time));
        return headers;
    }

    private static String sign(Auth.Hmac hmac, String secret, String text) {
        try {
            Mac mac = Mac.getInstance(hmac.digest().algorithm());
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), hmac.digest().algorithm()));
            byte[] digest = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return switch (hmac.encoding()) {
                case HEX -> HexFormat.of().formatHex(digest);
                case BASE64 -> Base64.getEncoder().encodeToString(digest);
            };
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String secret(SystemSettings system) {
        return system.secret().map(reference -> secrets.resolve(reference).reveal())
                .orElseThrow(() -> new IllegalStateException("system " + system.id() + " has no secret"));
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
