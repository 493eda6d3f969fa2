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
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandsTest extends CommandBench {

    private static final String ORDER =
            "{\"account\":\"A-1001\",\"lines\":[{\"sku\":\"CD-10001\",\"quantity\":\"12\",\"unit\":\"EA\"}]}";
    private static final String ACCEPTED = """
            {"id":"0190","number":"SO-100001","state":"accepted_pending_erp",
             "total":{"amount":"143.64","currency":"USD"},
             "lines":[{"line":1,"sku":"CD-10001","promised":"2026-11-23"}]}""";

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
}
