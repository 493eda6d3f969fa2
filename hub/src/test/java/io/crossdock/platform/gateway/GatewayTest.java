package io.crossdock.platform.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.testing.SettableClock;
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
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The doors on a real port with a real database, shared by all tests of the gateway. */
@SpringBootTest(classes = Doors.class, webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class GatewayTest {

    static final ExampleLandscape LANDSCAPE = landscape();
    static final HttpClient HTTP = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    static final String EVERYTHING = "";
    static final String GOOD_BODY = """
            {"account":"A-1001","lines":[{"sku":"CD-10001","quantity":"12","unit":"EA"}]}""";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SharedPostgres.Database DATABASE = TestDatabase.migrated();

    @LocalServerPort
    int port;

    @Autowired
    SettableClock clock;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("crossdock.landscape", () -> LANDSCAPE.folder().toString());
        registry.add("crossdock.secrets", () -> LANDSCAPE.secrets().toString());
        registry.add("crossdock.database.url", DATABASE::jdbcUrl);
        registry.add("crossdock.database.username", DATABASE::username);
        registry.add("crossdock.database.password", DATABASE::password);
        registry.add("crossdock.database.pool", () -> 4);
        registry.add("crossdock.gateway.in-flight", () -> 8);
        registry.add("crossdock.gateway.signing-seal", () -> "file:signing-seal");
        registry.add("management.endpoint.health.validate-group-membership", () -> false);
    }

    @BeforeEach
    void startTheClock() {
        clock.set(Doors.START);
    }

    /** An answer, with its body understood. */
    record Answer(HttpResponse<byte[]> raw) {

        int status() {
            return raw.statusCode();
        }

        String text() {
            return new String(raw.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return JSON.readTree(raw.body());
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        /** This answer, when it is the problem expected and tells nothing about the inside. */
        Answer problem(int status, String code) {
            assertThat(raw.statusCode()).as(text()).isEqualTo(status);
            assertThat(header("content-type")).startsWith("application/problem+json");
            assertThat(json().path("type").asString()).isEqualTo("/problems/" + code);
            assertThat(json().path("status").asInt()).isEqualTo(status);
            assertThat(json().path("title").asString()).isNotBlank();
            assertThat(json().path("detail").asString()).isNotBlank();
            assertThat(json().path("correlation").asString()).isEqualTo(header("X-Correlation-Id"))
                    .isNotBlank();
            assertThat(text()).doesNotContain("Exception", "java.", "springframework", "tools.jackson",
                    "\tat ");
            return this;
        }

        /** The faults as {@code pointer code}, in order. */
        java.util.List<String> faults() {
            return json().path("faults").valueStream()
                    .map(fault -> fault.path("pointer").asString() + " " + fault.path("code").asString())
                            .toList();
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    static Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer askToken(String client, String secret, String form) {
        String basic = Base64.getEncoder()
                .encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return send(request("/oauth2/token").header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)));
    }

    /** A token of the client, whose secret has the client's name. */
    String token(String client, String scope) {
        Answer answer = askToken(client, client,
                "grant_type=client_credentials"
                        + (scope.isEmpty() ? "" : "&scope=" + scope.replace(" ", "+")));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("access_token").asString();
    }

    HttpRequest.Builder as(String token, String path) {
        return request(path).header("Authorization", "Bearer " + token);
    }

    Answer post(String token, String body) {
        return send(as(token, "/portal/v1/probe").header("Content-Type", "application/json")
                .header("Idempotency-Key", "k-1").POST(BodyPublishers.ofString(body)));
    }

    private static ExampleLandscape landscape() {
        try {
            ExampleLandscape example = ExampleLandscape.in(Files.createTempDirectory("gateway"));
            for (String secret : java.util.List.of("slow", "narrow", "viewer", "operations")) {
                Files.writeString(example.secrets().resolve(secret), secret);
            }
            Files.writeString(example.secrets().resolve("signing-seal"), "a seal that is long enough");
            example.write("consumers/slow.yaml", """
                    id: slow
                    secret: file:slow
                    channel: portal
                    scopes: ["orders:read"]
                    accounts: ["*"]
                    rate: {perSecond: 1, burst: 3}
                    """);
            example.write("consumers/narrow.yaml", """
                    id: narrow
                    secret: file:narrow
                    channel: portal
                    scopes: ["orders:read", "orders:write"]
                    accounts: ["A-1001"]
                    """);
            example.write("users.yaml", """
                    users:
                      - {name: admin, password: "file:console-admin", roles: [admin]}
                      - {name: viewer, password: "file:viewer", roles: [viewer]}
                    """);
            return example;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
