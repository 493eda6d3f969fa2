package io.crossdock.platform.gateway;

import io.crossdock.platform.landscape.Declaration;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secret;
import io.crossdock.platform.landscape.SecretMissing;
import io.crossdock.platform.landscape.SecretRef;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.SystemSettings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Checks that a call-back comes from the system it claims to come from (Standard Webhooks 1.0: HMAC-SHA256
 * over {@code id.timestamp.body}). A secret may hold two values on two lines while it is rotated; either is
 * accepted. A value that begins with {@code whsec_} is Base64, any other is taken as it stands. A replayed
 * message has a valid signature for as long as the tolerance lasts: the inbox recognises it by its id.
 * Thread-safe.
 */
@Component
public final class WebhookVerifier {

    public static final String ID = "webhook-id";
    public static final String TIMESTAMP = "webhook-timestamp";
    public static final String SIGNATURE = "webhook-signature";

    private static final Logger log = LoggerFactory.getLogger(WebhookVerifier.class);
    private static final Pattern USABLE_ID = Pattern.compile("[\\x21-\\x7E]{1,128}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    private static final String VERSION = "v1,";
    private static final String ENCODED = "whsec_";
    private static final int MOST_SIGNATURES = 10;

    private final Landscapes landscapes;
    private final Secrets secrets;
    private final Clock clock;
    private final Duration tolerance;

    /** @param tolerance how far the sender's clock may be off, both ways; default 5 minutes */
    WebhookVerifier(Landscapes landscapes, Secrets secrets, Clock clock,
            @Value("${crossdock.gateway.webhook-tolerance:5m}") Duration tolerance) {
        this.landscapes = landscapes;
        this.secrets = secrets;
        this.clock = clock;
        this.tolerance = tolerance;
    }

    /** What came of the check. */
    public sealed interface Verdict {

        /**
         * The call-back is genuine.
         *
         * @param system the first of the systems asked for whose secret fits
         * @param id the sender's name of the message, the same at every repetition
         * @param sent when this attempt was made, by the sender's clock
         */
        record Verified(String system, String id, Instant sent) implements Verdict {}

        /** The call-back must not be believed. */
        record Rejected(Why why) implements Verdict {

            /** 401 {@code signature-rejected}, with the reason in words. */
            public Problem problem() {
                String reason = why.name().toLowerCase(Locale.ROOT).replace('_', '-');
                return Problems.SIGNATURE_REJECTED.problem(why.sentence).with("reason", reason);
            }
        }
    }

    /** Why a call-back is not believed. */
    public enum Why {
        OWN_HEADER_MISSING("A header that this system signs with, or names its messages with, is missing or there "
                + "twice."),
        HEADER_MISSING("Needed are the headers webhook-id, webhook-timestamp and webhook-signature, once each."),
        TIMESTAMP_UNREADABLE("The header webhook-timestamp is not a number of seconds since 1970."),
        TOO_OLD("The header webhook-timestamp lies too far in the past."),
        TOO_NEW("The header webhook-timestamp lies in the future."),
        SIGNATURE_WRONG("No signature in webhook-signature fits."),
        NO_SECRET("No secret is agreed for this system.");

        private final String sentence;

        Why(String sentence) {
            this.sentence = sentence;
        }
    }

    /** Checks a call-back that can only come from one system. */
    public Verdict verify(String system, HttpHeaders headers, byte[] body) {
        return verify(List.of(system), headers, body);
    }

    /** Whoever has a way of its own has declared it; it cannot be guessed among several systems. */
    private Optional<Verdict> inItsOwnWay(Collection<String> systems, HttpHeaders headers, byte[] body) {
        if (systems.size() != 1) {
            return Optional.empty();
        }
        String system = systems.iterator().next();
        return landscapes.current().system(system).flatMap(SystemSettings::declaration).map(Declaration::webhook)
                .flatMap(webhook -> new DeclaredProof(webhook, keys(system), clock.instant(), tolerance)
                        .verify(system, headers, body));
    }

    /**
     * Checks a call-back that may come from one of several systems.
     *
     * @param systems landscape ids, asked in this order
     * @param body the bytes as received
     */
    public Verdict verify(Collection<String> systems, HttpHeaders headers, byte[] body) {
        Optional<Verdict> declared = inItsOwnWay(systems, headers, body);
        if (declared.isPresent()) {
            return declared.get();
        }
        Optional<String> id = single(headers, ID).filter(text -> USABLE_ID.matcher(text).matches());
        Optional<String> timestamp = single(headers, TIMESTAMP);
        List<byte[]> signatures = signatures(headers);
        if (id.isEmpty() || timestamp.isEmpty() || !headers.containsHeader(SIGNATURE)) {
            return new Verdict.Rejected(Why.HEADER_MISSING);
        }
        Optional<Instant> sent = instant(timestamp.get());
        if (sent.isEmpty()) {
            return new Verdict.Rejected(Why.TIMESTAMP_UNREADABLE);
        }
        Instant now = clock.instant();
        if (sent.get().isBefore(now.minus(tolerance))) {
            return new Verdict.Rejected(Why.TOO_OLD);
        }
        if (sent.get().isAfter(now.plus(tolerance))) {
            return new Verdict.Rejected(Why.TOO_NEW);
        }
        byte[] prefix = (id.get() + "." + timestamp.get() + ".").getBytes(StandardCharsets.UTF_8);
        return sender(systems, prefix, body, signatures)
                .<Verdict>map(sender -> new Verdict.Verified(sender, id.get(), sent.get()))
                .orElseGet(() -> new Verdict.Rejected(
                        systems.stream().allMatch(each -> keys(each).isEmpty())
                                ? Why.NO_SECRET : Why.SIGNATURE_WRONG));
    }

    private Optional<String> sender(Collection<String> systems, byte[] prefix, byte[] body,
            List<byte[]> signatures) {
        return systems.stream()
                .filter(system -> keys(system).stream().anyMatch(key -> fits(key, prefix, body, signatures)))
                .findFirst();
    }

    private static boolean fits(byte[] key, byte[] prefix, byte[] body, List<byte[]> signatures) {
        byte[] expected = hmac(key, prefix, body);
        boolean fits = false;
        for (byte[] signature : signatures) {
            fits |= MessageDigest.isEqual(expected, signature);
        }
        return fits;
    }

    private List<byte[]> keys(String system) {
        Landscape landscape = landscapes.current();
        Optional<SecretRef> reference = landscape.system(system).flatMap(SystemSettings::webhookSecret);
        return reference.flatMap(this::secret).map(WebhookVerifier::keys).orElse(List.of());
    }

    private Optional<Secret> secret(SecretRef reference) {
        try {
            return Optional.of(secrets.resolve(reference));
        } catch (SecretMissing e) {
            log.error("A call-back cannot be checked: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static List<byte[]> keys(Secret secret) {
        List<byte[]> keys = new ArrayList<>();
        secret.reveal().lines().map(String::strip).filter(line -> !line.isEmpty()).limit(2).forEach(line ->
                keys.add(line.startsWith(ENCODED)
                        ? Base64.getDecoder().decode(line.substring(ENCODED.length()))
                        : line.getBytes(StandardCharsets.UTF_8)));
        return keys;
    }

    private static List<byte[]> signatures(HttpHeaders headers) {
        return headers.getOrEmpty(SIGNATURE).stream()
                .flatMap(line -> Arrays.stream(line.trim().split(" +")))
                .filter(each -> each.startsWith(VERSION))
                .limit(MOST_SIGNATURES)
                .map(each -> decoded(each.substring(VERSION.length())))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Optional<String> single(HttpHeaders headers, String name) {
        List<String> values = headers.getOrEmpty(name);
        return values.size() == 1 ? Optional.of(values.getFirst().trim()) : Optional.empty();
    }

    static Optional<Instant> instant(String seconds) {
        try {
            return SECONDS.matcher(seconds).matches()
                    ? Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds)))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static byte[] hmac(byte[] key, byte[] prefix, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(prefix);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
