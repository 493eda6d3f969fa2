package io.crossdock.system.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.LaneSettings;
import io.crossdock.platform.effects.Lanes;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Effects on their whole way: requested, sent by a lane, lost, looked up, done. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EffectorsTest {

    private static final String SYSTEM = """
            id: %s
            kind: %s
            connector: estate
            baseUrl: %s
            secret: file:erp-key
            timeouts: {connect: 10s, call: 20s}
            lane: {concurrency: 4, ratePerSecond: 1000, maxAttempts: 5, firstBackoff: 20ms, maxBackoff: 50ms,
                   breakerFailures: 100, breakerOpen: 50ms, lease: 30s, settle: 20ms}
            """;

    private static final String RACKS = """
            id: racks
            title: Racks WMS
            auth: {type: bearer}
            operations:
              leg.release:
                promise: native-key
                request: {method: POST, path: /shipments, body: '{ "ref": leg }'}
                reference: id
              leg.cancel:
                promise: native-key
                request: {method: POST, path: "/shipments/{knownAs}/cancel"}
                reference: id
            """;

    private static final LaneSettings LANE = new LaneSettings(4, BigDecimal.valueOf(1_000), 5, Duration.ofMillis(20),
            Duration.ofMillis(50), 100, Duration.ofMillis(50), Duration.ofSeconds(30), Duration.ofMillis(20));

    private FakeSystem fake;
    private SharedPostgres.Database database;
    private TestHub hub;
    private int number = 100_000;
    private String order = "";

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        fake = new FakeSystem();
        ExampleLandscape example = ExampleLandscape.in(folder);
        example.write("systems/erp.yaml", SYSTEM.formatted("erp", "erp", fake.url()));
        example.write("systems/wms-atl.yaml", SYSTEM.formatted("wms-atl", "wms", fake.url())
                + "location: ATL\n");
        example.write("systems/northforge.yaml", SYSTEM.formatted("northforge", "supplier", fake.url()));
        example.write("connectors/racks.yaml", RACKS);
        example.write("systems/racks.yaml", SYSTEM.formatted("racks", "wms", fake.url())
                .replace("connector: estate", "connector: racks") + "location: OAK\n");
        database = TestDatabase.migrated();
        hub = TestHub.on(database, Clock.systemUTC())
                .with(Landscapes.class, example.landscapes(Clock.systemUTC()))
                .with(Secrets.class, example.secretsInForce())
                .with(Lanes.class, () -> Map.of("erp", LANE, "wms-atl", LANE, "northforge", LANE, "racks", LANE))
                .scan("io.crossdock.system.connectors").open();
        hub.start();
    }

    @BeforeEach
    void begin() {
        fake.forget();
        order = "SO-" + ++number;
    }

    @AfterAll
    void close() {
        hub.close();
        database.close();
        fake.close();
    }

    @Test
    void anOrderWhoseAnswerWasLostIsFoundAndNotSentAgain() {
        fake.thenHangUp().thenAnswer(200, EstateAnswers.items(EstateAnswers.order("E-500001", order)));
        request("erp", Effectors.ORDER_POST, order, Requests.order(order));
        Effect done = awaited("erp", Effectors.ORDER_POST, order, EffectState.DONE);
        assertThat(done.reference()).contains("E-500001");
        assertThat(methods()).containsExactly("POST", "GET");
    }

    @Test
    void anOrderThatNeverArrivedIsSentAgainOnlyAfterTheErpSaidSo() {
        fake.thenHangUp().thenAnswer(503, EstateAnswers.error("outage", "Closed."))
                .thenAnswer(200, EstateAnswers.items())
                .thenAnswer(201, EstateAnswers.order("E-500001", order));
        request("erp", Effectors.ORDER_POST, order, Requests.order(order));
        awaited("erp", Effectors.ORDER_POST, order, EffectState.DONE);
        assertThat(methods()).containsExactly("POST", "GET", "GET", "POST");
    }

    @Test
    void anOrderThatTheErpHasTwiceIsLeftToAPerson() {
        fake.thenHangUp().thenAnswer(200, EstateAnswers.items(EstateAnswers.order("E-1", order),
                EstateAnswers.order("E-2", order)));
        request("erp", Effectors.ORDER_POST, order, Requests.order(order));
        Effect parked = awaited("erp", Effectors.ORDER_POST, order, EffectState.PARKED);
        assertThat(parked.reason().orElseThrow()).contains("E-1").contains("E-2");
    }

    @Test
    void aBusinessAnswerIsNotTriedAgain() {
        fake.thenAnswer(422, EstateAnswers.error("credit_exceeded", "Account A-1003 has 120.00 USD left."));
        request("erp", Effectors.ORDER_POST, order, Requests.order(order));
        Effect refused = awaited("erp", Effectors.ORDER_POST, order, EffectState.REFUSED);
        assertThat(refused.code()).contains("credit_exceeded");
        assertThat(methods()).containsExactly("POST");
    }

    @Test
    void aReleaseWhoseAnswerWasLostIsSimplySentAgain() {
        fake.thenHangUp().thenAnswer(200, EstateAnswers.release(order + "-1"));
        request("wms-atl", Effectors.LEG_RELEASE, order + "-1", Requests.release(order + "-1"));
        awaited("wms-atl", Effectors.LEG_RELEASE, order + "-1", EffectState.DONE);
        assertThat(methods()).containsExactly("POST", "POST");
        assertThat(fake.calls().get(0).body()).isEqualTo(fake.calls().get(1).body());
    }

    @Test
    void aPurchaseOrderWhoseAnswerWasLostIsSimplySentAgain() {
        fake.thenHangUp().thenAnswer(202, EstateAnswers.purchaseOrder(order + "-2"));
        request("northforge", Effectors.PURCHASE_ORDER, order + "-2", Requests.purchase(order + "-2"));
        Effect done = awaited("northforge", Effectors.PURCHASE_ORDER, order + "-2", EffectState.DONE);
        assertThat(done.reference()).contains("NF-90001");
    }

    @Test
    void anInvoiceNamesTheOrderAsTheErpDoes() {
        fake.thenAnswer(201, EstateAnswers.order("E-500001", order))
                .thenAnswer(201, EstateAnswers.invoice("INV-700001", order + "-1"));
        request("erp", Effectors.ORDER_POST, order, Requests.order(order));
        request("erp", Effectors.INVOICE_POST, order + "-1", Requests.invoice(order + "-1", order));
        Effect done = awaited("erp", Effectors.INVOICE_POST, order + "-1", EffectState.DONE);
        assertThat(done.reference()).contains("INV-700001");
        assertThat(fake.lastCall().body()).contains("\"orderNumber\":\"E-500001\"");
    }

    @Test
    void anInvoiceOnAnOrderThatTheErpDeclinedIsNotSent() {
        fake.thenAnswer(422, EstateAnswers.error("wrong_total", "No."));
        request("erp", Effectors.ORDER_POST, order, Requests.order(order));
        request("erp", Effectors.INVOICE_POST, order + "-1", Requests.invoice(order + "-1", order));
        Effect refused = awaited("erp", Effectors.INVOICE_POST, order + "-1", EffectState.REFUSED);
        assertThat(refused.code()).contains("order-not-posted");
        assertThat(fake.calls()).hasSize(1);
    }

    @Test
    void aLegIsTakenBackByTheNumberThatItsWarehouseGave() {
        fake.thenAnswer(201, "{\"id\":\"W-77\"}").thenAnswer(200, "{\"id\":\"W-77\"}");
        String leg = order + "-1";
        request("racks", Effectors.LEG_RELEASE, leg, Requests.release(leg));
        // As it was kept before the number was known.
        request("racks", Effectors.LEG_CANCEL, leg, Map.of("leg", leg, "order", order, "why", "a mistake"));
        awaited("racks", Effectors.LEG_CANCEL, leg, EffectState.DONE);
        assertThat(fake.lastCall().path()).isEqualTo("/shipments/W-77/cancel");
    }

    @Test
    void whatItsWarehouseNeverTookIsNotTakenBackAndNothingWaitsForIt() {
        fake.thenAnswer(422, "{\"error\":\"no\"}");
        String leg = order + "-1";
        request("racks", Effectors.LEG_RELEASE, leg, Requests.release(leg));
        request("racks", Effectors.LEG_CANCEL, leg, new LegCancellation(leg, order, "a mistake"));
        assertThat(awaited("racks", Effectors.LEG_CANCEL, leg, EffectState.REFUSED).code()).contains("no-number");
        assertThat(fake.calls()).hasSize(1);
    }

    @Test
    void aRequestThatCannotBeReadIsNeverSent() {
        request("erp", Effectors.ORDER_POST, order, Map.of("reference", order, "lines", 7));
        awaited("erp", Effectors.ORDER_POST, order, EffectState.PARKED);
        assertThat(fake.calls()).isEmpty();
    }

    private void request(String target, String kind, String key, Object request) {
        hub.inTransaction(() -> hub.get(Effects.class).request(List.of(new NewEffect(target, kind, key, order,
                Tier.CRITICAL, Origin.start("story", "hub"), request))));
    }

    private Effect awaited(String target, String kind, String key, EffectState state) {
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(
                hub.get(Effects.class).effect(target, kind, key).orElseThrow().state()).isEqualTo(state));
        return hub.get(Effects.class).effect(target, kind, key).orElseThrow();
    }

    private List<String> methods() {
        return fake.calls().stream().map(FakeSystem.Call::method).toList();
    }
}
