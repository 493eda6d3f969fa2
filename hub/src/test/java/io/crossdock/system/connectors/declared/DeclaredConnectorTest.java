package io.crossdock.system.connectors.declared;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.CarrierMilestone;
import io.crossdock.canonical.Fault;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.CarrierTranslator.Translation;
import io.crossdock.system.connectors.CreditSource;
import io.crossdock.system.connectors.FakeSystem;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.connectors.Rehearsal;
import io.crossdock.system.connectors.Requests;
import io.crossdock.system.connectors.Role;
import io.crossdock.system.connectors.StockReport;
import io.crossdock.system.connectors.StockSource;
import io.crossdock.testing.SettableClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A system is connected by files alone: what it is asked, what its answers mean, how its lists go on. */
class DeclaredConnectorTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private static final String ORDERS = """
            id: bookly
            title: Bookly Accounting 4
            auth: {type: header, header: X-Bookly-Key}
            answers:
              - {status: 409, when: "body.error = 'locked'", means: transient, reason: "'Bookly is closing its books.'"}
              - {status: 422, means: refused, code: body.error, reason: body.text}
            operations:
              order.post:
                promise: lookup
                request:
                  method: POST
                  path: /v4/sales/{account}
                  headers: {X-Reference: "{reference}"}
                  body: |
                    { "ref": reference, "cur": currency, "amount": $decimal(total),
                      "rows": lines.{ "no": lineNo, "item": sku, "qty": $decimal(quantity.value), "uom": quantity.unit,
                                      "price": $decimal(unitPrice) }[] }
                reference: id
                meaning: '{ "number": id, "position": seq }'
                find: {method: GET, path: /v4/sales, query: {ref: key}}
                rows: data
            """;

    private final Json json = new Json();
    private final SettableClock clock = SettableClock.at(NOW);
    private final FakeSystem fake = new FakeSystem();
    private ExampleLandscape landscape;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        landscape = ExampleLandscape.in(directory);
        Files.writeString(landscape.secrets().resolve("key"), "s3cret\n");
    }

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void anOrderIsSaidInTheSystemsWordsWithEveryDigit() throws IOException {
        SystemSettings bookly = system("bookly", "erp", ORDERS);
        fake.thenAnswer(201, "{\"id\":\"B-17\",\"seq\":4711}");

        Outcome outcome = orders().post(bookly, Requests.order("SO-100001"));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Done.class, done -> {
            assertThat(done.reference()).isEqualTo("B-17");
            assertThat(done.response().path("number").asString()).isEqualTo("B-17");
            assertThat(done.response().path("position").asLong()).isEqualTo(4711);
            assertThat(done.response().path("answer").path("seq").asLong()).isEqualTo(4711);
        });
        assertThat(fake.lastCall().path()).isEqualTo("/v4/sales/A-1001");
        assertThat(fake.lastCall().headers()).containsEntry("X-Bookly-Key", "s3cret")
                .containsEntry("X-Reference", "SO-100001").containsEntry("Content-Type", "application/json");
        assertThat(fake.lastCall().body()).contains("\"amount\":311.27").contains("\"price\":143.6400")
                .contains("\"qty\":2,").contains("\"uom\":\"BX\"");
    }

    @Test
    void eachAnswerMeansWhatIsDeclaredOrWhatItsStatusSays() throws IOException {
        SystemSettings bookly = system("bookly", "erp", ORDERS);
        fake.thenAnswer(422, "{\"error\":\"no-item\",\"text\":\"There is no CD-1.\"}")
                .thenAnswer(409, "{\"error\":\"locked\"}")
                .thenAnswer(409, "{\"error\":\"other\"}")
                .thenAnswer(429, "{}", "Retry-After", "7")
                .thenAnswer(401, "{}")
                .thenAnswer(404, "<html>not here</html>")
                .thenAnswer(200, "{\"unexpected\":true}")
                .thenAnswer(500, "{}")
                .thenHangUp();
        DeclaredOrders orders = orders();

        assertThat(orders.post(bookly, Requests.order("SO-1"))).isEqualTo(
                new Outcome.Refused("no-item", "There is no CD-1."));
        assertThat(orders.post(bookly, Requests.order("SO-1"))).isEqualTo(
                new Outcome.Failed("Bookly is closing its books."));
        assertThat(orders.post(bookly, Requests.order("SO-1"))).isEqualTo(
                new Outcome.Refused("http-409", "bookly answered 409."));
        assertThat(orders.post(bookly, Requests.order("SO-1"))).isEqualTo(
                new Outcome.Unavailable("bookly answered 429.", Optional.of(Duration.ofSeconds(7))));
        assertThat(orders.post(bookly, Requests.order("SO-1"))).isInstanceOfSatisfying(Outcome.Unavailable.class,
                locked -> assertThat(locked.reason()).contains("does not accept the key").doesNotContain("s3cret"));
        assertThat(orders.post(bookly, Requests.order("SO-1"))).as("a page of a proxy")
                .isInstanceOf(Outcome.Failed.class);
        assertThat(orders.post(bookly, Requests.order("SO-1"))).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(orders.post(bookly, Requests.order("SO-1"))).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(orders.post(bookly, Requests.order("SO-1"))).isInstanceOf(Outcome.Ambiguous.class);
        fake.close();
        assertThat(orders.post(bookly, Requests.order("SO-1"))).isInstanceOf(Outcome.Unavailable.class);
    }

    @Test
    void whatWasLostIsLookedUpByOurNumber() throws IOException {
        SystemSettings bookly = system("bookly", "erp", ORDERS);
        fake.thenAnswer(200, "{\"data\":[]}").thenAnswer(200, "{\"data\":[{\"id\":\"B-17\",\"seq\":1}]}")
                .thenAnswer(200, "{\"data\":[{\"id\":\"B-17\"},{\"id\":\"B-18\"}]}")
                .thenAnswer(200, "{\"data\":[{\"name\":\"?\"}]}").thenAnswer(503, "{}")
                .thenAnswer(404, "<html/>").thenAnswer(404, "{\"error\":\"none\"}");
        DeclaredOrders orders = orders();

        assertThat(orders.promise(bookly)).isEqualTo(Promise.LOOKUP);
        assertThat(orders.find(bookly, "SO-1")).isEqualTo(new Sighting.Absent());
        assertThat(orders.find(bookly, "SO-1")).isInstanceOfSatisfying(Sighting.Found.class,
                found -> assertThat(found.reference()).isEqualTo("B-17"));
        assertThat(orders.find(bookly, "SO-1")).isEqualTo(new Sighting.Several(List.of("B-17", "B-18")));
        assertThat(orders.find(bookly, "SO-1")).isInstanceOf(Sighting.Unknown.class);
        assertThat(orders.find(bookly, "SO-1")).isInstanceOf(Sighting.Unknown.class);
        assertThat(orders.find(bookly, "SO-1")).as("a proxy says nothing about orders").isInstanceOf(Sighting.Unknown.class);
        assertThat(orders.find(bookly, "SO-1")).isEqualTo(new Sighting.Absent());
        assertThat(fake.lastCall().path()).isEqualTo("/v4/sales?ref=SO-1");
    }

    @Test
    void aConnectorPlaysOnlyTheRolesThatItDeclares() throws IOException {
        SystemSettings bookly = system("bookly", "erp", ORDERS);

        assertThat(Role.of(List.of(orders()), bookly)).isPresent();
        assertThat(Role.of(List.of(new DeclaredStock(calls(), clock)), bookly)).isEmpty();
        assertThat(Role.of(List.of(new DeclaredTracking(new Expressions(json))), bookly)).isEmpty();
    }

    @Test
    void aCallIsSignedOverWhatIsDeclared() throws IOException {
        SystemSettings bookly = system("bookly", "erp", ORDERS.replace("auth: {type: header, header: X-Bookly-Key}", """
                auth:
                  type: hmac
                  header: X-Signature
                  timeHeader: X-Time
                  over: 'method & " " & path & " " & time'"""));
        fake.thenAnswer(201, "{\"id\":\"B-1\"}");
        orders().post(bookly, Requests.order("SO-1"));

        // printf 'POST /v4/sales/A-1001 1795694400' | openssl dgst -sha256 -hmac s3cret
        assertThat(fake.lastCall().headers()).containsEntry("X-Time", "1795694400").containsEntry("X-Signature",
                "1b8f0472c4348cd006e181b805a91e4569a583aac2e92bfbeaf173245531687f");
    }

    @Test
    void listsAreReadToTheirEndInEachStyle() throws IOException {
        String stock = """
                id: racks
                title: Racks WMS
                auth: {type: basic, user: hub}
                operations:
                  stock:
                    request: {method: GET, path: /inventory}
                    rows: 'items.{ "sku": code, "onHand": free, "unit": "EA" }'
                    paging: %s
                """;
        SystemSettings cursor = system("racks", "wms", stock.formatted("{style: cursor, parameter: c, next: more}"));
        fake.thenAnswer(200, page("1.5") .replace("}]}", "}],\"more\":\"x/2\"}")).thenAnswer(200, page("2"));
        assertThat(all(cursor)).extracting(report -> report.onHand().value().toPlainString()).containsExactly("1.5", "2");
        assertThat(fake.calls()).extracting(FakeSystem.Call::path).containsExactly("/inventory", "/inventory?c=x%2F2");
        assertThat(fake.lastCall().headers().get("Authorization")).startsWith("Basic ");

        fake.forget();
        fake.thenAnswer(200, page("1").replace("}]}", "}],\"more\":\"x\"}")).thenAnswer(200,
                page("2").replace("}]}", "}],\"more\":\"x\"}"));
        assertThat(all(cursor)).as("a cursor that stands still ends the list").hasSize(2);

        fake.forget();
        SystemSettings numbered = system("racks", "wms", stock.formatted("{style: page, parameter: p, size: 1}"));
        fake.thenAnswer(200, page("1")).thenAnswer(200, page("2")).thenAnswer(200, "{\"items\":[]}");
        assertThat(all(numbered)).hasSize(2);
        assertThat(fake.calls()).extracting(FakeSystem.Call::path).containsExactly("/inventory?p=1", "/inventory?p=2",
                "/inventory?p=3");

        fake.forget();
        SystemSettings offset = system("racks", "wms", stock.formatted("{style: offset, parameter: o, size: 2}"));
        fake.thenAnswer(200, "{\"items\":[{\"code\":\"A\",\"free\":1},{\"code\":\"B\",\"free\":-1}]}")
                .thenAnswer(200, page("2"));
        assertThat(all(offset)).extracting(report -> report.sku().value()).contains("A", "CD-1");
        assertThat(fake.lastCall().path()).isEqualTo("/inventory?o=2");
    }

    @Test
    void aLinkedPageIsFollowedWithinTheSystemAndNowhereElse() throws IOException {
        SystemSettings odata = system("racks", "wms", """
                id: racks
                title: Racks OData
                auth: {type: bearer}
                operations:
                  stock:
                    request: {method: GET, path: /odata/Stock, query: {"$top": "'1'"}}
                    rows: 'value.{ "sku": code, "onHand": free, "unit": "EA" }'
                    paging: {style: link, next: '`@odata.nextLink`'}
                """);
        String row = "{\"value\":[{\"code\":\"CD-1\",\"free\":1}]%s}";
        fake.thenAnswer(200, row.formatted(",\"@odata.nextLink\":\"" + fake.url() + "/odata/Stock?$skiptoken=a%2Fb\""))
                .thenAnswer(200, row.formatted(",\"@odata.nextLink\":\"Stock?$skiptoken=c\""))
                .thenAnswer(200, row.formatted(""));
        assertThat(all(odata)).hasSize(3);
        assertThat(fake.calls()).extracting(FakeSystem.Call::path).containsExactly("/odata/Stock?%24top=1",
                "/odata/Stock?$skiptoken=a%2Fb", "/odata/Stock?$skiptoken=c");
        assertThat(fake.lastCall().headers()).containsEntry("Authorization", "Bearer s3cret");

        for (String elsewhere : List.of("http://localhost:1/odata/Stock", "//thief.example/odata", "http://[")) {
            fake.forget();
            fake.thenAnswer(200, row.formatted(",\"@odata.nextLink\":\"" + elsewhere + "\""));
            assertThat(new DeclaredStock(calls(), clock).stock(odata, Optional.empty())).as(elsewhere)
                    .isInstanceOf(StockSource.Answer.NoAnswer.class);
            assertThat(fake.calls()).hasSize(1);
        }
    }

    @Test
    void aListGoesOnByTheLinkInTheAnswersHeader() throws IOException {
        SystemSettings racks = system("racks", "wms", """
                id: racks
                title: Racks REST
                auth: {type: bearer}
                operations:
                  stock:
                    request: {method: GET, path: /v1/stock, query: {per_page: "'1'"}}
                    rows: 'items.{ "sku": code, "onHand": free, "unit": "EA" }'
                    paging: {style: link-header}
                """);
        fake.thenAnswer(200, page("1"), "Link", "<" + fake.url() + "/v1/stock?per_page=1&page=9>; rel=\"last\", <"
                        + fake.url() + "/v1/stock?per_page=1&page=2>; rel=\"next\"")
                .thenAnswer(200, page("2"), "Link", "<?page=3,4>; title=\"rel=prev, <x>\"; rel=NEXT")
                .thenAnswer(200, page("3"), "Link", "</v1/stock?page=1>; rel=\"prev first\"");
        assertThat(all(racks)).hasSize(3);
        assertThat(fake.calls()).extracting(FakeSystem.Call::path).containsExactly("/v1/stock?per_page=1",
                "/v1/stock?per_page=1&page=2", "/v1/stock?page=3,4");
        assertThat(fake.lastCall().headers()).containsEntry("Authorization", "Bearer s3cret");

        fake.forget();
        fake.thenAnswer(200, page("1"), "Link", "<https://thief.example/v1/stock>; rel=next");
        assertThat(new DeclaredStock(calls(), clock).stock(racks, Optional.empty())).as("our key goes nowhere else")
                .isInstanceOf(StockSource.Answer.NoAnswer.class);
    }

    @Test
    void ofManyLinksTheNextOneOfThisPageIsMeant() {
        assertThat(LinkHeader.next(List.of("<a>; rel=prev, <b>; rel=\"last next\""))).contains("b");
        assertThat(LinkHeader.next(List.of("<a>; rel=prev", "<b;c,d>;rel = next"))).contains("b;c,d");
        assertThat(LinkHeader.next(List.of("<a>; rel=next; anchor=\"#other\", <b>; rel=next"))).contains("b");
        assertThat(LinkHeader.next(List.of("<a>; rel=prev; rel=next"))).as("the first rel counts").isEmpty();
        assertThat(LinkHeader.next(List.of("<a>; title=\"x; rel=next\"", "<b>; rel=nextish", "next", "", "<"))).isEmpty();
    }

    @Test
    void creditIsAsked() throws IOException {
        SystemSettings bank = system("bookly", "erp", """
                id: bookly
                title: Bookly Accounting 4
                auth: {type: bearer}
                operations:
                  credit:
                    request: {method: GET, path: "/v4/customers/{account}/credit"}
                    meaning: '{ "limit": max, "exposure": used, "currency": "USD", "position": seq }'
                """);
        fake.thenAnswer(200, "{\"max\":1000.10,\"used\":0.30,\"seq\":9}").thenAnswer(200, "{\"used\":1}");
        DeclaredCredit credit = new DeclaredCredit(calls(), clock);

        assertThat(credit.credit(bank, new AccountId("A-1"))).isEqualTo(new CreditSource.Answer.Standing(
                new BigDecimal("1000.10"), new BigDecimal("0.30"), 9, NOW, java.util.Currency.getInstance("USD")));
        assertThat(fake.lastCall().path()).isEqualTo("/v4/customers/A-1/credit");
        assertThat(credit.credit(bank, new AccountId("A-1"))).isInstanceOf(CreditSource.Answer.NoAnswer.class);
    }

    @Test
    void aCarriersMessageIsUnderstoodOrRefusedWithEverythingThatIsWrong() throws IOException {
        SystemSettings carrier = system("parcels", "carrier", """
                id: parcels
                title: Parcels webhooks
                tracking: |
                  events.{ "messageId": id, "tracking": code, "at": when, "place": city,
                           "milestone": $lookup({ "DEL": "delivered", "OFD": "out_for_delivery" }, state) }
                """);
        DeclaredTracking tracking = new DeclaredTracking(new Expressions(json));

        assertThat(tracking.translate(carrier, "application/json", bytes("""
                {"events":[{"id":"1","code":"P1","when":"2026-11-26T10:00:00-05:00","state":"OFD","city":"Reno"},
                           {"id":"2","code":"P1","when":"2026-11-26T12:00:00-05:00","state":"DEL"}]}
                """))).isInstanceOfSatisfying(Translation.Understood.class, understood -> assertThat(understood.events())
                        .extracting(event -> event.milestone()).containsExactly(CarrierMilestone.OUT_FOR_DELIVERY,
                                CarrierMilestone.DELIVERED));
        assertThat(tracking.translate(carrier, "", bytes("""
                {"events":[{"code":"P1","when":"yesterday","state":"DEL"},{"id":"2","code":"P2","when":"x","state":"DEL"}]}
                """))).isInstanceOfSatisfying(Translation.Unreadable.class, unreadable -> assertThat(unreadable.faults())
                        .extracting(Fault::pointer).containsExactly("/events/0/messageId", "/events/1/at"));
        assertThat(tracking.translate(carrier, "", bytes("<xml/>"))).isInstanceOf(Translation.Unreadable.class);
        assertThat(tracking.translate(carrier, "", bytes("{}"))).isInstanceOf(Translation.Unreadable.class);
    }

    @Test
    void anExpressionThatFailsIsNamedAndNothingIsSent() throws IOException {
        SystemSettings bookly = system("bookly", "erp", ORDERS.replace("path: /v4/sales/{account}",
                "path: /v4/sales/{nobody}"));

        assertThat(orders().post(bookly, Requests.order("SO-1"))).isInstanceOfSatisfying(Outcome.Unavailable.class,
                why -> assertThat(why.reason()).contains("connectors/bookly.yaml", "'nobody'"));
        assertThat(fake.calls()).isEmpty();
    }

    @Test
    void aCallAndAnAnswerAreRehearsedWithoutBeingSent() throws IOException {
        SystemSettings bookly = system("bookly", "erp", ORDERS);
        DeclaredRehearsal rehearsal = new DeclaredRehearsal(calls());
        JsonNode sample = json.tree(Requests.order("SO-7"));

        assertThat(rehearsal.rehearse(bookly, "order.post", sample, Optional.of("SO-7"), Optional.of(
                new Rehearsal.Recorded(201, "{\"id\":\"B-17\",\"seq\":4711}"))))
                .isInstanceOfSatisfying(Rehearsal.Rehearsed.Shown.class, shown -> {
                    assertThat(shown.call().path()).isEqualTo("/v4/sales/A-1001");
                    assertThat(shown.call().body()).contains("\"amount\":311.27");
                    assertThat(shown.find().orElseThrow().path()).isEqualTo("/v4/sales?ref=SO-7");
                    assertThat(shown.signedBy()).isEqualTo("the secret in the header X-Bookly-Key");
                    assertThat(shown.unused()).contains("/buyerReference", "/tax").doesNotContain("/reference", "/total",
                            "/lines/0/sku", "/lines/0/quantity/value");
                    assertThat(shown.answer().orElseThrow().reference()).contains("B-17");
                });
        assertThat(answer(rehearsal, bookly, 422, "{\"error\":\"no-item\",\"text\":\"There is no CD-1.\"}"))
                .isEqualTo("refused: There is no CD-1.");
        assertThat(answer(rehearsal, bookly, 200, "{}"))
                .isEqualTo("unsure: No number of its own can be read from the answer.");
        assertThat(answer(rehearsal, bookly, 503, "{\"error\":\"busy\"}")).startsWith("throttled: ");
        assertThat(answer(rehearsal, bookly, 503, "busy")).as("a proxy may say so afterwards").startsWith("unsure: ");
        assertThat(rehearsal.rehearse(bookly, "order.post", json.parse("{}"), Optional.empty(), Optional.empty()))
                .isInstanceOfSatisfying(Rehearsal.Rehearsed.Impossible.class, why -> assertThat(why.why())
                        .contains("connectors/bookly.yaml", "'reference'"));
        assertThat(rehearsal.rehearse(bookly, "stock", sample, Optional.empty(), Optional.empty()))
                .isInstanceOf(Rehearsal.Rehearsed.Impossible.class);
        assertThat(fake.calls()).isEmpty();
    }

    @Test
    void whatWasDeclaredOfAStatusGoesBeforeWhatTheStatusMeans() throws IOException {
        SystemSettings bookly = system("bookly", "erp", ORDERS.replace("answers:\n", """
                answers:
                  - {status: 400, when: "body.error = 'duplicate'", means: done}
                  - {status: 400, when: "body.error = 'closed'", means: transient, reason: "'Bookly is closing its books.'"}
                  - {status: 400, means: refused, code: body.error, reason: body.text}
                """));
        fake.thenAnswer(400, "{\"error\":\"no-item\",\"text\":\"There is no CD-1.\"}").thenAnswer(400, "{\"error\":\"closed\"}")
                .thenAnswer(400, "{\"error\":\"duplicate\",\"id\":\"B-17\"}").thenAnswer(400, "<html/>");

        assertThat(orders().post(bookly, Requests.order("SO-1"))).isEqualTo(
                new Outcome.Refused("no-item", "There is no CD-1."));
        assertThat(orders().post(bookly, Requests.order("SO-1"))).isEqualTo(
                new Outcome.Failed("Bookly is closing its books."));
        assertThat(orders().post(bookly, Requests.order("SO-1"))).isInstanceOf(Outcome.Done.class);
        assertThat(orders().post(bookly, Requests.order("SO-1"))).as("the rule holds for whatever comes with its status")
                .isEqualTo(new Outcome.Refused("http-400", "bookly answered 400."));
    }

    @Test
    void whatARecordedAnswerSaysThatNoRuleReadsIsShownToWhoHasIt() throws IOException {
        SystemSettings bookly = system("bookly", "erp", ORDERS);
        DeclaredRehearsal rehearsal = new DeclaredRehearsal(calls());

        assertThat(answer(rehearsal, bookly, 401, "{\"error\":{\"code\":7,\"message\":\"The key\\nhas expired.\"}}"))
                .isEqualTo("unauthorised: bookly answered 401. The answer itself says: The key has expired.");
        assertThat(answer(rehearsal, bookly, 401, "{\"error\":\"expired\"}"))
                .isEqualTo("unauthorised: bookly answered 401. The answer itself says: expired");
        assertThat(answer(rehearsal, bookly, 401, "")).isEqualTo("unauthorised: bookly answered 401.");
        assertThat(answer(rehearsal, bookly, 422, "{\"error\":\"no-item\",\"text\":\"There is none.\"}"))
                .as("a rule reads it").isEqualTo("refused: There is none.");
        assertThat(code(rehearsal, bookly, 422, "{\"error\":\"no-item\",\"text\":\"There is none.\"}")).contains("no-item");
        assertThat(code(rehearsal, bookly, 404, "{}")).contains("http-404");
        assertThat(code(rehearsal, bookly, 401, "{}")).isEmpty();
    }

    private Optional<String> code(DeclaredRehearsal rehearsal, SystemSettings system, int status, String body) {
        return ((Rehearsal.Rehearsed.Shown) rehearsal.rehearse(system, "order.post", json.tree(Requests.order("SO-7")),
                Optional.of("SO-7"), Optional.of(new Rehearsal.Recorded(status, body)))).answer().orElseThrow().code();
    }

    private String answer(DeclaredRehearsal rehearsal, SystemSettings system, int status, String body) {
        Rehearsal.Understood understood = ((Rehearsal.Rehearsed.Shown) rehearsal.rehearse(system, "order.post",
                json.tree(Requests.order("SO-7")), Optional.of("SO-7"),
                Optional.of(new Rehearsal.Recorded(status, body)))).answer().orElseThrow();
        return understood.means() + ": " + understood.says();
    }

    private List<StockReport> all(SystemSettings system) {
        DeclaredStock stock = new DeclaredStock(calls(), clock);
        List<StockReport> all = new java.util.ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            StockSource.Answer.Page page = (StockSource.Answer.Page) stock.stock(system, after);
            all.addAll(page.reports());
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    private static String page(String free) {
        return "{\"items\":[{\"code\":\"CD-1\",\"free\":" + free + "}]}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private DeclaredOrders orders() {
        return new DeclaredOrders(calls());
    }

    private DeclaredCalls calls() {
        Expressions expressions = new Expressions(json);
        return new DeclaredCalls(expressions, new SignedIn(new HttpCaller(clock), landscape.secretsInForce(), expressions,
                clock));
    }

    private SystemSettings system(String id, String kind, String declaration) throws IOException {
        String connector = declaration.lines().findFirst().orElseThrow().substring("id: ".length());
        landscape.write("connectors/" + connector + ".yaml", declaration);
        landscape.write("systems/" + id + ".yaml", """
                id: %s
                kind: %s
                connector: %s
                baseUrl: %s
                secret: file:key
                timeouts: {connect: 10s, call: 20s}
                %s
                """.formatted(id, kind, connector, fake.url(),
                        kind.equals("wms") ? "location: OAK" : "settings: {sandbox: true}"));
        return landscape.landscapes(clock).current().system(id).orElseThrow();
    }
}
