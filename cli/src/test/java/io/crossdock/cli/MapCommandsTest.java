package io.crossdock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Maps are listed, tried and run on their samples. */
class MapCommandsTest extends CommandBench {

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
}
