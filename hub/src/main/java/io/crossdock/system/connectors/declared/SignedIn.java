package io.crossdock.system.connectors.declared;

import io.crossdock.platform.landscape.Declaration.Auth;
import io.crossdock.platform.landscape.SecretMissing;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.connectors.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Sends calls with what says who we are. Thread-safe. */
@Component
class SignedIn {

    private final HttpCaller caller;
    private final Secrets secrets;
    private final Expressions expressions;
    private final Clock clock;
    private final Tokens tokens;

    SignedIn(HttpCaller caller, Secrets secrets, Expressions expressions, Clock clock) {
        this.caller = caller;
        this.secrets = secrets;
        this.expressions = expressions;
        this.clock = clock;
        this.tokens = new Tokens(caller, expressions, clock);
    }

    /** What says who we are, or why there is nothing to say. */
    private sealed interface Identity {

        record Headers(Map<String, String> headers) implements Identity {
        }

        record Bearer(Auth.ClientCredentials client, String token) implements Identity {
        }

        record Nobody(Reply reply) implements Identity {
        }
    }

    Reply send(SystemSettings system, Auth auth, Prepared call, Duration budget) {
        try {
            Identity identity = identity(system, auth, call, budget);
            Reply reply = send(system, auth, identity, call, budget);
            if (identity instanceof Identity.Bearer(Auth.ClientCredentials client, String token)
                    && reply instanceof Reply.Answered answer && answer.status() == 401) {
                // The token was withdrawn before its time. A call that was not let in has done nothing.
                tokens.refused(system, client, token);
                return send(system, auth, identity(system, auth, call, budget), call, budget);
            }
            return reply;
        } catch (SecretMissing e) {
            return new Reply.NotSent("The key for " + system.id() + " is not there: " + e.getMessage() + ".");
        }
    }

    private Reply send(SystemSettings system, Auth auth, Identity identity, Prepared call, Duration budget) {
        return switch (identity) {
            case Identity.Nobody(Reply why) -> why;
            case Identity.Bearer(var _, String token) -> send(system, auth, Map.of("Authorization", "Bearer " + token),
                    call, budget);
            case Identity.Headers(Map<String, String> headers) -> send(system, auth, headers, call, budget);
        };
    }

    private Reply send(SystemSettings system, Auth auth, Map<String, String> identity, Prepared call, Duration budget) {
        Map<String, String> headers = new LinkedHashMap<>(call.headers());
        headers.putAll(identity);
        return caller.send(system, call.method(), call.path(), headers, body(system, auth, call), budget);
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
            case Auth.UsernameToken _ -> new Identity.Headers(Map.of());
        };
    }

    private Optional<byte[]> body(SystemSettings system, Auth auth, Prepared call) {
        return auth instanceof Auth.UsernameToken token
                ? call.body().map(body -> Envelopes.signed(body, token, secret(system), clock.instant())) : call.body();
    }

    private Identity token(SystemSettings system, Auth.ClientCredentials client, Duration budget) {
        return switch (tokens.token(system, client, secret(system), budget)) {
            case Tokens.Answer.Bearer(String token) -> new Identity.Bearer(client, token);
            case Tokens.Answer.Nothing(String why, Optional<Duration> after) ->
                    new Identity.Nobody(new Reply.NotSent(why, after));
        };
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
