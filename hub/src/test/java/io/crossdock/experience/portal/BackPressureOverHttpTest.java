package io.crossdock.experience.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Completeness;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.replica.Replicas;
import io.crossdock.platform.replica.Replication;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@link BackPressureTest} says of the code, said by a real port. */
@SpringBootTest(classes = BackPressureOverHttpTest.Hub.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class BackPressureOverHttpTest {

    private static final SharedPostgres.Database DATABASE = TestDatabase.migrated();
    private static final ExampleLandscape LANDSCAPE = landscape();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The portal and all that it rests on. No component, or others would find it. */
    @EnableAutoConfiguration
    @ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
            basePackages = {"io.crossdock.experience.portal", "io.crossdock.process", "io.crossdock.system",
                "io.crossdock.platform"},
            excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = {".*\\.ReplicasHealthIndicator",
                ".*\\.Reconciler", ".*\\.gateway\\.Doors.*", ".*\\.connectors\\.estate\\..*", ".*Test\\$.*"}))
    static class Hub {

        @Bean
        Distributor distributor() {
            return new Distributor().account("A-1007", "10000000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
                    .item("CD-10001", "1.50", 100_000, 0, 0);
        }
    }

    @LocalServerPort
    int port;

    @Autowired
    Replication replication;

    @Autowired
    Replicas replicas;

    @Autowired
    Distributor distributor;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Inventory inventory;

    @Autowired
    Credit credit;

    @Autowired
    Effects effects;

    @Autowired
    JdbcClient jdbc;

    private static ExampleLandscape landscape() {
        try {
            ExampleLandscape landscape = ExampleLandscape.in(Files.createTempDirectory("back-pressure"));
            landscape.replace("systems/erp.yaml", "lane:\n", "lane:\n  maxBacklog: 1\n");
            return landscape;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("crossdock.landscape", () -> LANDSCAPE.folder().toString());
        registry.add("crossdock.secrets", () -> LANDSCAPE.secrets().toString());
        registry.add("crossdock.database.url", DATABASE::jdbcUrl);
        registry.add("crossdock.database.username", DATABASE::username);
        registry.add("crossdock.database.password", DATABASE::password);
        registry.add("crossdock.database.pool", () -> 8);
        registry.add("management.endpoint.health.validate-group-membership", () -> false);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private String token() {
        HttpResponse<String> answer = send(to("/oauth2/token").header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Basic " + Base64.getEncoder()
                        .encodeToString("portal-demo:portal-demo".getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.ofString("grant_type=client_credentials")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("access_token").asString();
    }

    private HttpResponse<String> place(String token, String key) {
        return send(to("/portal/v1/orders").header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json").header("Idempotency-Key", key).POST(BodyPublishers.ofString("""
                        {"account": "A-1007", "buyerReference": "%s",
                         "lines": [{"sku": "CD-10001", "quantity": "2", "unit": "EA"}]}
                        """.formatted(key))));
    }

    @Test
    void aBuyerIsToldWhenToComeBackAndTheSameRequestPassesOnceThereIsRoom() {
        // The hub reads by itself, too, and one reads at a time.
        await().atMost(PATIENCE).until(() -> {
            replication.runNow();
            return replication.awaited().isEmpty();
        });
        replicas.refresh();
        transaction.executeWithoutResult(status -> {
            inventory.snapshot(distributor.counts(), Origin.start("snapshot", "system:erp"));
            credit.report(distributor.standings(Instant.now()));
        });
        await().atMost(PATIENCE).until(() -> effects.pause("erp", "user:ana"));
        String token = token();
        assertThat(place(token, "K-1").statusCode()).isEqualTo(202);

        HttpResponse<String> refused = place(token, "K-2");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).as("seconds, RFC 9110 §10.2.3").hasValue("300");
        assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = JSON.readTree(refused.body());
        assertThat(problem.path("type").asString()).isEqualTo("/problems/backlog-full");
        assertThat(problem.path("status").asInt()).isEqualTo(429);

        jdbc.sql("UPDATE effects.effect SET state = 'skipped', reason = 'r', finished_at = created_at").update();
        await().atMost(PATIENCE).until(() -> place(token, "K-2").statusCode() == 202);
    }
}
