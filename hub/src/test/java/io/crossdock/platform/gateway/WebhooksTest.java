package io.crossdock.platform.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class WebhooksTest extends GatewayTest {

    private static final String SECRET = "wms-webhook";
    private static final String BODY = "{\"event\":\"picked\"}";

    @Test
    void aSignedCallBackIsBelieved() {
        Answer answer = call("m-1", Doors.START, sign(SECRET, "m-1", Doors.START, BODY), BODY);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("id").asString()).isEqualTo("m-1");
    }

    @Test
    void oneFittingSignatureAmongSeveralIsEnough() {
        String good = sign(SECRET, "m-2", Doors.START, BODY);
        String header = "v1a,Zm9v " + sign("other", "m-2", Doors.START, BODY) + " v1,%%% " + good;
        assertThat(call("m-2", Doors.START, header, BODY).status()).isEqualTo(200);
    }

    @Test
    void anotherBodyIdTimestampOrSecretIsNotBelieved() {
        String good = sign(SECRET, "m-3", Doors.START, BODY);
        rejected("signature-wrong", call("m-3", Doors.START, good, BODY + " "));
        rejected("signature-wrong", call("m-4", Doors.START, good, BODY));
        rejected("signature-wrong", call("m-3", Doors.START.plusSeconds(1), good, BODY));
        rejected("signature-wrong", call("m-3", Doors.START, sign("guess", "m-3", Doors.START, BODY), BODY));
        rejected("signature-wrong", call("m-3", Doors.START, "v2," + good.substring(3), BODY));
        rejected("signature-wrong", call("m-3", Doors.START, "v1,", BODY));
    }

    @Test
    void anOldCallBackCannotBeReplayedAndOneFromTheFutureIsNotTaken() {
        String good = sign(SECRET, "m-5", Doors.START, BODY);
        clock.advance(Duration.ofMinutes(5));
        assertThat(call("m-5", Doors.START, good, BODY).status()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        rejected("too-old", call("m-5", Doors.START, good, BODY));
        clock.set(Doors.START.minus(Duration.ofMinutes(5)).minusSeconds(1));
        rejected("too-new", call("m-5", Doors.START, good, BODY));
    }

    @Test
    void missingAndUnreadableHeadersAndUnknownSystemsAreTold() {
        String good = sign(SECRET, "m-6", Doors.START, BODY);
        rejected("header-missing",
                send(request("/warehouse/v1/wms-atl/events").header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(BODY))));
        rejected("timestamp-unreadable", send(request("/warehouse/v1/wms-atl/events")
                .header("webhook-id", "m-6").header("webhook-timestamp", "soon")
                        .header("webhook-signature", good)
                .POST(BodyPublishers.ofString(BODY))));
        rejected("no-secret",
                send(signed("/warehouse/v1/unheard-of/events", "m-6", Doors.START, good, BODY)));
        rejected("no-secret", send(signed("/warehouse/v1/erp/events", "m-6", Doors.START, good, BODY)));
    }

    @Test
    void whileASecretIsRotatedBothHoldAndAnEncodedOneIsDecoded() throws IOException {
        var file = LANDSCAPE.secrets().resolve("wms-webhook");
        String before = Files.readString(file);
        String encoded = "whsec_" + Base64.getEncoder()
                .encodeToString("fresh".getBytes(StandardCharsets.UTF_8));
        Files.writeString(file, encoded + "\n" + SECRET + "\n");
        try {
            for (String secret : new String[] {"fresh", SECRET}) {
                assertThat(call("m-7", Doors.START, sign(secret, "m-7", Doors.START, BODY), BODY).status())
                        .isEqualTo(200);
            }
        } finally {
            Files.writeString(file, before);
        }
    }

    @Test
    void aLargeCallBackIsRefused() {
        send(signed("/warehouse/v1/wms-atl/events", "m-8", Doors.START, "v1,x", "x".repeat(3_000_000)))
                .problem(413, "body-too-large");
    }

    private static void rejected(String reason, Answer answer) {
        answer.problem(401, "signature-rejected");
        assertThat(answer.json().path("reason").asString()).isEqualTo(reason);
    }

    private Answer call(String id, Instant at, String signature, String body) {
        return send(signed("/warehouse/v1/wms-atl/events", id, at, signature, body));
    }

    private java.net.http.HttpRequest.Builder signed(
            String path, String id, Instant at, String signature, String body) {
        return request(path).header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(at.getEpochSecond()))
                .header("webhook-signature", signature).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private static String sign(String secret, String id, Instant at, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] content = (id + "." + at.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8);
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
