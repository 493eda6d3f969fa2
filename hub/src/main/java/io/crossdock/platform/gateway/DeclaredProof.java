package io.crossdock.platform.gateway;

import io.crossdock.platform.gateway.WebhookVerifier.Verdict;
import io.crossdock.platform.gateway.WebhookVerifier.Why;
import io.crossdock.platform.landscape.Declaration.Auth.Encoding;
import io.crossdock.platform.landscape.Declaration.Proof;
import io.crossdock.platform.landscape.Declaration.Webhook;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.http.HttpHeaders;

/**
 * Call-backs of a system that shows in a way of its own that they are genuine. Where it does not name its messages, the same
 * bytes are the same message.
 *
 * @param keys what is agreed with the system; more than one while it changes
 */
record DeclaredProof(Webhook webhook, List<byte[]> keys, Instant now, Duration tolerance) {

    private static final Pattern USABLE_ID = Pattern.compile("[\\x21-\\x7E]{1,128}");

    /** Empty when the system signs as Standard Webhooks say. */
    Optional<Verdict> verify(String system, HttpHeaders headers, byte[] body) {
        return switch (webhook.proof()) {
            case Proof.Standard() -> Optional.empty();
            case Proof.Token(String header) -> Optional.of(token(system, header, headers, body));
            case Proof.Hmac hmac -> Optional.of(signature(system, hmac, headers, body));
        };
    }

    private Verdict token(String system, String header, HttpHeaders headers, byte[] body) {
        Optional<String> said = WebhookVerifier.single(headers, header);
        if (said.isEmpty()) {
            return new Verdict.Rejected(Why.OWN_HEADER_MISSING);
        }
        byte[] token = said.get().getBytes(StandardCharsets.UTF_8);
        boolean fits = keys.stream().filter(key -> MessageDigest.isEqual(key, token)).count() > 0;
        return verdict(system, headers, body, fits, now);
    }

    private Verdict signature(String system, Proof.Hmac hmac, HttpHeaders headers, byte[] body) {
        Optional<String> said = WebhookVerifier.single(headers, hmac.header());
        Optional<String> time = hmac.timeHeader().flatMap(header -> WebhookVerifier.single(headers, header));
        if (said.isEmpty() || hmac.timeHeader().isPresent() && time.isEmpty()) {
            return new Verdict.Rejected(Why.OWN_HEADER_MISSING);
        }
        Instant sent = now;
        if (time.isPresent()) {
            Optional<Instant> told = WebhookVerifier.instant(time.get());
            if (told.isEmpty()) {
                return new Verdict.Rejected(Why.TIMESTAMP_UNREADABLE);
            }
            if (told.get().isBefore(now.minus(tolerance))) {
                return new Verdict.Rejected(Why.TOO_OLD);
            }
            if (told.get().isAfter(now.plus(tolerance))) {
                return new Verdict.Rejected(Why.TOO_NEW);
            }
            sent = told.get();
        }
        byte[] prefix = time.map(text -> text + ".").orElse("").getBytes(StandardCharsets.UTF_8);
        String signature = hmac.encoding() == Encoding.HEX ? said.get().toLowerCase(Locale.ROOT) : said.get();
        boolean fits = keys.stream().filter(key -> MessageDigest.isEqual(expected(hmac, key, prefix, body)
                .getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8))).count() > 0;
        return verdict(system, headers, body, fits, sent);
    }

    private Verdict verdict(String system, HttpHeaders headers, byte[] body, boolean fits, Instant sent) {
        if (!fits) {
            return new Verdict.Rejected(keys.isEmpty() ? Why.NO_SECRET : Why.SIGNATURE_WRONG);
        }
        if (webhook.idHeader().isEmpty()) {
            return new Verdict.Verified(system, digest(body), sent);
        }
        return WebhookVerifier.single(headers, webhook.idHeader().get()).filter(id -> USABLE_ID.matcher(id).matches())
                .<Verdict>map(id -> new Verdict.Verified(system, id, sent))
                .orElseGet(() -> new Verdict.Rejected(Why.OWN_HEADER_MISSING));
    }

    private static String expected(Proof.Hmac hmac, byte[] key, byte[] prefix, byte[] body) {
        try {
            Mac mac = Mac.getInstance(hmac.digest().algorithm());
            mac.init(new SecretKeySpec(key, hmac.digest().algorithm()));
            mac.update(prefix);
            byte[] digest = mac.doFinal(body);
            String text = switch (hmac.encoding()) {
                case HEX -> HexFormat.of().formatHex(digest);
                case BASE64 -> Base64.getEncoder().encodeToString(digest);
            };
            return hmac.prefix() + text;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
