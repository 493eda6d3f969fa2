package io.crossdock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Connectors say what they can do, are tried, and show their calls. */
class ConnectorCommandsTest extends CommandBench {

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
        assertThat(new String(hub.asked.getLast().body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"operation\":\"order.post\",\"sample\":{\"reference\":\"SO-1\"}}");

        hub.answering("POST /ops/v1/connectors/erp/trials", 200, "{\"keeps\":true,\"steps\":[]}");
        assertThat(run("connector", "check", "erp", "--operation", "stock", "--client", "portal-demo")).isEqualTo(0);
        assertThat(new String(hub.asked.getLast().body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"operation\":\"stock\"}");
        assertThat(run("connector", "check", "erp", "--client", "portal-demo")).as("without a sample").isEqualTo(2);

        assertThat(run("connector", "check", "erp", "--sample", data.resolve("none").toString())).isEqualTo(2);
        Files.writeString(sample, "no json");
        assertThat(run("connector", "check", "erp", "--sample", sample.toString(), "--client", "portal-demo")).isEqualTo(2);
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
}
