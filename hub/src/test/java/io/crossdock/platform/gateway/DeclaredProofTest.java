package io.crossdock.platform.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.gateway.WebhookVerifier.Verdict;
import io.crossdock.platform.gateway.WebhookVerifier.Why;
import io.crossdock.platform.landscape.Declaration.Auth.Digest;
import io.crossdock.platform.landscape.Declaration.Auth.Encoding;
import io.crossdock.platform.landscape.Declaration.Proof;
import io.crossdock.platform.landscape.Declaration.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

/** Call-backs are believed by the proof that a connector declares. */
class DeclaredProofTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_795_694_400);
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final List<byte[]> KEYS = List.of("old".getBytes(StandardCharsets.UTF_8),
            "s3cret".getBytes(StandardCharsets.UTF_8));

    @Test
    void aTokenFitsOrDoesNot() {
        Webhook webhook = new Webhook(new Proof.Token("X-Token"), Optional.empty());

        assertThat(verify(webhook, KEYS, "X-Token", "s3cret")).isInstanceOfSatisfying(Verdict.Verified.class, genuine -> {
            assertThat(genuine.system()).isEqualTo("racks");
            assertThat(genuine.sent()).isEqualTo(NOW);
            // printf '{}' | sha256sum
            assertThat(genuine.id()).isEqualTo("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
        });
        assertThat(why(verify(webhook, KEYS, "X-Token", "guess"))).isEqualTo(Why.SIGNATURE_WRONG);
        assertThat(why(verify(webhook, List.of(), "X-Token", "s3cret"))).isEqualTo(Why.NO_SECRET);
        assertThat(why(verify(webhook, KEYS))).isEqualTo(Why.OWN_HEADER_MISSING);
    }

    @Test
    void aSignatureWithATimeIsGoodForAWhile() {
        Webhook webhook = new Webhook(new Proof.Hmac("X-Sig", Digest.SHA256, Encoding.BASE64, "v0=",
                Optional.of("X-Time")), Optional.of("X-Id"));
        // printf '1795694400.{}' | openssl dgst -sha256 -hmac s3cret -binary | base64
        String signature = "v0=Y0LV8xbfpZLkqc9747nU0+X/R9ZlwoiOeMbIuk/VkdY=";

        assertThat(verify(webhook, KEYS, "X-Sig", signature, "X-Time", "1795694400", "X-Id", "m-1"))
                .isEqualTo(new Verdict.Verified("racks", "m-1", NOW));
        assertThat(why(verify(webhook, KEYS, "X-Sig", signature, "X-Time", "1795694401", "X-Id", "m-1")))
                .isEqualTo(Why.SIGNATURE_WRONG);
        assertThat(why(verify(webhook, KEYS, "X-Sig", signature, "X-Time", "1795694000", "X-Id", "m-1")))
                .isEqualTo(Why.TOO_OLD);
        assertThat(why(verify(webhook, KEYS, "X-Sig", signature, "X-Time", "1795694800", "X-Id", "m-1")))
                .isEqualTo(Why.TOO_NEW);
        assertThat(why(verify(webhook, KEYS, "X-Sig", signature, "X-Time", "noon", "X-Id", "m-1")))
                .isEqualTo(Why.TIMESTAMP_UNREADABLE);
        assertThat(why(verify(webhook, KEYS, "X-Sig", signature, "X-Id", "m-1"))).isEqualTo(Why.OWN_HEADER_MISSING);
        assertThat(why(verify(webhook, KEYS, "X-Sig", signature, "X-Time", "1795694400", "X-Id", "two words")))
                .isEqualTo(Why.OWN_HEADER_MISSING);
    }

    @Test
    void whoSignsAsTheStandardSaysIsNotItsBusiness() {
        assertThat(new DeclaredProof(new Webhook(new Proof.Standard(), Optional.empty()), KEYS, NOW, Duration.ofMinutes(5))
                .verify("racks", new HttpHeaders(), BODY)).isEmpty();
    }

    private static Verdict verify(Webhook webhook, List<byte[]> keys, String... headers) {
        HttpHeaders sent = new HttpHeaders();
        for (int i = 0; i < headers.length; i += 2) {
            sent.set(headers[i], headers[i + 1]);
        }
        return new DeclaredProof(webhook, keys, NOW, Duration.ofMinutes(5)).verify("racks", sent, BODY).orElseThrow();
    }

    private static Why why(Verdict verdict) {
        return ((Verdict.Rejected) verdict).why();
    }
}
