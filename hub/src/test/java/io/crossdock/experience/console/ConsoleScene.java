package io.crossdock.experience.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** The console with a seeded database, shared by the tests of this package. */
@SpringBootTest(classes = ConsoleHub.class, webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class ConsoleScene {

    private static final ExampleLandscape LANDSCAPE = landscape();
    private static final SharedPostgres.Database DATABASE = TestDatabase.migrated();
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Map<String, HttpClient> SIGNED_IN = new ConcurrentHashMap<>();
    private static boolean seeded;

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Effects effects;

    @Autowired
    Journal journal;

    @Autowired
    Inbox inbox;

    @Autowired
    SettableClock clock;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("crossdock.landscape", () -> LANDSCAPE.folder().toString());
        registry.add("crossdock.secrets", () -> LANDSCAPE.secrets().toString());
        registry.add("crossdock.database.url", DATABASE::jdbcUrl);
        registry.add("crossdock.database.username", DATABASE::username);
        registry.add("crossdock.database.password", DATABASE::password);
        registry.add("crossdock.database.pool", () -> 6);
        registry.add("management.endpoint.health.group.readiness.include", () -> "readinessState, db");
    }

    private static ExampleLandscape landscape() {
        try {
            ExampleLandscape landscape = ExampleLandscape.in(Files.createTempDirectory("console"));
            landscape.replace("systems/erp.yaml", "lane:\n", """
                    lane:
                      callsPerDay: 20000
                      maintenance:
                        - {name: monthly close, weekly: [mon, tue, wed, thu, fri, sat, sun], at: "23:30", for: 20m, warn: 6d}
                    """);
            landscape.write("users.yaml", """
                    users:
                      - {name: kim, password: file:console-admin, roles: [operator]}
                      - {name: lee, password: file:console-admin, roles: [viewer]}
                    """);
            return landscape;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void seed() {
        synchronized (ConsoleScene.class) {
            if (!seeded) {
                seeded = true;
                new Seeds(jdbc, transaction, journal, effects, inbox, clock).write();
            }
        }
    }

    String address(String path) {
        return "http://localhost:" + port + path;
    }

    /** Somebody with a browser that has no script. */
    final class Person {

        private final HttpClient http;

        /** Whoever has signed in stays so: signing in is paced by address, and all tests come from the same one. */
        Person(String name) {
            Optional<HttpClient> signedIn = Optional.ofNullable(SIGNED_IN.get(name + "@" + address("")));
            http = signedIn.orElseGet(() -> HttpClient.newBuilder().cookieHandler(new CookieManager())
                    .followRedirects(HttpClient.Redirect.NORMAL).build());
            if (signedIn.isEmpty()) {
                assertThat(post("/console/login", "username=" + name + "&password=console-admin", "/console/login")
                        .statusCode()).isEqualTo(200);
                SIGNED_IN.put(name + "@" + address(""), http);
            }
        }

        HttpResponse<String> get(String path) {
            return send(HttpRequest.newBuilder(URI.create(address(path))).header("Accept", "text/html").build());
        }

        String page(String path) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type")).hasValue("text/html;charset=UTF-8");
            return answer.body();
        }

        /** Fills in the form that stands on {@code formPath}. */
        HttpResponse<String> post(String path, String body, String formPath) {
            Matcher token = CSRF.matcher(get(formPath).body());
            assertThat(token.find()).isTrue();
            return send(HttpRequest.newBuilder(URI.create(address(path))).header("Accept", "text/html")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(body + "&_csrf=" + encoded(token.group(1)))).build());
        }

        /** What comes while it is open. */
        InputStream stream(String path) throws IOException, InterruptedException {
            return http.send(HttpRequest.newBuilder(URI.create(address(path))).header("Accept", "text/event-stream").build(),
                    BodyHandlers.ofInputStream()).body();
        }

        HttpResponse<String> send(HttpRequest request) {
            try {
                return http.send(request, BodyHandlers.ofString());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
