package io.crossdock.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.Parked;
import io.crossdock.platform.transports.Door;
import io.crossdock.process.fulfilment.LegState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What others tell: believed when signed, kept as it came, acted upon once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallbacksTest {

    private static final String WAREHOUSE = "/warehouse/v1/events";
    private static final String SUPPLIER = "/supplier/v1/events";
    private static final String NORTHWAY = "/carriers/northway/v1/events";
    private static final String ROADLINK = "/carriers/roadlink/v1/events";

    private CallbackWorld world;
    private int movement = 100;

    @BeforeAll
    void open(@TempDir Path directory) {
        world = new CallbackWorld(directory);
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void aLegGoesItsWayAndTheCarrierMayBeFasterThanTheWarehouse() {
        LegNumber leg = warehouseLeg();
        String tracking = "NW" + leg.order().value();
        tellWarehouse(leg, "leg.released", "");
        assertThat(world.send(NORTHWAY, "carrier-webhook", "NWM-1-" + leg, northway(tracking, "PU", ""))
                .getStatus())
                .isEqualTo(202);
        await().untilAsserted(() -> assertThat(world.parked()).extracting(Parked::code)
                .contains("tracking-unknown"));
        tellWarehouse(leg, "leg.packed", packages(leg, "northway", tracking));
        tellWarehouse(leg, "leg.shipped", packages(leg, "northway", tracking) + stock("CD-1", 976));
        reaches(leg, LegState.SHIPPED);
        later(() -> settled("northway", "NWM-1-" + leg, Message.State.DIGESTED));
        String proof = ",\"pod\":{\"signedBy\":\"R. Alvarez\"}";
        world.send(NORTHWAY, "carrier-webhook", "NWM-2-" + leg, northway(tracking, "DLV", proof));
        reaches(leg, LegState.DELIVERED);
        assertThat(world.leg(leg).packages().getFirst().signedBy()).contains("R. Alvarez");
        assertThat(world.inventory().stock(List.of(new Sku("CD-1"))).getFirst().onHand().decimal())
                .isEqualTo("976");
        Message shipped = world.message("wms-atl", leg + "-leg.shipped");
        assertThat(shipped.subject()).contains(leg.toString());
        assertThat(shipped.outcome().orElseThrow().path("answer").asString()).isEqualTo("moved");
    }

    @Test
    void aRepeatedMessageIsThankedForAndChangesNothing() {
        LegNumber leg = warehouseLeg();
        String body = warehouse(leg, "leg.picking", "");
        String id = UUID.randomUUID().toString();
        String first = sent(WAREHOUSE, "wms-webhook", id, body);
        reaches(leg, LegState.PICKING);
        assertThat(sent(WAREHOUSE, "wms-webhook", id, body)).isEqualTo(first);
        String late = UUID.randomUUID().toString();
        sent(WAREHOUSE, "wms-webhook", late, warehouse(leg, "leg.released", ""));
        await().untilAsserted(() -> settled("wms-atl", late, Message.State.DIGESTED));
        assertThat(world.message("wms-atl", late).outcome().orElseThrow().path("answer").asString())
                .isEqualTo("ignored");
        assertThat(world.leg(leg).state()).isEqualTo(LegState.PICKING);
    }

    @Test
    void aWarehouseMaySayMoreThanWasAskedFor() {
        LegNumber leg = warehouseLeg();
        String chatter = IntStream.range(0, 300).mapToObj(each -> ",\"extra%d\":%d".formatted(each, each))
                .collect(Collectors.joining());
        String id = UUID.randomUUID().toString();
        sent(WAREHOUSE, "wms-webhook", id, warehouse(leg, "leg.picking", chatter));
        reaches(leg, LegState.PICKING);
    }

    @Test
    void anIdUsedForAnotherBodyIsAConflictAndTheSecondBodyIsKept() throws Exception {
        LegNumber leg = warehouseLeg();
        String id = UUID.randomUUID().toString();
        sent(WAREHOUSE, "wms-webhook", id, warehouse(leg, "leg.picking", ""));
        var answer = world.send(WAREHOUSE, "wms-webhook", id, warehouse(leg, "leg.cancelled", ""));
        assertThat(answer.getStatus()).isEqualTo(409);
        assertThat(answer.getContentAsString()).contains("message-conflict");
    }

    @Test
    void aWrongSignatureLeavesNoTrace() {
        LegNumber leg = warehouseLeg();
        String body = warehouse(leg, "leg.picking", "");
        String id = UUID.randomUUID().toString();
        assertThat(world.sendSigned(WAREHOUSE, id, body, world.sign("carrier-webhook", id, body)).getStatus())
                .isEqualTo(401);
        assertThat(world.send("/carriers/wms-atl/v1/events", "wms-webhook", id, body).getStatus())
                .isEqualTo(404);
        assertThat(world.leg(leg).state()).isEqualTo(LegState.PLANNED);
    }

    @Test
    void whatCannotBeReadIsKeptForAPersonAndHoldsUpNothingElse() {
        waits(SUPPLIER, "supplier-webhook", "{\"supplier\":\"northforge\",\"type\":", "message-unreadable");
        waits(WAREHOUSE, "wms-webhook", "{\"warehouse\":\"ATL\",\"type\":\"leg.sung\"}",
                "message-unreadable");
        waits(ROADLINK, "carrier-webhook", "<TransportStatus/>", "message-unreadable");
        waits(WAREHOUSE, "wms-webhook", "", "message-unreadable");
    }

    @Test
    void nobodySpeaksOfWhatIsNotTheirs() {
        LegNumber leg = warehouseLeg();
        waits(WAREHOUSE, "wms-webhook", warehouse(leg, "leg.picking", "").replace("ATL", "DFW"),
                "leg-elsewhere");
        waits(WAREHOUSE, "wms-webhook", warehouse(leg, "leg.picking", "").replace("ATL", "MOON"),
                "warehouse-unknown");
        waits(WAREHOUSE, "wms-webhook", warehouse(leg, "leg.picking", "")
                .replace(leg.order().value(), "SO-999999"), "leg-unknown");
        waits(SUPPLIER, "supplier-webhook", supplier(leg, "po.cancelled", ""), "leg-elsewhere");
    }

    @Test
    void aSupplierAcknowledgesShipsAndInvoices() {
        OrderNumber order = world.order();
        LegNumber leg = world.leg(order, "DropShip").number();
        sent(SUPPLIER, "supplier-webhook", leg + "-1",
                supplier(leg, "po.acknowledged", ",\"promisedShipDate\":\"2026-11-24\""));
        reaches(leg, LegState.RELEASED);
        sent(SUPPLIER, "supplier-webhook", leg + "-2",
                supplier(leg, "po.shipped", packages(leg, "roadlink", "RL" + order)));
        reaches(leg, LegState.SHIPPED);
        sent(SUPPLIER, "supplier-webhook", leg + "-3", supplier(leg, "po.invoiced", """
                ,"invoice":{"number":"NF-INV-1","amount":"54.60","currency":"USD",
                 "lines":[{"lineNo":2,"quantity":"6","unitCost":"9.1000","net":"54.60"}]}"""));
        await().untilAsserted(() -> assertThat(facts(order)).contains("supplier.invoiced"));
        sent(ROADLINK, "carrier-webhook", "RLM-" + leg, """
                <TransportStatus messageId="RLM-1" scac="RDLK"><Shipment proNumber="RL%s">
                <Status code="D1"><Date>2026-11-21</Date><Time>04:30</Time><Zone>America/Chicago</Zone>
                </Status>
                <ProofOfDelivery signedBy="M. Okafor"/></Shipment></TransportStatus>""".formatted(order));
        reaches(leg, LegState.DELIVERED);
        assertThat(world.message("roadlink", "RLM-" + leg).subject()).contains(order.value());
    }

    @Test
    void aCountWithoutALegIsTakenOver() {
        String id = UUID.randomUUID().toString();
        sent(WAREHOUSE, "wms-webhook", id, """
                {"warehouse":"ATL","type":"stock.received","occurredAt":"2026-11-21T09:40:00Z",
                 "reference":"RP-1","stock":[{"sku":"CD-1","onHand":"1600","delta":"600","movement":%d}]}"""
                .formatted(++movement));
        await().untilAsserted(() -> settled("wms-atl", id, Message.State.DIGESTED));
        assertThat(world.message("wms-atl", id).subject()).contains("CD-1@ATL");
    }

    @Test
    void whatIsToldByAnotherWayIsTheSameMessageUnderItsSystemsName() {
        LegNumber leg = warehouseLeg();
        String released = warehouse(leg, "leg.released", "");
        assertThat(world.tell("wms-atl", "way-1-" + leg, released))
                .isEqualTo(new Door.Verdict.Taken(leg.toString(), "It was received."));
        assertThat(world.tell("wms-atl", "way-1-" + leg, released))
                .isEqualTo(new Door.Verdict.Taken(leg.toString(), "It came before."));
        reaches(leg, LegState.RELEASED);
        await().untilAsserted(() -> settled("wms-atl", "source:other-way:way-1-" + leg, Message.State.DIGESTED));
        assertThat(world.tell("northway", "way-2-" + leg, northway("NWWAY", "PU", "")))
                .isEqualTo(new Door.Verdict.Taken("NWWAY", "It was received."));
        for (String system : List.of("wms-atl", "northway")) {
            assertThat(world.tell(system, "way-3-" + leg, "{}")).isInstanceOfSatisfying(Door.Verdict.Declined.class, no -> {
                assertThat(no.code()).isEqualTo("message-unreadable");
                assertThat(no.sentence()).startsWith("way-3-" + leg + " is no message of " + system + ". ");
            });
        }
    }

    private LegNumber warehouseLeg() {
        return world.leg(world.order(), "Warehouse").number();
    }

    private void tellWarehouse(LegNumber leg, String type, String more) {
        sent(WAREHOUSE, "wms-webhook", leg + "-" + type, warehouse(leg, type, more));
    }

    private String sent(String path, String secret, String id, String body) {
        var answer = world.send(path, secret, id, body);
        assertThat(answer.getStatus()).isEqualTo(202);
        try {
            return answer.getContentAsString();
        } catch (java.io.UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }

    private void waits(String path, String secret, String body, String code) {
        String id = UUID.randomUUID().toString();
        sent(path, secret, id, body);
        await().untilAsserted(() -> assertThat(world.parked())
                .anySatisfy((ThrowingConsumer<Parked>) parked -> {
                    assertThat(parked.fact().subject()).isEqualTo(id);
                    assertThat(parked.code()).isEqualTo(code);
                }));
    }

    private void settled(String source, String id, Message.State state) {
        assertThat(world.message(source, id).state()).isEqualTo(state);
    }

    private void reaches(LegNumber leg, LegState state) {
        later(() -> assertThat(world.leg(leg).state()).isEqualTo(state));
    }

    /** Time passes while waiting, so that what waits for another attempt gets it. */
    private void later(Runnable assertion) {
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            world.clock.advance(Duration.ofSeconds(1));
            assertion.run();
        });
    }

    private List<String> facts(OrderNumber order) {
        return world.journal().ofKey(order.value(), 0).stream().map(Fact::type).toList();
    }

    private static String warehouse(LegNumber leg, String type, String more) {
        return """
                {"eventId":"e","warehouse":"ATL","type":"%s","releaseId":"%s","orderNumber":"%s","sequence":1,
                 "occurredAt":"2026-11-21T09:30:16Z",
                 "lines":[{"lineNo":1,"sku":"CD-1","quantity":"24","unit":"EA"}]%s}"""
                .formatted(type, leg, leg.order(), more);
    }

    private static String supplier(LegNumber leg, String type, String more) {
        return """
                {"supplier":"northforge","type":"%s","poNumber":"%s","supplierOrder":"NF-1","sequence":1,
                 "occurredAt":"2026-11-21T09:30:16Z",
                 "lines":[{"lineNo":2,"sku":"CD-9","quantity":"6","unit":"EA"}]%s}"""
                .formatted(type, leg, more);
    }

    private static String packages(LegNumber leg, String carrier, String tracking) {
        boolean own = carrier.equals("northway");
        return """
                ,"packages":[{"sscc":"%s","weightKg":"5.460","carrier":"%s","trackingNumber":"%s",
                 "lines":[{"lineNo":%d,"sku":"%s","quantity":"%s","unit":"EA"}]}]""".formatted(
                io.crossdock.canonical.Sscc.of("0614141",
                        Math.floorMod(leg.toString().hashCode(), 99_999_999)),
                carrier, tracking, own ? 1 : 2, own ? "CD-1" : "CD-9", own ? "24" : "6");
    }

    private String stock(String sku, int onHand) {
        return ",\"stock\":[{\"sku\":\"%s\",\"delta\":\"-24\",\"onHand\":\"%d\",\"movement\":%d}]"
                .formatted(sku, onHand, ++movement);
    }

    private static String northway(String tracking, String code, String more) {
        return """
                {"msg":"NWM","trk":"%s","evt":"%s","ts":"2026-11-21T09:30:28Z","loc":"Atlanta, GA"%s}"""
                .formatted(tracking, code, more);
    }
}
