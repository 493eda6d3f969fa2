package io.crossdock.platform.transports;

import static io.crossdock.platform.transports.TransportWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.platform.xml.Soap;
import io.crossdock.testing.ChildJvm;
import io.crossdock.testing.HeldTransaction;
import io.crossdock.testing.Ports;
import io.crossdock.testing.Relay;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A hub that is killed while an envelope comes or is answered: the caller sends again, and it was sent once. */
class KilledSoapIntakeTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TEXT = "0123456789abcdef".repeat(1 << 12);

    @TempDir
    Path folder;

    private final int port = Ports.free();
    private final Relay line = Relay.to(port);
    private final HttpClient caller = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private TransportWorld world;

    /** What has gone over the line when it dies. */
    enum Moment {
        /** Half of the envelope: it is not kept. */
        QUESTION(Relay.Way.IN, 40_000, 0),
        /** Nothing of the answer: it is kept. */
        NO_ANSWER(Relay.Way.OUT, 0, 1),
        /** The answer's head, and an envelope that is not whole. */
        ENVELOPE(Relay.Way.OUT, 150, 1);

        private final Relay.Way way;
        private final int bytes;
        private final int kept;

        Moment(Relay.Way way, int bytes, int kept) {
            this.way = way;
            this.bytes = bytes;
            this.kept = kept;
        }
    }

    @BeforeEach
    void open() throws IOException {
        world = new TransportWorld(folder.resolve("here"), Map.of("sources/acme.yaml", SoapNode.SOURCE),
                Map.of("acme-soap", "s3cret\n"));
    }

    @AfterEach
    void close() {
        line.close();
        caller.close();
        world.close();
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void whateverOfAMessageHasGoneOverWhenTheHubIsKilledItIsTakenOnce(Moment moment) throws Exception {
        try (ChildJvm doomed = node("doomed")) {
            line.stopAfter(moment.way, moment.bytes);
            CompletableFuture<HttpResponse<byte[]>> half = post(message());
            await().atMost(PATIENCE).until(() -> line.hasStopped(moment.way));
            doomed.kill();
            line.cut();
            assertThat(half).as("the caller is not answered").failsWithin(PATIENCE);
        }
        assertThat(world.kept("acme")).isEqualTo(moment.kept);
        try (ChildJvm _ = node("next")) {
            assertThat(answer(message())).isEqualTo("200 received " + (moment.kept == 1));
            assertThat(answer(message())).as("and once more").isEqualTo("200 received true");
            eventually(() -> assertThat(world.seen()).containsExactly(TransportWorld.subject(TEXT)));
        }
        assertThat(world.kept("acme")).isEqualTo(1);
    }

    @Test
    void whatWasNotCommittedMayComeAgainAsItWas() throws Exception {
        String message = message();
        try (ChildJvm doomed = node("doomed"); HeldTransaction held = new HeldTransaction(world.hub())) {
            held.run(() -> world.hub().jdbc().sql("LOCK TABLE inbox.message IN SHARE ROW EXCLUSIVE MODE").update());
            CompletableFuture<HttpResponse<byte[]>> half = post(message);
            await("its nonce is written, and the message waits").atMost(PATIENCE).until(() -> world.hub().jdbc().sql("""
                    SELECT count(*) FROM pg_stat_activity
                     WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%inbox.message%'
                    """).query(Long.class).single() > 0);
            doomed.kill();
            assertThat(half).failsWithin(PATIENCE);
        }
        try (ChildJvm _ = node("next")) {
            assertThat(answer(message)).as("with the same token").isEqualTo("200 received false");
            assertThat(answer(message)).isEqualTo("500 FailedAuthentication The Nonce came before.");
            eventually(() -> assertThat(world.seen()).containsExactly(TransportWorld.subject(TEXT)));
        }
        assertThat(world.kept("acme")).isEqualTo(1);
    }

    private static String message() throws Exception {
        return SoapSender.signed(SoapSender.envelope(Soap.Version.V1_1.namespace(), TEXT), "s3cret", true);
    }

    private ChildJvm node(String name) {
        ChildJvm child = ChildJvm.start(SoapNode.class, world.database().jdbcUrl(), world.database().username(),
                world.database().password(), folder.resolve(name).toString(), String.valueOf(port));
        ArtemisServer.awaitListener(port, child);
        return child;
    }

    private CompletableFuture<HttpResponse<byte[]>> post(String message) {
        return caller.sendAsync(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + line.port() + "/soap/acme/v1"))
                .POST(HttpRequest.BodyPublishers.ofString(message)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private String answer(String message) throws Exception {
        HttpResponse<byte[]> answer = post(message).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return answer.statusCode() + " " + SoapSender.said(answer.body());
    }
}
