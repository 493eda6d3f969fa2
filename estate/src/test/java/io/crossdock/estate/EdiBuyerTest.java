package io.crossdock.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdiBuyerTest {

    private static final String ANSWER = "ISA*00*          *00*          *ZZ*CROSSDOCK      *ZZ*"
            + "BUILDWELL      *261121*0930*U*00401*000000017*0*T*>~"
            + "GS*PR*CROSSDOCK*BUILDWELL*20261121*0930*17*X*004010~"
            + "ST*855*0001~BAK*00*AC*PO-1*20261121~SE*3*0001~GE*1*17~IEA*1*000000017~";

    @TempDir
    Path data;

    @Test
    void theMailboxKnowsARepetitionFromAnotherContent() {
        try (Running estate = Running.start(data, URI.create("http://127.0.0.1:1"))) {
            Caller edi = estate.calls();
            Caller.Reply first = edi.post("/edi-buyer/v1/inbox", ANSWER);
            assertThat(first.status()).isEqualTo(202);
            assertThat(first.json().get("kinds").get(0).asString()).isEqualTo("855");

            Caller.Reply again = edi.post("/edi-buyer/v1/inbox", ANSWER);
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.json().get("duplicate").asBoolean()).isTrue();
            assertThat(edi.post("/edi-buyer/v1/inbox", ANSWER.replace("PO-1", "PO-2")).status())
                    .isEqualTo(409);
            assertThat(edi.post("/edi-buyer/v1/inbox", "hello").status()).isEqualTo(400);

            assertThat(edi.get("/edi-buyer/v1/documents?kind=855").json().get("items")).hasSize(1);
            assertThat(edi.get("/edi-buyer/v1/documents/D-000001").text()).isEqualTo(ANSWER);
            assertThat(edi.get("/edi-buyer/v1/catalog").text()).contains("BW-10001,CD-10001,EA");
        }
    }

    @Test
    void everyInterchangeCountsItsSegmentsRight() {
        try (FakeHub hub = FakeHub.start();
                Running estate = Running.start(Running.options(data, hub.uri(), 3000, 1))) {
            await().untilAsserted(() -> assertThat(hub.at("/edi/v1/interchanges")).hasSizeGreaterThan(3));
            for (FakeHub.Received each : hub.at("/edi/v1/interchanges")) {
                assertThat(each.text().indexOf('~')).isEqualTo(105);
                List<String> segments = each.text().lines().map(line -> line.replace("~", "")).toList();
                long inSet = segments.stream().filter(line -> !line.matches("(ISA|GS|GE|IEA)\\*.*")).count();
                assertThat(segments).contains("SE*" + inSet + "*0001");
                long lines = segments.stream().filter(line -> line.startsWith("PO1*")).count();
                assertThat(segments).contains("CTT*" + lines);
            }
            assertThat(estate.calls().get("/control/truth/edi?direction=sent").json().get("items"))
                    .isNotEmpty();
        }
    }
}
