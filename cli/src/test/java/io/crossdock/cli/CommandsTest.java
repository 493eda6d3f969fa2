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

        assertThat(run("connector", "check", "erp", "--sample", data.resolve("none").toString())).isEqualTo(2);
        Files.writeString(sample, "no json");
        assertThat(run("connector", "check", "erp", "--sample", sample.toString(), "--client", "portal-demo")).isEqualTo(2);
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
    void everyCommandTeachesByExampleAndTellsItsExitCodes() {
        List<List<String>> commands = List.of(List.of("demo"), List.of("up"), List.of("order", "place"),
                List.of("order", "show"), List.of("order", "timeline"), List.of("edi", "send"),
                List.of("invariants"), List.of("connector", "list"), List.of("connector", "check"), List.of("token"));
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
        if (!words[0].equals("up")) {
            arguments.addAll(List.of("--data", data.toString()));
        }
        return Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
    }
}
