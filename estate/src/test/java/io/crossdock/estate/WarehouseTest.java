package io.crossdock.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.estate.world.CheckDigit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class WarehouseTest {

    private static final String RELEASES = "/wms/ATL/v1/releases";
    private static final String EVENTS = "/warehouse/v1/events";

    @TempDir
    Path data;

    private FakeHub hub;
    private Running estate;
    private Caller wms;

    @BeforeEach
    void start() {
        hub = FakeHub.start();
        estate = Running.start(data, hub.uri());
        wms = estate.calls();
    }

    @AfterEach
    void stop() {
        estate.close();
        hub.close();
    }

    private List<String> types(String releaseId) {
        return legEvents(releaseId).stream().map(event -> event.get("type").asString()).toList();
    }

    private List<JsonNode> legEvents(String releaseId) {
        return hub.events(EVENTS).stream()
                .filter(event -> event.path("releaseId").asString("").equals(releaseId)).toList();
    }

    @Test
    void aReleaseIsPickedPackedShippedAndDelivered() {
        assertThat(wms.post(RELEASES, Caller.release("SO-1-1", "CD-10001 24", "CD-10002 3")).status())
                .isEqualTo(201);

        await().untilAsserted(() -> assertThat(types("SO-1-1")).containsExactly("leg.released", "leg.picking",
                "leg.picked", "leg.packed", "leg.shipped"));
        List<JsonNode> events = legEvents("SO-1-1");
        assertThat(events).extracting(event -> event.get("sequence").asInt()).containsExactly(1, 2, 3, 4, 5);
        JsonNode shipped = events.getLast();
        JsonNode carton = shipped.get("packages").get(0);
        String sscc = carton.get("sscc").asString();
        assertThat(sscc).hasSize(18).isEqualTo(CheckDigit.append(sscc.substring(0, 17)));
        assertThat(shipped.get("stock").get(0).get("onHand").asString()).isEqualTo("19976");
        assertThat(shipped.get("stock").get(0).get("movement").asInt()).isEqualTo(2);

        String tracking = carton.get("trackingNumber").asString();
        await().untilAsserted(() -> assertThat(hub.events("/carriers/northway/"))
                .filteredOn(event -> event.get("trk").asString().equals(tracking))
                .extracting(event -> event.get("evt").asString()).startsWith("PU", "IT")
                .endsWith("OFD", "DLV"));
        JsonNode stock = wms.get("/control/truth/stock?location=ATL&sku=CD-10001").json().get("items").get(0);
        assertThat(stock.get("shipped").asString()).isEqualTo("24");
        assertThat(stock.get("committed").asString()).isEqualTo("0");
        JsonNode shipment = wms.get("/control/truth/shipments?releaseId=SO-1-1").json().get("items").get(0);
        assertThat(shipment.get("packages").get(0).get("milestones").size()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void heavyGoodsGoByFreightAndReportInXml() {
        wms.post(RELEASES, Caller.release("SO-2-1", "CD-10001 900"));

        await().untilAsserted(() -> assertThat(hub.at("/carriers/roadlink/")).anyMatch(
                each -> each.text().contains("code=\"D1\"") && each.text().contains("<ProofOfDelivery")
                        && each.text().contains("reference=\"SO-2-1\"")
                        && each.text().contains("<Zone>America/Chicago</Zone>")));
    }

    @Test
    void everyCallbackIsSigned() throws Exception {
        wms.post(RELEASES, Caller.release("SO-3-1", "CD-10001 1"));

        await().untilAsserted(() -> assertThat(hub.at(EVENTS)).isNotEmpty());
        FakeHub.Received received = hub.at(EVENTS).getFirst();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Files.readString(data.resolve("secrets/wms-webhook")).strip()
                .getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signed = received.headers().get("webhook-id") + "."
                + received.headers().get("webhook-timestamp") + "." + received.text();
        assertThat(received.headers().get("webhook-signature")).isEqualTo("v1,"
                + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
        assertThat(received.json().get("eventId").asString()).isEqualTo(received.headers().get("webhook-id"));
    }

    @Test
    void aRepeatedReleaseGivesTheSameAnswerAndAnotherBodyConflicts() {
        wms.put("/control/pace", "{\"pace\":\"0.01\"}");
        JsonNode first = wms.post(RELEASES, Caller.release("SO-4-1", "CD-10001 1")).json();

        Caller.Reply again = wms.post(RELEASES, Caller.release("SO-4-1", "CD-10001 1"));
        Caller.Reply other = wms.post(RELEASES, Caller.release("SO-4-1", "CD-10001 2"));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().get("code").asString()).isEqualTo("conflict");
    }

    @Test
    void aReleaseStandsStillWhereItIsHeldAndGoesOnWhenItIsLetGo() {
        wms.put("/control/pace", "{\"pace\":\"1000\"}");
        wms.put("/control/holds", "{\"all\":\"released\",\"SO-21\":\"picked,packed\",\"SO-21-2\":\"none\"}");
        wms.post(RELEASES, Caller.release("SO-20-1", "CD-10001 5"));
        wms.post(RELEASES, Caller.release("SO-21-1", "CD-10001 5"));
        wms.post(RELEASES, Caller.release("SO-21-2", "CD-10001 5"));
        await().untilAsserted(() -> assertThat(types("SO-21-2")).contains("leg.shipped"));
        await().untilAsserted(() -> assertThat(types("SO-21-1")).contains("leg.picked"));

        wms.put("/control/holds", "{\"SO-21\":\"packed\"}");
        await().untilAsserted(() -> assertThat(types("SO-21-1")).contains("leg.packed"));
        await().untilAsserted(() -> assertThat(types("SO-20-1")).containsExactly("leg.released"));
        assertThat(wms.get("/control/holds").json().get("SO-21").asString()).isEqualTo("packed");

        wms.post("/control/reset", "");
        wms.put("/control/holds", "{\"SO-21\":\"none\"}");
        await().untilAsserted(() -> assertThat(types("SO-20-1")).contains("leg.shipped"));
        await().untilAsserted(() -> assertThat(types("SO-21-1")).contains("leg.shipped"));
    }

    @Test
    void aReleaseCanBeCancelledUntilItHasLeft() {
        wms.put("/control/pace", "{\"pace\":\"0.01\"}");
        wms.post(RELEASES, Caller.release("SO-5-1", "CD-10001 5"));
        assertThat(wms.post(RELEASES + "/SO-5-1/cancel", "").json().get("status").asString())
                .isEqualTo("cancelled");
        assertThat(wms.get("/control/truth/stock?location=ATL&sku=CD-10001").json().get("items").get(0)
                .get("committed").asString()).isEqualTo("0");
        await().untilAsserted(
                () -> assertThat(types("SO-5-1")).containsExactly("leg.released", "leg.cancelled"));

        wms.put("/control/pace", "{\"pace\":\"100\"}");
        wms.post(RELEASES, Caller.release("SO-5-2", "CD-10001 5"));
        await().untilAsserted(() -> assertThat(types("SO-5-2")).contains("leg.shipped"));
        assertThat(wms.post(RELEASES + "/SO-5-2/cancel", "").json().get("code").asString())
                .isEqualTo("already_shipped");
    }

    @Test
    void whatIsMissingIsReportedAndTheRestIsShipped() {
        wms.put("/control/faults/wms", "{\"shortPick\":\"1\"}");
        wms.post(RELEASES, Caller.release("SO-6-1", "CD-10001 10", "CD-10002 1"));

        await().untilAsserted(() -> assertThat(types("SO-6-1")).containsExactly("leg.released", "leg.picking",
                "leg.shorted", "leg.picked", "leg.packed", "leg.shipped"));
        JsonNode shorted = legEvents("SO-6-1").get(2);
        assertThat(shorted.get("lines").get(0).get("quantity").asString()).isEqualTo("5");
        assertThat(shorted.get("stock").get(0).get("delta").asString()).isEqualTo("-5");
        JsonNode shipped = legEvents("SO-6-1").getLast();
        assertThat(shipped.get("lines").get(0).get("quantity").asString()).isEqualTo("5");
        assertThat(shipped.get("stock").get(0).get("onHand").asString()).isEqualTo("19990");
    }

    @Test
    void howMuchOfItIsFoundCanBeSaid() {
        wms.put("/control/faults/wms", "{\"shortPick\":\"1\",\"shortPickFinds\":\"0.67\"}");
        wms.post(RELEASES, Caller.release("SO-12-1", "CD-10001 120", "CD-10002 1"));

        await().untilAsserted(() -> assertThat(types("SO-12-1")).endsWith("leg.shipped"));
        assertThat(legEvents("SO-12-1").getLast().get("lines").get(0).get("quantity").asString()).isEqualTo("80");
    }

    @Test
    void moreThanThereIsComesUpShortAndTheTruthRemembersIt() {
        wms.put("/control/replenishment", "{\"enabled\":false}");
        wms.post("/control/stock", "{\"warehouse\":\"ATL\",\"sku\":\"CD-10006\",\"onHand\":\"0\"}");
        wms.post(RELEASES, Caller.release("SO-7-1", "CD-10006 3"));

        await().untilAsserted(() -> assertThat(types("SO-7-1")).endsWith("leg.shorted"));
        assertThat(wms.get(RELEASES + "/SO-7-1").json().get("status").asString()).isEqualTo("shorted");
        assertThat(wms.get("/control/truth/stock?location=ATL&sku=CD-10006").json().get("items").get(0)
                .get("overcommitted").asString()).isEqualTo("3");
        await().untilAsserted(() -> assertThat(hub.events(EVENTS))
                .anyMatch(event -> event.get("type").asString().equals("stock.adjusted")));
    }

    @Test
    void whatRunsLowIsReplenished() {
        wms.put("/control/pace", "{\"pace\":\"0.01\"}");
        wms.post("/control/stock", "{\"warehouse\":\"DFW\",\"sku\":\"CD-10020\",\"onHand\":\"1\"}");

        assertThat(wms.get("/erp/v1/expected-receipts?location=DFW&limit=1000").text()).contains("CD-10020");
        wms.put("/control/pace", "{\"pace\":\"100\"}");
        await().untilAsserted(() -> assertThat(hub.events(EVENTS))
                .anyMatch(event -> event.get("type").asString().equals("stock.received")
                        && event.get("reference").asString().startsWith("RP-DFW-CD-10020-")));
        assertThat(wms.get("/erp/v1/expected-receipts?location=DFW&limit=1000").text())
                .doesNotContain("CD-10020");
    }

    @Test
    void duplicateAndReorderedCallbacksHappenOnRequest() {
        wms.put("/control/pace", "{\"pace\":\"10\"}");
        wms.put("/control/faults/wms", "{\"duplicate\":\"1\",\"reorder\":\"0.5\"}");
        for (int i = 1; i <= 6; i++) {
            wms.post(RELEASES, Caller.release("SO-8-" + i, "CD-10001 1"));
        }
        await().untilAsserted(() -> assertThat(hub.at(EVENTS)).hasSize(6 * 5 * 2));
        assertThat(hub.events(EVENTS).stream().map(event -> event.get("eventId").asString()).distinct())
                .hasSize(30);
        boolean reordered = java.util.stream.IntStream.rangeClosed(1, 6).anyMatch(i -> {
            List<Integer> sequences = legEvents("SO-8-" + i).stream().map(e -> e.get("sequence").asInt())
                    .toList();
            return !sequences.equals(sequences.stream().sorted().toList());
        });
        assertThat(reordered).isTrue();
    }

    @Test
    void aSupplierAcknowledgesShipsAndInvoices() {
        String order = """
                {"poNumber":"SO-9-1","orderNumber":"SO-9","shipTo":{"city":"Dallas","region":"TX"},
                 "lines":[{"lineNo":2,"sku":"%s","quantity":"2","unit":"EA","unitCost":"100.005"}]}""";
        String path = "/supplier/northforge/v1/purchase-orders";
        assertThat(wms.post(path, order.formatted("CD-10476")).status()).isEqualTo(202);
        assertThat(wms.post(path, order.formatted("CD-10476")).status()).isEqualTo(202);
        assertThat(wms.post(path, order.formatted("CD-10477")).status()).isEqualTo(409);
        assertThat(wms.post("/supplier/halden/v1/purchase-orders", order.formatted("CD-10476")).json()
                .get("code").asString()).isEqualTo("unknown_item");

        await().untilAsserted(() -> assertThat(hub.events("/supplier/v1/events"))
                .extracting(event -> event.get("type").asString())
                .containsExactly("po.acknowledged", "po.shipped", "po.invoiced"));
        assertThat(hub.events("/supplier/v1/events").getLast().get("invoice").get("amount").asString())
                .isEqualTo("200.01");
        await().untilAsserted(() -> assertThat(
                wms.get(path + "?poNumber=SO-9-1").json().get("items").get(0).get("status").asString())
                .isEqualTo("invoiced"));
    }
}
