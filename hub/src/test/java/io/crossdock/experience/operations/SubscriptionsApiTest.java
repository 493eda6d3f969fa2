package io.crossdock.experience.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Fault;
import io.crossdock.experience.subscriptions.Receiver;
import io.crossdock.platform.effects.LaneSettings;
import io.crossdock.platform.effects.Lanes;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.Problem;
import io.crossdock.platform.gateway.ProblemException;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Consumer;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Subscriptions as an operator's program sees them. */
class SubscriptionsApiTest {

    private static final Caller OPERATOR = new Caller("operations-demo", Channel.PORTAL,
            Set.of("operations:read", "operations:write"), new Consumer.Accounts.All());
    private static final Caller READER = new Caller("reader", Channel.PORTAL, Set.of("operations:read"),
            new Consumer.Accounts.All());

    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final Receiver crm = new Receiver();
    private TestHub hub;
    private SubscriptionsController api;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        ExampleLandscape landscape = ExampleLandscape.in(directory);
        landscape.write("subscriptions/crm.yaml", "id: crm\nurl: " + crm.url() + "?token=hunter2\nsecrets: [\"file:crm-hook\"]\n"
                + "events: [order.accepted]\nprivateAddresses: true\n");
        hub = TestHub.on(database, Clock.systemUTC()).scan("io.crossdock.experience.subscriptions")
                .with(HttpCaller.class, SubscriptionsController.class)
                .with(Lanes.class, () -> Map.of("hook:crm", LaneSettings.DEFAULT))
                .with(Landscapes.class, landscape.landscapes(Clock.systemUTC()))
                .with(Secrets.class, landscape.secretsInForce()).open();
        api = hub.get(SubscriptionsController.class);
        hub.start();
    }

    @AfterEach
    void close() {
        hub.close();
        crm.close();
        database.close();
    }

    private JsonNode json(Object answer) {
        return hub.get(Json.class).tree(answer);
    }

    private static Problem problem(Runnable call) {
        AtomicReference<Problem> problem = new AtomicReference<>();
        assertThatThrownBy(call::run).isInstanceOfSatisfying(ProblemException.class, refused ->
                problem.set(refused.problem()));
        return Objects.requireNonNull(problem.get());
    }

    private void replay(String body) {
        api.replay(OPERATOR, "crm", body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theListShowsHowEachIsDoingButNoKeyInItsAddress() {
        JsonNode listed = json(api.list(READER)).path("items");
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).path("name").asString()).isEqualTo("crm");
        assertThat(listed.get(0).path("url").asString()).isEqualTo(crm.url());
        assertThat(listed.get(0).path("events").get(0).asString()).isEqualTo("order.accepted");
        assertThat(listed.toString()).doesNotContain("hunter2", "whsec_");
        assertThat(problem(() -> api.one(READER, "nobody")).type().status()).isEqualTo(404);
    }

    @Test
    void onlyOperatorsPauseResumeAndTest() {
        assertThat(problem(() -> api.pause(READER, "crm")).type().code()).isEqualTo("scope-missing");
        assertThat(problem(() -> api.test(READER, "crm")).type().code()).isEqualTo("scope-missing");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() ->
                assertThat(api.pause(OPERATOR, "crm").state()).isEqualTo("paused"));
        String id = json(Objects.requireNonNull(api.test(OPERATOR, "crm").getBody())).path("id").asString();
        assertThat(api.one(READER, "crm").waiting()).isEqualTo(1);
        assertThat(api.resume(OPERATOR, "crm").state()).isEqualTo("active");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() ->
                assertThat(crm.taken()).extracting(Receiver.Call::id).containsExactly(id));
        assertThat(problem(() -> api.test(OPERATOR, "nobody")).type().status()).isEqualTo(404);
    }

    @Test
    void whatIsWrongWithAReplayIsSaidAtOnce() {
        assertThat(problem(() -> replay("{'from':'yesterday','until':'now'}")).faults().stream().map(Fault::pointer))
                .containsExactlyInAnyOrder("/from", "/to", "/until");
        assertThat(problem(() -> replay("{'from':'2026-11-21T10:00:00Z','to':'2026-11-21T09:00:00Z'}")).faults())
                .extracting(Fault::code).containsExactly("out-of-range");
        assertThat(problem(() -> replay("{'from':'2026-11-21T09:00:00Z','to':'2026-11-21T10:00:00Z'}")).type().code())
                .isEqualTo("not-found");
    }
}
