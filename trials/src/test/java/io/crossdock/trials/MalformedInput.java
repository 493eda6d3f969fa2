package io.crossdock.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.crossdock.drills.Audit;
import io.crossdock.drills.Buyers;
import io.crossdock.drills.Http;
import io.crossdock.drills.Stage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What nobody should send, and somebody will: a clear answer with positions, nothing stored, a hub in good health. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedInput {

    private static final String GOOD_LINE = "{\"sku\": \"CD-10001\", \"quantity\": \"1\", \"unit\": \"EA\"}";

    private Stage stage;
    private URI orders;
    private String token;
    private Map<String, Long> before;
    private int keys;

    @BeforeAll
    void open() throws IOException {
        stage = Stage.open("malformed_input", 20, landscape -> landscape);
        URI hub = stage.hub().address();
        orders = hub.resolve("/portal/v1/orders");
        token = "Bearer " + Buyers.token(hub, "portal-demo");
        before = stored();
    }

    @AfterAll
    void close() {
        stage.close();
    }

    /** What an order leaves behind; copies of master data, and goods that were on their way, come by themselves. */
    private Map<String, Long> stored() {
        Map<String, Long> counts = new TreeMap<>(stage.database().rowCounts());
        counts.keySet().removeIf(table -> !table.matches(
                "(ordering|fulfilment|invoicing|effects)\\..*|inventory\\.(movement|reservation)|credit\\.reservation")
                || table.equals("effects.lane"));
        counts.put("inventory.movement", stage.database().number("""
                SELECT count(*) FROM inventory.movement WHERE cause IN ('reserved', 'released', 'shipped')
                """));
        return counts;
    }

    private long kept(String key) {
        return stage.database().number("SELECT count(*) FROM inbox.message WHERE dedupe_key = '%s'".formatted(key));
    }

    /** @param pointers that the answer must name, none left out */
    private record Bad(String name, byte[] body, int status, List<String> pointers) {

        static Bad of(String name, String body, int status, String... pointers) {
            return new Bad(name, Http.bytes(body), status, List.of(pointers));
        }

        static Bad line(String name, String line, String... pointers) {
            return of(name, order(line), 400, pointers);
        }
    }

    private static String order(String lines) {
        return "{\"account\": \"A-1001\", \"lines\": [%s]}".formatted(lines);
    }

    private static String goodLines(int count) {
        return IntStream.range(0, count).mapToObj(line -> GOOD_LINE).collect(Collectors.joining(","));
    }

    private static Stream<Bad> bodies() {
        byte[] noise = new byte[4096];
        new Random(Trial.SEED).nextBytes(noise);
        byte[] huge = new byte[10 * 1024 * 1024];
        Arrays.fill(huge, (byte) ' ');
        return Stream.of(
                Bad.of("nothing", "", 400),
                Bad.of("broken JSON", "{\"account\": \"A-1001\", \"lines\": [", 400),
                Bad.of("two documents", order(GOOD_LINE) + order(GOOD_LINE), 400),
                Bad.of("a member twice", "{\"account\": \"A-1001\", \"account\": \"A-1002\", \"lines\": []}", 400),
                Bad.of("an array", "[" + order(GOOD_LINE) + "]", 400),
                Bad.of("a word", "null", 400),
                Bad.of("deep nesting", "[".repeat(100_000), 400),
                new Bad("noise", noise, 400, List.of()),
                new Bad("another encoding", order(GOOD_LINE).getBytes(StandardCharsets.UTF_16), 400, List.of()),
                new Bad("ten megabytes", huge, 413, List.of()),
                Bad.of("ten thousand lines", order(goodLines(10_000)), 400, "/lines"),
                Bad.of("no lines", order(""), 400, "/lines"),
                Bad.of("unknown members", order("{\"sku\": \"CD-10001\", \"quantity\": \"1\", \"unit\": \"EA\", \"qty\": 1}")
                        .replace("\"lines\"", "\"colour\": \"red\", \"lines\""), 400, "/colour", "/lines/0/qty"),
                Bad.of("wrong types", "{\"account\": 7, \"buyerReference\": [], \"lines\": {}}", 400, "/account",
                        "/buyerReference", "/lines"),
                Bad.line("a quantity below zero", GOOD_LINE.replace("\"1\"", "\"-1\""), "/lines/0/quantity"),
                Bad.line("a quantity of zero", GOOD_LINE.replace("\"1\"", "\"0\""), "/lines/0/quantity"),
                Bad.line("a binary number", GOOD_LINE.replace("\"1\"", "1.1"), "/lines/0/quantity"),
                Bad.line("a quantity without end", GOOD_LINE.replace("\"1\"", "\"1e99999\""), "/lines/0/quantity"),
                Bad.line("an unknown unit", GOOD_LINE.replace("EA", "furlong"), "/lines/0/unit"),
                Bad.line("no item", "{\"quantity\": \"1\", \"unit\": \"EA\"}", "/lines/0"),
                Bad.line("all at once", "{\"sku\": \"!\", \"gtin\": \"123\", \"quantity\": \"x\", \"unit\": \"\"}, "
                        + GOOD_LINE + ", 7", "/lines/0/gtin", "/lines/0/quantity", "/lines/0/unit", "/lines/2"),
                Bad.of("an item that nobody has", order(GOOD_LINE.replace("CD-10001", "CD-99999")), 422,
                        "/lines/0"),
                Bad.of("a unit that the item does not come in", order(GOOD_LINE.replace("EA", "KGM")), 422,
                        "/lines/0/unit"),
                Bad.of("an account that nobody has", order(GOOD_LINE).replace("A-1001", "A-9999"), 422, "/account"),
                Bad.of("a ship-to of the wrong type", order(GOOD_LINE).replace("\"lines\"", "\"shipTo\": 7, \"lines\""), 400,
                        "/shipTo"),
                Bad.of("half an address", order(GOOD_LINE).replace("\"lines\"",
                        "\"shipTo\": {\"name\": \"Dock 3\", \"country\": \"ZZ\"}, \"lines\""), 400, "/shipTo/lines",
                        "/shipTo/city", "/shipTo/country"),
                Bad.of("nulls", "{\"account\": null, \"lines\": null}", 400, "/account", "/lines"));
    }

    @TestFactory
    Stream<DynamicTest> isAnsweredWithPositionsAndNotStored() {
        return bodies().map(bad -> dynamicTest(bad.name(), () -> {
            Http.Reply reply = send(bad.body(), "bad-" + ++keys);
            assertThat(reply.status()).as(reply.body()).isEqualTo(bad.status());
            JsonNode problem = problem(reply);
            assertThat(problem.path("faults").valueStream().map(fault -> Audit.text(fault, "pointer")).toList())
                    .as(reply.body()).containsAll(bad.pointers());
            assertThat(problem.path("faults").valueStream()).as("faults that a partner can act on")
                    .allMatch(fault -> !Audit.text(fault, "code").isEmpty() && Audit.text(fault, "message").length() > 10);
            assertThat(stored()).as("what is stored").isEqualTo(before);
            assertThat(kept("bad-" + keys)).as("only what was understood is kept, to be answered the same again")
                    .isEqualTo(bad.status() == 422 ? 1 : 0);
        }));
    }

    @Test
    void headersThatAreMissingOrWrongAreAnsweredToo() throws IOException {
        assertThat(problem(Http.tryPost(orders, Http.bytes(order(GOOD_LINE)), "Authorization", token,
                "Content-Type", "application/json")).path("status").asInt()).as("no key").isEqualTo(400);
        assertThat(problem(Http.tryPost(orders, Http.bytes(order(GOOD_LINE)), "Authorization", token,
                "Content-Type", "application/json", "Idempotency-Key", "k".repeat(2000)))
                .path("status").asInt()).as("a key without end").isEqualTo(400);
        assertThat(problem(Http.tryPost(orders, Http.bytes(order(GOOD_LINE)), "Authorization", token,
                "Content-Type", "text/plain", "Idempotency-Key", "k")).path("status").asInt()).as("text").isEqualTo(415);
        assertThat(Http.tryPost(orders, Http.bytes(order(GOOD_LINE)), "Content-Type", "application/json",
                "Idempotency-Key", "k").status()).as("nobody").isEqualTo(401);
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void theHubStaysInGoodHealth() throws IOException {
        for (Bad bad : bodies().toList()) {
            send(bad.body(), "again-" + bad.name().hashCode());
        }
        assertThat(Http.get(orders.resolve("/actuator/health/readiness")).status()).isEqualTo(200);
        assertThat(send(Http.bytes("{\"account\": \"A-9999\", \"lines\": []}"), "k").status()).isEqualTo(400);
    }

    private Http.Reply send(byte[] body, String key) throws IOException {
        return Http.tryPost(orders, body, "Authorization", token, "Content-Type", "application/json",
                "Idempotency-Key", key);
    }

    private static JsonNode problem(Http.Reply reply) {
        assertThat(reply.headers().getOrDefault("Content-Type", "")).as(reply.body()).startsWith("application/problem+json");
        assertThat(Audit.text(reply.json(), "detail")).as(reply.body()).isNotEmpty();
        return reply.json();
    }
}
