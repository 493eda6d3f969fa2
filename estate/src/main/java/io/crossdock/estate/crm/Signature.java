package io.crossdock.estate.crm;

import io.crossdock.estate.http.Refused;
import io.crossdock.estate.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks the signature of Standard Webhooks. */
record Signature(String secret, Clock clock) {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String PREFIX = "whsec_";

    /** @throws Refused 401 unless one of the signatures is ours and fresh */
    void check(Request request) {
        String id = request.header("webhook-id");
        String timestamp = request.header("webhook-timestamp");
        if (id.isBlank() || !timestamp.matches("[0-9]{1,12}")) {
            throw Refused.unauthorized("webhook-id or webhook-timestamp is missing.");
        }
        long age = Math.abs(clock.instant().getEpochSecond() - Long.parseLong(timestamp));
        if (age > TOLERANCE.toSeconds()) {
            throw Refused.unauthorized("The timestamp is " + age + " s away from now.");
        }
        byte[] expected = sign(id + "." + timestamp + ".", request.bytes());
        for (String signature : request.header("webhook-signature").split(" ")) {
            if (MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.US_ASCII))) {
                return;
            }
        }
        throw Refused.unauthorized("No signature fits.");
    }

    private byte[] sign(String head, byte[] body) {
        byte[] key = secret.startsWith(PREFIX) ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body)))
                    .getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
