package io.crossdock.system.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.crossdock.canonical.AccountId;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.testing.SettableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A connector that keeps its promise passes the trial, and one that lies about it does not. */
class ContractsTest {

    /** Books of a system that may recognise a number it has seen, and may forget it. */
    private static final class Books implements AutoCloseable {

        private final HttpServer server;
        private final Map<String, String> byReference = new ConcurrentHashMap<>();
        private final AtomicInteger last = new AtomicInteger();
        private volatile boolean recognises;
        private volatile boolean finds = true;

        Books() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/token", exchange -> answer(exchange, 200, "{\"access_token\":\"hush\"}"));
            server.createContext("/orders", exchange -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                if (exchange.getRequestMethod().equals("GET")) {
                    String reference = exchange.getRequestURI().getQuery().replace("ref=", "");
                    answer(exchange, 200, "{\"data\":[" + (finds ? Optional.ofNullable(byReference.get(reference))
                            .map(id -> "{\"id\":\"" + id + "\"}").orElse("") : "") + "]}");
                    return;
                }
                JsonNode order = new Json().parse(body);
                if (order.path("rows").isEmpty()) {
                    answer(exchange, 422, "{\"error\":\"empty\",\"text\":\"An order has rows.\"}");
                    return;
                }
                String id = recognises ? byReference.computeIfAbsent(order.path("ref").asString(), any -> next()) : next();
                byReference.put(order.path("ref").asString(), id);
                answer(exchange, 201, "{\"id\":\"" + id + "\"}");
            });
            server.createContext("/shipments", exchange -> {
                exchange.getRequestBody().readAllBytes();
                String number = exchange.getRequestURI().getPath().replaceAll("/shipments/?|/cancel", "");
                boolean cancels = exchange.getRequestURI().getPath().endsWith("/cancel");
                if (cancels && recognises) {
                    byReference.put(number, "cancelled");
                }
                answer(exchange, cancels && number.isEmpty() ? 404 : 200, "{\"id\":\""
                        + (number.isEmpty() ? next() : number) + "\",\"state\":\""
                        + byReference.getOrDefault(number, "open") + "\"}");
            });
            server.start();
        }

        private String next() {
            return "B-" + last.incrementAndGet();
        }

        private static void answer(com.sun.net.httpserver.HttpExchange exchange, int status, String body)
                throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }

        String url() {
            return "http://localhost:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private static final String RELEASE = """
              leg.release:
                promise: native-key
                request: {method: POST, path: /shipments, body: '{ "ref": leg }'}
                reference: id
            """;

    private final Json json = new Json();
    private Books books;
    private ExampleLandscape landscape;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        books = new Books();
        landscape = ExampleLandscape.in(directory);
        landscape.replace("landscape.yaml", "\npolicies:",
                "\nbranches:\n  - {name: west, erp: bookly, accounts: [W-*]}\n  - {name: main, erp: erp}\n\npolicies:");
        Files.writeString(landscape.secrets().resolve("key"), "s3cret\n");
    }

    @AfterEach
    void close() {
        books.close();
    }

    @Test
    void aSystemThatFindsWhatItDidKeepsItsLookup() throws IOException {
        Contracts.Answer.Tried tried = tried("lookup");

        assertThat(tried.keeps()).isTrue();
        assertThat(tried.steps()).extracting(ContractTrial.Step::name).containsExactly("absent-before", "done",
                "found-after", "another-is-another", "refusal");
        assertThat(tried.steps().get(1).calls()).singleElement().satisfies(call -> {
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.answer()).isEqualTo("201 {\"id\":\"B-1\"}");
        });
        assertThat(tried.toString()).doesNotContain("hush", "s3cret");
    }

    @Test
    void aSystemThatDoesNotFindWhatItDidIsCaught() throws IOException {
        books.finds = false;
        Contracts.Answer.Tried tried = tried("lookup");

        assertThat(tried.keeps()).isFalse();
        assertThat(tried.steps()).filteredOn(step -> step.result() == ContractTrial.Result.BROKEN).singleElement()
                .satisfies(step -> assertThat(step.says()).contains("would be done twice"));
    }

    @Test
    void aSystemThatClaimsToRecogniseOurNumberIsSentItTwice() throws IOException {
        books.recognises = true;
        assertThat(tried("native-key").keeps()).isTrue();

        books.recognises = false;
        Contracts.Answer.Tried lying = tried("native-key");
        assertThat(lying.keeps()).isFalse();
        assertThat(lying.steps()).filteredOn(step -> step.result() == ContractTrial.Result.BROKEN)
                .extracting(ContractTrial.Step::name).containsExactly("same-again");
    }

    @Test
    void whatPromisesNothingIsNotSentTwice() throws IOException {
        assertThat(tried("none").steps()).filteredOn(step -> step.result() == ContractTrial.Result.UNTRIED)
                .extracting(ContractTrial.Step::name).containsExactly("same-again");
    }

    @Test
    void onlyASandboxIsTriedAndOnlyWithARequest() throws IOException {
        try (AnnotationConfigApplicationContext hub = hub("lookup", "")) {
            Contracts contracts = hub.getBean(Contracts.class);
            assertThat(contracts.check("bookly", "order.post", sample(), Optional.empty()))
                    .isInstanceOfSatisfying(Contracts.Answer.Untried.class, why -> assertThat(why.code()).isEqualTo("no-sandbox"));
        }
        try (AnnotationConfigApplicationContext hub = hub("lookup", "settings: {sandbox: true}")) {
            Contracts contracts = hub.getBean(Contracts.class);
            assertThat(untried(contracts, "nobody", "order.post", sample())).isEqualTo("unknown-system");
            assertThat(untried(contracts, "bookly", "order.eat", sample())).isEqualTo("unknown-operation");
            assertThat(untried(contracts, "bookly", "leg.release", sample())).isEqualTo("no-role");
            assertThat(untried(contracts, "bookly", "order.post", json.parse("{}"))).isEqualTo("no-request");
            assertThat(contracts.checkStock("bookly")).isInstanceOfSatisfying(Contracts.Answer.Untried.class,
                    why -> assertThat(why.code()).isEqualTo("no-role"));
            assertThat(contracts.checkStock("nobody")).isInstanceOfSatisfying(Contracts.Answer.Untried.class,
                    why -> assertThat(why.code()).isEqualTo("unknown-system"));
        }
        assertThat(books.byReference).isEmpty();
    }

    @Test
    void whatIsCancelledIsReleasedFirst() throws IOException {
        books.recognises = true;
        assertThat(cancelled(RELEASE)).isInstanceOfSatisfying(Contracts.Answer.Tried.class, tried -> {
            assertThat(tried.keeps()).isTrue();
            assertThat(tried.steps()).extracting(ContractTrial.Step::name).containsExactly("prepared", "absent-before",
                    "done", "found-after");
            assertThat(tried.steps()).flatExtracting(ContractTrial.Step::calls).extracting(ContractTrial.Call::path)
                    .containsExactly("/shipments", "/shipments/B-1", "/shipments/B-1/cancel", "/shipments/B-1");
        });
        books.recognises = false;
        assertThat(((Contracts.Answer.Tried) cancelled(RELEASE)).steps()).filteredOn(step -> step.result()
                == ContractTrial.Result.BROKEN).extracting(ContractTrial.Step::name).containsExactly("found-after");
        assertThat(cancelled("")).isInstanceOfSatisfying(Contracts.Answer.Untried.class, why ->
                assertThat(why.why()).isEqualTo("A trial of leg.cancel begins with leg.release or purchase.order, which the "
                        + "connector of racks cannot do."));
    }

    @Test
    void whatIsDeletedIsGoneWhenItIsDeletedAgain() throws IOException {
        try (FakeSystem racks = new FakeSystem()) {
            racks.thenAnswer(201, "{\"id\":\"W-7\"}").thenAnswer(204, "").thenAnswer(404, "{\"error\":\"no-shipment\"}");
            assertThat(cancelled(racks.url().toString(), """
                      leg.cancel:
                        promise: native-key
                        request: {method: DELETE, path: "/shipments/{knownAs}"}
                        answers:
                          - {status: 204, means: done}
                          - {status: 404, when: "body.error = 'no-shipment'", means: done}
                        reference: $request.knownAs
                    """ + RELEASE)).isInstanceOfSatisfying(Contracts.Answer.Tried.class, tried -> {
                assertThat(tried.keeps()).isTrue();
                assertThat(tried.steps()).extracting(ContractTrial.Step::says).containsExactly(
                        "There is something to take back, W-7.", "Done, as W-7.",
                        "Sent again under the same number, it is the same document.");
                assertThat(tried.steps().getLast().calls()).containsExactly(new ContractTrial.Call("DELETE",
                        "/shipments/W-7", "404 {\"error\":\"no-shipment\"}"));
            });
        }
    }

    private Contracts.Answer cancelled(String release) throws IOException {
        return cancelled(books.url(), """
                  leg.cancel:
                    promise: lookup
                    request: {method: POST, path: "/shipments/{knownAs}/cancel"}
                    reference: id
                    find: {method: GET, path: "/shipments/{request.knownAs}"}
                    rows: '$[state = "cancelled"]'
                """ + release);
    }

    private Contracts.Answer cancelled(String url, String operations) throws IOException {
        landscape.write("connectors/racks.yaml", """
                id: racks
                title: Racks WMS
                auth: {type: bearer}
                operations:
                """ + operations);
        landscape.write("systems/racks.yaml", """
                id: racks
                kind: wms
                connector: racks
                location: OAK
                baseUrl: %s
                secret: file:key
                settings: {sandbox: true}
                """.formatted(url));
        try (AnnotationConfigApplicationContext hub = hub("lookup", "")) {
            Contracts contracts = hub.getBean(Contracts.class);
            assertThat(((Contracts.Answer.Untried) contracts.check("racks", "leg.cancel", sample(), Optional.empty())).code())
                    .isIn("no-request", "no-role");
            return contracts.check("racks", "leg.cancel", json.tree(Requests.release("SO-1-1")), Optional.empty());
        }
    }

    @Test
    void anAmendmentIsOfAnOrderThatIsPostedFirst() throws IOException {
        try (AnnotationConfigApplicationContext hub = hub("none", """
                settings: {sandbox: true}
                """)) {
            assertThat(hub.getBean(Contracts.class).check("bookly", "order.amend", sample(), Optional.empty()))
                    .isInstanceOfSatisfying(Contracts.Answer.Tried.class, tried -> {
                        assertThat(tried.keeps()).isTrue();
                        assertThat(tried.steps()).extracting(ContractTrial.Step::name).containsExactly("prepared", "done",
                                "same-again");
                        assertThat(tried.steps().get(1).calls().getFirst().path()).isEqualTo("/orders/B-1");
                    });
        }
    }

    @Test
    void aSecondAmendmentIsNotTakenForTheFirst() throws IOException {
        assertThat(amendedTwice("$[$count(lines) = $count($request.request.lines)]")).satisfies(tried -> {
            assertThat(tried.keeps()).isTrue();
            assertThat(tried.steps()).extracting(ContractTrial.Step::name).containsExactly("prepared", "absent-before",
                    "done", "found-after", "more");
            assertThat(tried.steps().getLast().says()).isEqualTo("More was done under the same number, as C-2.");
            assertThat(tried.steps().getLast().calls()).extracting(ContractTrial.Call::method)
                    .containsExactly("GET", "POST", "GET");
        });
        assertThat(amendedTwice("$[$exists($request.request.lines)][0]").steps())
                .filteredOn(step -> step.result() == ContractTrial.Result.BROKEN).singleElement().satisfies(step -> {
                    assertThat(step.name()).isEqualTo("more");
                    assertThat(step.says()).contains("took the first for it");
                    assertThat(step.calls()).extracting(ContractTrial.Call::method).containsExactly("GET");
                });
        assertThat(amendedTwice("$[$count(lines) = $count($request.request.lines) and id != 'C-2']").steps())
                .filteredOn(step -> step.result() == ContractTrial.Result.BROKEN).extracting(ContractTrial.Step::says)
                .containsExactly("More was done, and the look-up does not find it.");
    }

    private Contracts.Answer.Tried amendedTwice(String rows) throws IOException {
        try (FakeSystem system = new FakeSystem()) {
            String first = "{\"id\":\"C-1\",\"lines\":[1]}";
            system.thenAnswer(200, "{\"access_token\":\"hush\"}").thenAnswer(201, "{\"id\":\"B-1\"}")
                    .thenAnswer(200, "[]").thenAnswer(201, first)
                    .thenAnswer(200, "[" + first + "]").thenAnswer(200, "[" + first + "]")
                    .thenAnswer(201, "{\"id\":\"C-2\"}")
                    .thenAnswer(200, "[" + first + ",{\"id\":\"C-2\",\"lines\":[1,2]}]");
            try (AnnotationConfigApplicationContext hub = hub(system.url().toString(), "none", """
                      order.amend:
                        promise: lookup
                        request:
                          method: POST
                          path: "/orders/{erpOrder}/cancelled"
                          headers: {Idempotency-Key: "{request.order}-cancelled-{$sum(request.lines.$number(cancelled.value))}"}
                          body: '[request.lines.lineNo]'
                        reference: id
                        find: {method: GET, path: "/orders/{request.erpOrder}/cancelled"}
                        rows: "%s"
                    """.formatted(rows), "settings: {sandbox: true}")) {
                Contracts.Answer tried = hub.getBean(Contracts.class).check("bookly", "order.amend",
                        json.tree(Requests.mixed("SO-1", new AccountId("A-1001"))), Optional.empty());
                assertThat(system.calls()).filteredOn(call -> call.path().endsWith("/cancelled") && call.method().equals("POST"))
                        .extracting(call -> call.headers().getOrDefault("Idempotency-Key", "none")
                                .replaceFirst("SO-1-\\w+-c", "SO-1-c"))
                        .isSubsetOf("SO-1-cancelled-2", "SO-1-cancelled-7").doesNotHaveDuplicates().isNotEmpty();
                return (Contracts.Answer.Tried) tried;
            }
        }
    }

    @Test
    void eachConnectorSaysWhatItCanDoForItsSystem() throws IOException {
        try (AnnotationConfigApplicationContext hub = hub("lookup", "")) {
            assertThat(hub.getBean(Contracts.class).statements()).filteredOn(each -> each.system().id().equals("bookly"))
                    .singleElement().satisfies(statement -> {
                        assertThat(statement.connector()).isEqualTo("bookly");
                        assertThat(statement.roles()).containsExactly(
                                new Contracts.Played("AmendSink", Optional.of(Promise.NONE)),
                                new Contracts.Played("OrderSink", Optional.of(Promise.LOOKUP)));
                    });
        }
    }

    private static String untried(Contracts contracts, String system, String kind, JsonNode sample) {
        return ((Contracts.Answer.Untried) contracts.check(system, kind, sample, Optional.empty())).code();
    }

    private Contracts.Answer.Tried tried(String promise) throws IOException {
        try (AnnotationConfigApplicationContext hub = hub(promise, "settings: {sandbox: true}")) {
            ObjectNode wrong = (ObjectNode) sample().deepCopy();
            wrong.putArray("lines");
            return (Contracts.Answer.Tried) hub.getBean(Contracts.class).check("bookly", "order.post", sample(),
                    Optional.of(wrong));
        }
    }

    private JsonNode sample() {
        return json.tree(Requests.order("SO-1"));
    }

    private AnnotationConfigApplicationContext hub(String promise, String settings) throws IOException {
        return hub(books.url(), promise, """
                  order.amend:
                    promise: none
                    request: {method: POST, path: "/orders/{erpOrder}", body: '{ "ref": request.order, "rows": request.lines.cancelled[] }'}
                    reference: id
                """, settings);
    }

    private AnnotationConfigApplicationContext hub(String url, String promise, String amendment, String settings)
            throws IOException {
        landscape.write("connectors/bookly.yaml", """
                id: bookly
                title: Bookly Accounting 4
                auth: {type: oauth2, tokenUrl: "%s/token", clientId: hub}
                answers: [{status: 422, means: refused, code: body.error, reason: body.text}]
                operations:
                  order.post:
                    promise: %s
                    request: {method: POST, path: /orders, body: '{ "ref": reference, "rows": lines[] }'}
                    reference: id
                    find: {method: GET, path: /orders, query: {ref: key}}
                    rows: data
                """.formatted(url, promise) + amendment);
        landscape.write("systems/bookly.yaml", """
                id: bookly
                kind: erp
                connector: bookly
                baseUrl: %s
                secret: file:key
                %s
                """.formatted(url, settings));
        SettableClock clock = SettableClock.at(Instant.parse("2026-11-26T12:00:00Z"));
        AnnotationConfigApplicationContext hub = new AnnotationConfigApplicationContext();
        hub.registerBean(Json.class, () -> json);
        hub.registerBean(java.time.Clock.class, () -> clock);
        hub.registerBean(HttpCaller.class, () -> new HttpCaller(clock));
        hub.registerBean(Landscapes.class, () -> landscape.landscapes(clock));
        hub.registerBean(Secrets.class, landscape::secretsInForce);
        hub.register(Contracts.class);
        hub.scan("io.crossdock.system.connectors.declared");
        hub.refresh();
        return hub;
    }
}
