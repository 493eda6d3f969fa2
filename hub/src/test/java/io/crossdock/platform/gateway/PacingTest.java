package io.crossdock.platform.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PacingTest extends GatewayTest {

    @Test
    void aConsumerBeyondItsRateIsAskedToWaitAndOthersAreNotHeldUp() {
        String slow = token("slow", EVERYTHING);
        for (int left = 2; left >= 0; left--) {
            Answer passed = send(as(slow, "/portal/v1/probe"));
            assertThat(passed.status()).isEqualTo(200);
            assertThat(passed.header("RateLimit")).startsWith("\"consumer\";r=" + left + ";t=");
            assertThat(passed.header("RateLimit-Policy")).isEqualTo("\"consumer\";q=3;w=3");
        }
        Answer refused = send(as(slow, "/portal/v1/probe")).problem(429, "too-many-requests");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("RateLimit")).isEqualTo("\"consumer\";r=0;t=1");
        assertThat(send(as(token("narrow", EVERYTHING), "/portal/v1/probe")).status()).isEqualTo(200);

        clock.advance(Duration.ofSeconds(1));
        assertThat(send(as(slow, "/portal/v1/probe")).status()).isEqualTo(200);
        send(as(slow, "/portal/v1/probe")).problem(429, "too-many-requests");
    }

    @Test
    void beyondThePlacesThereAreCallersAreSentAwayAtOnceAndProbesStillPass() {
        String token = token("portal-demo", EVERYTHING);
        Doors.Probes.held = new CountDownLatch(1);
        List<CompletableFuture<Integer>> callers = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                callers.add(HTTP.sendAsync(as(token, "/portal/v1/held").build(), BodyHandlers.ofByteArray())
                        .thenApply(answer -> answer.statusCode()));
            }
            Awaitility.await().untilAsserted(() ->
                    assertThat(callers.stream().filter(CompletableFuture::isDone)).hasSize(4));
            Answer sentAway = send(as(token, "/portal/v1/probe")).problem(503, "overloaded");
            assertThat(sentAway.header("Retry-After")).isEqualTo("1");
            assertThat(send(request("/actuator/health/readiness")).status()).isEqualTo(200);
        } finally {
            Doors.Probes.held.countDown();
        }
        assertThat(callers.stream().map(CompletableFuture::join).sorted())
                .containsExactly(200, 200, 200, 200, 200, 200, 200, 200, 503, 503, 503, 503);
        // A place is free a moment after its answer.
        Awaitility.await().untilAsserted(() ->
                assertThat(send(as(token, "/portal/v1/probe")).status()).isEqualTo(200));
    }
}
