package io.crossdock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {

    private static final String ORDER =
            "{\"account\":\"A-1001\",\"lines\":[{\"sku\":\"CD-10001\",\"quantity\":\"12\",\"unit\":\"EA\"}]}";
    private static final String ACCEPTED = """
            {"id":"0190","number":"SO-100001","state":"accepted_pending_erp",
             "total":{"amount":"143.64","currency":"USD"},
             "lines":[{"line":1,"sku":"CD-10001","promised":"2026-11-23"}]}""";

    @TempDir
    Path data;

    private final FakeHub hub;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    CommandsTest() throws Exception {
        hub = new FakeHub("portal-demo", "s3cret");
    }

    @BeforeEach
    void aHubRunsOnTheDataFolder() throws Exception {
        Path secrets = Files.createDirectories(data.resolve("secrets"));
        Files.writeString(secrets.resolve("portal-demo"), "s3cret\n");
        new RunFile(hub.address(), Optional.empty(), secrets, List.of()).write(data);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void tokenPrintsTheTokenAndNothingElse() {
        assertThat(run("token", "portal-demo")).isEqualTo(0);
        assertThat(out).hasToString("the-token\n");
    }

    @Test
    void aWrongSecretIsNotAllowed() throws Exception {
        Path wrong = Files.writeString(data.resolve("wrong"), "guess");
        assertThat(run("token", "portal-demo", "--secret-file", wrong.toString())).isEqualTo(4);
        assertThat(err.toString()).contains("invalid_client");
    }

    @Test
    void placingAFileTwiceCarriesTheSameKey() throws Exception {
        hub.answering("POST /portal/v1/orders", 202, ACCEPTED);
        Path file = Files.writeString(data.resolve("order.json"), ORDER);

        assertThat(run("order", "place", file.toString())).isEqualTo(0);
        assertThat(run("order", "place", file.toString())).isEqualTo(0);

        assertThat(hub.asked).hasSize(2).allSatisfy(asked -> {
            assertThat(new String(asked.body(), StandardCharsets.UTF_8)).isEqualTo(ORDER);
            assertThat(asked.header("Idempotency-key")).startsWith("file-")
                    .isEqualTo(hub.asked.getFirst().header("Idempotency-key"));
        });
        assertThat(out.toString()).contains("Order SO-100001 placed accepted pending erp")
                .contains("143.64 USD").contains("2026-11-23");
    }

    @Test
    void aKeyOfOnesOwnIsSentAsItIs() throws Exception {
        hub.answering("POST /portal/v1/orders", 201, ACCEPTED);
        Path file = Files.writeString(data.resolve("order.json"), ORDER);
        assertThat(run("order", "place", file.toString(), "--key", "PO-4711", "--json")).isEqualTo(0);
        assertThat(hub.asked.getFirst().header("Idempotency-key")).isEqualTo("PO-4711");
        assertThat(out.toString()).startsWith("{\"id\":\"0190\"");
    }

    @Test
    void allFaultsOfARefusedOrderAreShown() throws Exception {
        hub.answering("POST /portal/v1/orders", 422, """
                {"title":"The order cannot be accepted","status":422,"detail":"Two things are wrong.","faults":[
                 {"pointer":"/lines/0/sku","code":"item.unknown","message":"CD-1 is not an item"},
                 {"pointer":"/account","code":"account.blocked","message":"A-1040 is blocked"}]}""");
        Path file = Files.writeString(data.resolve("order.json"), ORDER);

        assertThat(run("order", "place", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("The order cannot be accepted (422)")
                .contains("/lines/0/sku: CD-1 is not an item  [item.unknown]")
                .contains("/account: A-1040 is blocked  [account.blocked]");
        assertThat(out.toString()).isEmpty();

        assertThat(run("order", "place", file.toString(), "--json")).isEqualTo(1);
        assertThat(out.toString()).contains("\"code\":\"account.blocked\"");
    }

    @Test
    void showAndTimelineAskByNumber() {
        hub.answering("GET /portal/v1/orders/SO-100001", 200, ACCEPTED);
        hub.answering("GET /portal/v1/orders/SO-100001/timeline", 200,
                "{\"number\":\"SO-100001\",\"events\":[{\"at\":\"2026-11-21T09:30:00Z\","
                        + "\"event\":\"accepted\",\"sentence\":\"We have accepted your order.\"}]}");
        assertThat(run("order", "show", "SO-100001")).isEqualTo(0);
        assertThat(run("order", "timeline", "SO-100001")).isEqualTo(0);
        assertThat(out.toString()).contains("Order SO-100001 is accepted pending erp")
                .containsPattern("2026-11-2. ..:30:00  We have accepted your order\\.");
        assertThat(run("order", "show", "SO-9")).isEqualTo(1);
    }

    @Test
    void aDrillOnAShadowLaneIsBegunInTheHubAndEndsAsItsReportSays() {
        hub.answering("GET /ops/v1/shadow-drills", 200, """
                {"drills":["system-down"],"systems":["erp","wms-atl"],
                 "items":[{"drill":"bulk","system":"erp","begun":"2026-11-23T00:00:00Z"}]}""");
        assertThat(run("drill", "list", "--shadow", "--client", "portal-demo")).isEqualTo(0);
        assertThat(out.toString()).contains("system-down\n", "on the shadow lanes of: erp, wms-atl", "running: bulk");
        hub.answering("POST /ops/v1/shadow-drills", 202, "{\"id\":\"d1\",\"state\":\"ended\",\"report\":\"r1\"}");
        hub.answering("GET /ops/v1/drills/r1", 200, """
                {"drill":"system-down on shadow of erp","seed":"7","passed":false,"score":{"asked":20,"kept":19,"lost":1},
                 "script":["second 4: It takes no calls."],"findings":["1 calls were not done."],"rerun":"again"}""");
        String[] drill = {"drill", "run", "system-down", "--shadow", "erp", "--seconds", "20", "--calls", "20", "--seed", "7",
            "--client", "portal-demo"};
        assertThat(run(drill)).isEqualTo(8);
        assertThat(new String(hub.asked.get(hub.asked.size() - 2).body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"system\":\"erp\",\"drill\":\"system-down\",\"seconds\":20,\"calls\":20,\"seed\":7}");
        assertThat(out.toString()).contains("FAILED system-down on shadow of erp, seed 7: 20 asked, 19 kept, 0 refused, 1 lost",
                "FINDING: 1 calls were not done.");
        hub.answering("POST /ops/v1/shadow-drills", 202, "{\"id\":\"d1\",\"state\":\"stopped\"}");
        assertThat(run(drill)).isEqualTo(8);
        hub.answering("POST /ops/v1/shadow-drills", 409, "{\"title\":\"A drill is running on this lane\",\"status\":409}");
        assertThat(run(drill)).isEqualTo(1);
    }

    @Test
    void whatDoesNotAddUpIsSaidAndAScriptCanTell() {
        hub.answering("GET /ops/v1/invariants", 200, """
                {"items":[{"name":"a","sentence":"All is paid.","state":"holds"}]}""");
        assertThat(run("invariants", "--client", "portal-demo")).isEqualTo(0);
        assertThat(out.toString()).contains("holds    All is paid.");

        hub.answering("POST /ops/v1/invariants/proof", 202, """
                {"items":[{"name":"a","sentence":"All is paid.","state":"broken"}]}""");
        hub.answering("GET /ops/v1/breaches", 200, """
                {"items":[{"subject":"SO-100001 line 2","says":"Paid twice."}]}""");
        assertThat(run("invariants", "--prove", "--client", "portal-demo")).isEqualTo(8);
        assertThat(out.toString()).contains("broken   All is paid.", "broken: SO-100001 line 2: Paid twice.");
    }

    @Test
    void exceptionsAreListedByCauseAndAFixIsApprovedAsItWasSeen() {
        hub.answering("GET /ops/v1/exceptions/clusters", 200, """
                {"items":[{"cluster":"edi-unit:b:CD-1:CT","title":"A unit nobody knows","owner":"EDI desk","exceptions":200,
                           "late":true,"atRisk":"12.50","currency":"USD"}],"next":"x"}""");
        assertThat(run("exceptions", "causes", "--late", "--client", "portal-demo")).isEqualTo(0);
        assertThat(out.toString()).contains("200  EDI desk", "late A unit nobody knows (12.50 USD at risk)", "--after 'x'");

        hub.answering("POST /ops/v1/fixes", 201, "{\"id\":\"p1\",\"says\":\"One CT is 12 EA.\"}");
        assertThat(run("exceptions", "plan", "edi-unit:b:CD-1:CT", "refer-unit", "unit=EA", "factor=12", "--client",
                "portal-demo")).isEqualTo(0);
        assertThat(new String(hub.asked.getLast().body(), StandardCharsets.UTF_8))
                .contains("\"fix\":\"refer-unit\"", "\"factor\":\"12\"");
        assertThat(out.toString()).contains("One CT is 12 EA.", "crossdock exceptions approve p1");

        hub.answering("GET /ops/v1/fixes/p1", 200, "{\"id\":\"p1\",\"hash\":\"h1\"}");
        hub.answering("POST /ops/v1/fixes/p1/run", 202, "{\"id\":\"p1\",\"state\":\"running\"}");
        assertThat(run("exceptions", "approve", "p1", "--on", "all", "--why", "asked Ann", "--client", "portal-demo"))
                .isEqualTo(0);
        assertThat(new String(hub.asked.getLast().body(), StandardCharsets.UTF_8)).contains("\"hash\":\"h1\"",
                "\"on\":\"all\"", "asked Ann");
    }

    @Test
    void aReplayIsPlannedShownAndApprovedByItsHash() {
        hub.answering("POST /ops/v1/replays", 201, """
                {"plan":{"id":"r1","scope":"order SO-1","hash":"h1","state":"planned",
                         "counts":{"all":2,"skip":1,"repeat":1}},
                 "items":[{"ordinal":1,"what":"order.post SO-1","target":"erp","action":"skip","reference":"E-5","state":"planned",
                           "sentence":"It is done: erp has it as E-5."}]}""");
        assertThat(run("replay", "plan", "--order", "SO-1", "--client", "portal-demo")).isEqualTo(0);
        assertThat(new String(hub.asked.getLast().body(), StandardCharsets.UTF_8)).isEqualTo("{\"order\":\"SO-1\"}");
        assertThat(out.toString()).contains("Replay of order SO-1, planned: 1 to repeat", "erp has it as E-5",
                "crossdock replay approve r1 --hash h1");

        hub.answering("POST /ops/v1/replays", 201, """
                {"plan":{"id":"r2","scope":"order SO-1","maps":"recorded","hash":"h9","state":"planned","counts":{}},"items":[]}""");
        assertThat(run("replay", "plan", "--order", "SO-1", "--maps", "recorded", "--client", "portal-demo")).isEqualTo(0);
        assertThat(new String(hub.asked.getLast().body(), StandardCharsets.UTF_8)).contains("\"maps\":\"recorded\"");
        assertThat(out.toString()).contains("Replay of order SO-1 with the maps as recorded, planned");

        hub.answering("POST /ops/v1/replays/r1/approval", 409, """
                {"title":"The plan is stale","detail":"order.post SO-1 at erp: It is under way.","status":409,"hash":"h2"}""");
        assertThat(run("replay", "approve", "r1", "--hash", "h1", "--why", "over", "--client", "portal-demo")).isNotEqualTo(0);
        assertThat(err.toString()).contains("It is under way.");
        assertThat(run("replay", "approve", "r1", "--why", "over")).as("without the hash of what was seen").isEqualTo(2);

        hub.answering("POST /ops/v1/replays/r1/approval", 202, "{\"id\":\"r1\",\"state\":\"running\"}");
        assertThat(run("replay", "approve", "r1", "--hash", "h2", "--why", "over", "--client", "portal-demo")).isEqualTo(0);
        assertThat(new String(hub.asked.getLast().body(), StandardCharsets.UTF_8)).contains("\"hash\":\"h2\"");

        hub.answering("GET /ops/v1/replays/r1", 200, """
                {"plan":{"id":"r1","scope":"order SO-1","state":"done","counts":{"repeat":1,"done":1}},
                 "items":[{"what":"order.post SO-1","target":"erp","action":"repeat","state":"done","sentence":"It was not done.",
                           "result":"It waits for its turn behind live work."}]}""");
        assertThat(run("replay", "show", "r1", "--client", "portal-demo")).isEqualTo(0);
        assertThat(out.toString()).contains("→ It waits for its turn");
        hub.answering("GET /ops/v1/replays", 200, "{\"items\":[]}");
        assertThat(run("replay", "list", "--client", "portal-demo")).isEqualTo(0);
    }

    @Test
    void aReadSideIsFilledAgainAfterALookAndItsProgressIsShown() {
        String path = "/ops/v1/subscriptions/crm/rebuilds";
        hub.answering("POST " + path, 200, "{\"state\":\"planned\",\"facts\":48210}");
        String[] look = {"replay", "facts", "--to", "crm", "--since", "2026-01-01T00:00:00Z", "--until", "2026-11-21T00:00:00Z",
            "--client", "portal-demo"};
        assertThat(run(look)).isEqualTo(0);
        assertThat(out.toString()).contains("48210 facts would be read", "Nothing is done yet", "--facts 48210 --why");
        hub.answering("GET " + path, 200, """
                {"items":[{"id":"b1","state":"running","percent":41,"read":20000,"facts":48210,"events":19000,
                           "subscription":"crm","why":"the CRM is new"}]}""");
        assertThat(run("replay", "facts", "--to", "crm", "--progress", "--client", "portal-demo")).isEqualTo(0);
        assertThat(out.toString()).contains("running", "41 %", "20000 of 48210 facts read", "the CRM is new");
        hub.answering("POST " + path + "/b1/stop", 200, "{\"id\":\"b1\",\"state\":\"stopped\"}");
        assertThat(run("replay", "facts", "--to", "crm", "--stop", "b1", "--client", "portal-demo")).isEqualTo(0);
        assertThat(run("replay", "facts", "--to", "crm", "--client", "portal-demo")).isEqualTo(2);
    }

    @Test
    void mapsAreListedTriedAndRunOnTheirSamples() throws Exception {
        String map = "{\"id\":\"850-order\",\"version\":\"1\",\"owner\":\"crossdock\",\"hash\":\"" + "0f".repeat(32)
                + "\",\"sort\":\"reads X12 850\",\"usedBy\":[],\"changedSilently\":%s}";
        hub.answering("GET /ops/v1/maps", 200, "{\"items\":[" + map.formatted("true") + "]}");
        assertThat(run("map", "list", "--client", "portal-demo")).isEqualTo(0);
        assertThat(out.toString()).contains("850-order", "0f0f0f0f0f0f", "CHANGED WITHOUT A NEW VERSION");

        Path input = Files.writeString(data.resolve("order.x12"), "ISA");
        hub.answering("POST /ops/v1/maps/850-order/trials", 200, "{\"output\":\"{}\",\"dropped\":[\"/FOB/0/FOB01\"]}");
        assertThat(run("map", "try", "850-order", "--input", input.toString(), "--client", "portal-demo")).isEqualTo(0);
        assertThat(out.toString()).as("so that it can be piped").endsWith("{}\n").doesNotContain("dropped");
        assertThat(err.toString()).contains("dropped: /FOB/0/FOB01");
        hub.answering("POST /ops/v1/maps/850-order/trials", 200, "{\"dropped\":[],\"failure\":\"It is no interchange.\"}");
        assertThat(run("map", "try", "850-order", "--input", input.toString(), "--client", "portal-demo")).isEqualTo(1);

        String tested = "{\"map\":" + map + ",\"good\":%s,\"coverage\":68,\"unread\":[\"/CTT\"],\"cases\":[{\"sample\":\"first\","
                + "\"result\":\"%s\",\"says\":\"{\\\"b\\\":2,\\\"a\\\":1}\",\"expected\":\"{\\\"a\\\":1,\\\"b\\\":3}\"}]}";
        hub.answering("POST /ops/v1/maps/850-order/tests", 200, tested.formatted("false", "true", "as_expected"));
        assertThat(run("map", "test", "--client", "portal-demo")).isEqualTo(0);
        assertThat(out.toString()).contains("1 sample, reads 68 % of their fields", "never read: /CTT");
        hub.answering("POST /ops/v1/maps/850-order/tests", 200, tested.formatted("false", "false", "differs"));
        assertThat(run("map", "test", "850-order", "--client", "portal-demo")).isEqualTo(8);
        assertThat(out.toString()).contains("differs: first", "    - ", "\"b\" : 3", "    + ", "\"b\" : 2")
                .doesNotContain("- \"a\"").doesNotContain("-   \"a\"");
        hub.answering("POST /ops/v1/maps/850-order/tests", 200, tested.formatted("true", "true", "as_expected"));
        assertThat(run("map", "test", "850-order", "--client", "portal-demo")).as("a version that is stale").isEqualTo(8);

        hub.answering("POST /ops/v1/maps/850-order/tests", 200, "{\"map\":" + map.formatted("false")
                + ",\"good\":true,\"coverage\":0,\"unread\":[],\"cases\":[]}");
        assertThat(run("map", "test", "850-order", "--client", "portal-demo")).as("nothing was proved").isEqualTo(8);
        assertThat(err.toString()).contains("850-order has no samples, so nothing was tested. Put one beside it in the "
                + "landscape, maps/850-order.CASE.sample.*");
        assertThat(run("map", "test", "--client", "portal-demo")).isEqualTo(8);
        assertThat(err.toString()).contains("No map has a sample, so nothing was tested.");
    }

    @Test
    void aLandscapeMayHaveMapsWithoutSamples() throws Exception {
        hub.answering("GET /ops/v1/maps", 200, "{\"items\":[{\"id\":\"one\"},{\"id\":\"connectors.racks\"}]}");
        hub.answering("POST /ops/v1/maps/one/tests", 200,
                "{\"good\":true,\"cases\":[{\"sample\":\"first\",\"result\":\"as_expected\",\"says\":\"\"}]}");
        hub.answering("POST /ops/v1/maps/connectors.racks/tests", 200, "{\"good\":true,\"cases\":[]}");
        assertThat(run("map", "test", "--client", "portal-demo")).isEqualTo(0);
        assertThat(run("map", "test", "one", "connectors.racks", "--client", "portal-demo")).isEqualTo(8);
        assertThat(err.toString()).contains("connectors/racks.CASE.sample.json, and what must come of it, "
                + "connectors/racks.CASE.sample.expected.json");
    }

    @Test
    void aDifferenceShowsWhatWasExpectedAndWhatCameInsteadAndLittleElse() {
        assertThat(Difference.between("a\nb\nc\nd\ne\nf\ng", "a\nb\nc\nd\nE\nf\ng"))
                .containsExactly("  ...", "  c", "  d", "- e", "+ E", "  f", "  g");
        assertThat(Difference.between("a", "")).containsExactly("- a");
        assertThat(Difference.between("{\"x\":[1,2],\"y\":0}", "{\"y\":0,\"x\":[1,2]}")).containsExactly("  ...");
    }

    /** A guide never shows a command that does not exist. */
    @Test
    void theCommandsOfTheReplayGuideAreUnderstood() throws Exception {
        List<String> shown = Files.readAllLines(Path.of("../docs/guides/replay.md")).stream()
                .filter(line -> line.startsWith("crossdock ")).toList();
        assertThat(shown).hasSizeGreaterThan(3).allSatisfy(line -> {
            String[] words = Pattern.compile("'[^']*'|\\S+").matcher(line.substring(10)).results()
                    .map(word -> word.group().replace("'", "")).toArray(String[]::new);
            assertThat(new CommandLine(new CrossdockCommand()).parseArgs(words).errors()).isEmpty();
        });
    }

    @Test
    void whatConnectorsCanDoIsListedAndOneThatLiesIsCaught() throws Exception {
        hub.answering("GET /ops/v1/connectors", 200, """
                {"items":[{"system":"erp","kind":"erp","connector":"estate",
                           "roles":[{"role":"OrderSink","promise":"lookup"},{"role":"StockSource"}]}]}""");
        assertThat(run("connector", "list", "--client", "portal-demo")).isEqualTo(0);
        assertThat(out.toString()).contains("erp", "estate", "OrderSink (lookup), StockSource");

        Path sample = Files.writeString(data.resolve("order.json"), "{\"reference\":\"SO-1\"}");
        hub.answering("POST /ops/v1/connectors/erp/trials", 200, """
                {"keeps":false,"steps":[{"step":"found-after","result":"broken","says":"It is not found.",
                 "calls":[{"method":"GET","path":"/orders?ref=SO-1","answer":"200 []"}]}]}""");
        assertThat(run("connector", "check", "erp", "--sample", sample.toString(), "--client", "portal-demo"))
                .isEqualTo(8);
        assertThat(out.toString()).contains("broken   found-after: It is not found.", "GET /orders?ref=SO-1 → 200 []");
        assertThat(new String(hub.asked.getLast().body(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("{\"operation\":\"order.post\",\"sample\":{\"reference\":\"SO-1\"}}");

        hub.answering("POST /ops/v1/connectors/erp/trials", 200, "{\"keeps\":true,\"steps\":[]}");
        assertThat(run("connector", "check", "erp", "--operation", "stock", "--client", "portal-demo")).isEqualTo(0);
        assertThat(new String(hub.asked.getLast().body(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("{\"operation\":\"stock\"}");
        assertThat(run("connector", "check", "erp", "--client", "portal-demo")).as("without a sample").isEqualTo(2);

        assertThat(run("connector", "check", "erp", "--sample", data.resolve("none").toString())).isEqualTo(2);
        Files.writeString(sample, "no json");
        assertThat(run("connector", "check", "erp", "--sample", sample.toString(), "--client", "portal-demo")).isEqualTo(2);
    }

    @Test
    void aConnectorIsBegunFromTheDescriptionOfAnApi() throws Exception {
        Path api = Files.writeString(data.resolve("api.yaml"), """
                openapi: 3.0.3
                info: {title: Bookly, version: "4"}
                servers: [{url: "https://bookly.example/api/"}]
                security: [{key: []}]
                paths:
                  /sales/{customer_id}:
                    parameters: [{name: customer_id, in: path, schema: {type: string}}]
                    get:
                      parameters: [{name: external_ref, in: query, schema: {type: string}}]
                      responses:
                        "200": {content: {application/json: {schema: {type: object, properties: {
                          data: {type: array, items: {type: object}}}}}}}
                    post:
                      summary: Book a sale
                      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Sale"}}}}
                      responses:
                        "201": {content: {application/json: {schema: {type: object, properties: {id: {type: integer}}}}}}
                        "422": {content: {application/json: {schema: {type: object, properties: {
                          code: {type: string}, message: {type: string}}}}}}
                  /stock:
                    get:
                      parameters: [{name: offset, in: query}, {name: limit, in: query, schema: {default: 50}}]
                      responses:
                        "200": {content: {application/json: {schema: {type: array, items: {type: object, properties: {
                          sku: {type: string}, on_hand: {type: integer}}}}}}}
                components:
                  securitySchemes: {key: {type: apiKey, in: header, name: X-Bookly-Key}}
                  schemas:
                    Sale:
                      type: object
                      required: [external_ref, currency, total, ship_to, lines, tone]
                      properties:
                        external_ref: {type: string}
                        currency: {type: string}
                        total: {type: number}
                        note: {type: string}
                        tone: {type: string}
                        ship_to: {type: object, properties: {name: {type: string}, city: {type: string}, fax: {type: string}}}
                        lines: {type: array, items: {type: object, required: [sku, qty], properties: {
                          sku: {type: string}, qty: {type: string}}}}
                """);
        assertThat(run("connector", "new", "bookly", "--openapi", api.toString())).isEqualTo(0);
        assertThat(out.toString()).contains("POST   /sales/{customer_id}  Book a sale");

        Path landscape = data.resolve("landscape");
        assertThat(run("connector", "new", "bookly", "--openapi", api.toString(), "--into", landscape.toString(),
                "--operation", "order.post=POST /sales/{customer_id}", "--operation", "stock=GET /stock")).isEqualTo(0);
        assertThat(Files.readString(landscape.resolve("connectors/bookly.yaml"))).contains(
                "auth: {type: header, header: X-Bookly-Key}",
                "{status: 422, means: refused, code: body.code, reason: body.message}",
                "promise: lookup", "path: \"/sales/{account}\"", "find: {method: GET, path: \"/sales/{request.account}\"", "query: {\"external_ref\": key}", "rows: \"data\"",
                "\"external_ref\": reference", "\"total\": $decimal(total)", "\"city\": shipTo.city",
                "lines.{", "\"qty\": quantity.value", "may be said, too: note", "\"tone\": $error('tone is not mapped yet')",
                "$.{ \"sku\": sku, \"onHand\": $string(on_hand), \"unit\": \"EA\" }",
                "paging: {style: offset, parameter: offset, size: 50}");
        assertThat(Files.readString(landscape.resolve("systems/bookly.yaml"))).contains("kind: erp",
                "baseUrl: https://bookly.example/api\n", "sandbox: true");

        assertThat(run("connector", "new", "bookly", "--openapi", api.toString(), "--into", landscape.toString(),
                "--operation", "order.post=POST /sales/{customer_id}")).as("nothing is overwritten").isEqualTo(2);
        assertThat(run("connector", "new", "other", "--openapi", api.toString(), "--operation", "order.eat=POST /sales"))
                .isEqualTo(2);
        assertThat(run("connector", "new", "other", "--openapi", api.toString(), "--operation", "order.post=POST /nowhere"))
                .isEqualTo(2);
        assertThat(run("connector", "new", "other", "--openapi", Files.writeString(data.resolve("no.yaml"), "a: 1").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("is there already", "order.post", "The description has no POST /nowhere",
                "is no OpenAPI 3");
    }

    @Test
    void whatTheDescriptionSaysOfAWarehouseIsTakenAndWhatItDoesNotSayIsLeftOpen() throws Exception {
        String description = """
                openapi: 3.1.0
                info: {title: Racks, version: "7"}
                servers: [{url: /api/v7}]
                security: [{key: []}]
                paths:
                  /shipments:
                    post:
                      responses:
                        "201": {content: {application/json: {schema: {properties: {id: {type: string}}}}}}
                        default: {content: {application/json: {schema: {$ref: "#/components/schemas/Error"}}}}
                  /shipments/{shipmentId}/cancel:
                    post:
                      responses:
                        "200": {content: {application/json: {schema: {properties: {id: {type: string}}}}}}
                        409: {content: {application/json: {schema: {properties: {
                          errorCode: {type: string}, detail: {type: string}}}}}}
                  /stock:
                    get:
                      parameters: [{name: page, in: query}, %s]
                      responses:
                        "200": {content: {application/json: {schema: {type: array, items: {properties: {
                          sku: {type: string}, quantityAvailable: {type: integer}}}}}}}
                components:
                  securitySchemes: {key: {type: apiKey, in: header, name: Authorization, description: "%s"}}
                  schemas:
                    Error: {properties: {errors: {type: array, items: {properties: {
                      code: {type: string}, message: {type: string}}}}}}
                """;
        String[] chosen = {"leg.release=POST /shipments", "leg.cancel=POST /shipments/{shipmentId}/cancel",
            "stock=GET /stock"};

        Path first = begun(description.formatted("{name: per_page, in: query, schema: {maximum: 250}}",
                "Send `Token <your key>`"), chosen);
        assertThat(Files.readString(first.resolve("connectors/racks.yaml"))).contains(
                "auth: {type: header, header: Authorization, prefix: \"Token \"}\n",
                "{status: 422, means: refused, code: \"body.errors[0].code\", reason: \"body.errors[0].message\"}",
                "{status: 409, means: refused, code: body.errorCode, reason: body.detail}",
                "path: \"/shipments/{knownAs}/cancel\"",
                "request: {method: GET, path: \"/stock\", query: {\"per_page\": \"'250'\"}}",
                "paging: {style: page, parameter: page, size: 250}");
        assertThat(Files.readString(first.resolve("systems/racks.yaml"))).contains(
                "baseUrl: \"<where it is, such as https://api.example.com>/api/v7\"",
                "location: \"<the warehouse that it works for, such as ATL>\"");
        assertThat(out.toString()).contains("Fill in what stands in <angle brackets>");

        assertThat(Files.readString(begun(description.formatted(
                "{name: limit, in: query, description: \"Rows of a page, 25 by default; default 25, max. 100\"}",
                "Authorization: ApiKey abc"), chosen).resolve("connectors/racks.yaml"))).contains(
                "prefix: \"ApiKey \"", "path: \"/stock\"}", "size: 25}");

        assertThat(Files.readString(begun(description.formatted("{name: limit, in: query}", "Your key."), chosen)
                .resolve("connectors/racks.yaml"))).contains(
                "auth: {type: header, header: Authorization}   # a word before the key: prefix: \"Token \"",
                "size: \"<how many rows a full page has>\"", "\"onHand\": $error('onHand (what lies there) is not mapped yet')");
    }

    @Test
    void whatIsTakenBackByDeletingItIsBegunWithWhatItsAnswersMean() throws Exception {
        String description = """
                openapi: 3.1.0
                info: {title: Racks, version: "7"}
                servers: [{url: "https://racks.example"}]
                paths:
                  /shipments:
                    post:
                      responses: {"201": {content: {application/json: {schema: {properties: {id: {type: string}}}}}}}
                  /shipments/{shipmentId}:
                    delete:
                      summary: Cancel a shipment
                      responses:
                        "204": {description: gone}
                        "404": {content: {application/json: {schema: {properties: {
                          error: {type: string}, detail: {type: string}}}}}}
                  /returns/{externalRef}:
                    delete:
                      responses: {"204": {}, "404": {}}
                """;
        String written = Files.readString(begun(description, "leg.release=POST /shipments",
                "leg.cancel=DELETE /shipments/{shipmentId}", "return.withdraw=DELETE /returns/{externalRef}")
                .resolve("connectors/racks.yaml"));

        assertThat(written).contains("""
                  leg.cancel:
                    promise: none
                    request:
                      method: DELETE
                      path: "/shipments/{knownAs}"
                    answers:
                      - {status: 204, means: done}
                      # - {status: 404, when: "body.error = '<its word for what is gone>'", means: done}   # with this it may be promise: native-key
                    reference: "$request.knownAs"
                """, """
                  return.withdraw:
                    promise: none
                    request:
                      method: DELETE
                      path: "/returns/{reference}"
                    answers:
                      - {status: 204, means: done}
                      # - {status: 404, when: "body.code = '<its word for what is gone>'", means: done}   # with this it may be promise: native-key
                    reference: "$request.reference"
                """);
        Path api = Files.writeString(data.resolve("racks.yaml"), description);
        assertThat(run("connector", "new", "racks", "--openapi", api.toString())).isEqualTo(0);
        assertThat(out.toString()).contains("DELETE /shipments/{shipmentId}  Cancel a shipment");
        assertThat(run("connector", "new", "racks", "--openapi", api.toString(), "--into", data.resolve("no").toString(),
                "--operation", "leg.release=DELETE /shipments/{shipmentId}")).isEqualTo(2);
        assertThat(err.toString()).contains("leg.release takes nothing back, and so it cannot be DELETE /shipments/{shipmentId}; "
                + "leg.cancel and return.withdraw can.");
    }

    /** Its number is no key: a second amendment under it would be ignored. */
    @Test
    void anAmendmentHasAKeyThatGrowsWithWhatIsCancelled() throws Exception {
        String written = Files.readString(begun("""
                openapi: 3.1.0
                info: {title: Racks, version: "7"}
                servers: [{url: "https://racks.example"}]
                paths:
                  /sales/{saleId}/cancellations:
                    post:
                      parameters: [{in: header, name: Idempotency-Key, schema: {type: string}}]
                      requestBody: {content: {application/json: {schema: {required: [idempotencyKey, reference],
                        properties: {idempotencyKey: {type: string}, reference: {type: string}}}}}}
                      responses: {"201": {content: {application/json: {schema: {properties: {id: {type: string}}}}}}}
                """, "order.amend=POST /sales/{saleId}/cancellations").resolve("connectors/racks.yaml"));

        assertThat(written).contains("""
                    promise: native-key
                    request:
                      method: POST
                      path: "/sales/{erpOrder}/cancellations"
                      headers: {Idempotency-Key: "{request.order}-{$sum(request.lines.$number(cancelled.value))}"}
                      body: |
                        {
                          "idempotencyKey": request.order & '-' & $sum(request.lines.$number(cancelled.value)),
                          "reference": request.order
                        }
                """);
    }

    private Path begun(String description, String... chosen) throws Exception {
        Path landscape = Files.createTempDirectory(data, "landscape");
        List<String> words = new ArrayList<>(List.of("connector", "new", "racks", "--openapi",
                Files.writeString(landscape.resolve("api.yaml"), description).toString(), "--into", landscape.toString()));
        List.of(chosen).forEach(each -> words.addAll(List.of("--operation", each)));
        assertThat(run(words.toArray(String[]::new))).isEqualTo(0);
        return landscape;
    }

    @Test
    void aCallIsShownWithoutBeingMade() throws Exception {
        hub.answering("POST /ops/v1/connectors/bookly/rehearsals", 200, """
                {"request":{"method":"POST","path":"/v4/sales/A-1","headers":{"Accept":"application/json"},"body":"{}"},
                 "signedBy":"the secret in the header X-Key","unused":["/tax"],
                 "find":{"method":"GET","path":"/v4/sales?ref=SO-1","headers":{},"body":""},
                 "answer":{"means":"done","says":"Done, as B-1.","reference":"B-1","rows":[{"number":"B-1"}]}}""");
        Path sample = Files.writeString(data.resolve("order.json"), "{\"reference\":\"SO-1\"}");
        Path answer = Files.writeString(data.resolve("answer.txt"), "no json");
        assertThat(run("connector", "try", "bookly", "--sample", sample.toString(), "--answer", answer.toString(),
                "--status", "201", "--client", "portal-demo")).isEqualTo(0);
        assertThat(out.toString()).contains("POST /v4/sales/A-1", "nothing was sent", "not said: /tax", "GET /v4/sales?ref=SO-1",
                "done: Done, as B-1.");
        assertThat(new String(hub.asked.getLast().body(), StandardCharsets.UTF_8)).contains(
                "\"answer\":{\"status\":201,\"body\":\"no json\"}");
        hub.answering("POST /ops/v1/connectors/bookly/rehearsals", 200, """
                {"request":{"method":"POST","path":"/v4/sales/A-1","headers":{},"body":""},"signedBy":"nothing","unused":[],
                 "answer":{"means":"refused","says":"There is no CD-1.","code":"no-item","rows":[]}}""");
        assertThat(run("connector", "try", "bookly", "--sample", sample.toString(), "--client", "portal-demo")).isEqualTo(0);
        assertThat(out.toString()).contains("refused: There is no CD-1. (no-item)");
    }

    @Test
    void anInterchangeIsSentByteForByte() throws Exception {
        byte[] interchange = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'I', 'S', 'A', '*', (byte) 0xE9, '\r',
                '\n'};
        Path file = Files.write(data.resolve("order.x12"), interchange);
        hub.answering("POST /edi/v1/interchanges", 202, "{\"id\":\"0191\",\"state\":\"received\"}");
        assertThat(run("edi", "send", file.toString(), "--client", "portal-demo")).isEqualTo(0);
        assertThat(hub.asked.getFirst().body()).isEqualTo(interchange);
        assertThat(hub.asked.getFirst().header("Content-type")).isEqualTo("application/edi-x12");
    }

    @Test
    void aHubThatFailsAndAHubThatIsNotThereAreToldApart() {
        hub.answering("GET /portal/v1/orders/SO-1", 500, "oops");
        assertThat(run("order", "show", "SO-1")).isEqualTo(5);
        hub.close();
        assertThat(run("order", "show", "SO-1")).isEqualTo(3);
        assertThat(err.toString()).contains("No hub answers at " + hub.address());
        assertThat(run("order", "show", "SO-1", "--json")).isEqualTo(3);
        assertThat(out.toString()).contains("\"exitCode\":3");
    }

    @Test
    void withoutARunningHubTheMessageSaysWhatToDo() {
        RunFile.delete(data);
        assertThat(run("token", "portal-demo")).isEqualTo(3);
        assertThat(err.toString()).contains("crossdock demo").contains("--hub");
    }

    @Test
    void wrongCommandLinesAndMissingFilesAreUsageErrors() {
        assertThat(run("order", "place")).isEqualTo(2);
        assertThat(run("order", "place", data.resolve("missing.json").toString())).isEqualTo(2);
        assertThat(run("order", "place", "x", "--no-such-option")).isEqualTo(2);
        assertThat(run("token", "../console-admin")).isEqualTo(2);
        assertThat(run("token", "nobody")).isEqualTo(2);
        assertThat(run("up", "--landscape", data.resolve("missing").toString())).isEqualTo(2);
    }

    @Test
    void whoCallsACommandWronglyIsShownTheHelpOfThatCommand() {
        assertThat(run("connector", "new", "bookly", "--openapi", data.resolve("missing.yaml").toString())).isEqualTo(2);
        assertThat(err.toString()).startsWith("There is no readable file").contains("Usage: crossdock connector new ")
                .doesNotContain("Usage: crossdock connector [", "COMMAND");
        err.getBuffer().setLength(0);
        assertThat(run("connector", "new", "bookly", "--openapi")).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: crossdock connector new ");
        err.getBuffer().setLength(0);
        assertThat(run("connector", "check", "erp")).isEqualTo(2);
        assertThat(err.toString()).startsWith("Missing required option: '--sample=FILE'")
                .contains("Usage: crossdock connector check ");
        err.getBuffer().setLength(0);
        assertThat(run("connector")).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: crossdock connector [");
    }

    @Test
    void everyCommandTeachesByExampleAndTellsItsExitCodes() {
        List<List<String>> commands = List.of(List.of("demo"), List.of("up"), List.of("order", "place"),
                List.of("order", "show"), List.of("order", "timeline"), List.of("edi", "send"),
                List.of("invariants"), List.of("connector", "list"), List.of("connector", "new"),
                List.of("connector", "try"), List.of("connector", "check"), List.of("token"));
        for (List<String> command : commands) {
            StringWriter help = new StringWriter();
            List<String> arguments = new ArrayList<>(command);
            arguments.add("--help");
            int code = Main.commandLine().setOut(new PrintWriter(help)).execute(arguments
                    .toArray(String[]::new));
            assertThat(code).isEqualTo(0);
            assertThat(help.toString()).contains("Examples:", "crossdock " + String.join(" ", command),
                    "Exit codes:", "--json");
        }
    }

    @Test
    void theHubCanBeNamedByItsAddressAlone() throws Exception {
        Path secret = Files.writeString(data.resolve("secret"), "s3cret");
        CommandLine commandLine = Main.commandLine().setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        URI address = URI.create(hub.address() + "/");
        assertThat(commandLine.execute("token", "portal-demo", "--hub", address.toString(),
                "--secret-file", secret.toString())).isEqualTo(0);
    }

    private int run(String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        if (!words[0].equals("up") && !arguments.contains("--openapi")) {
            arguments.addAll(List.of("--data", data.toString()));
        }
        return Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
    }
}
