package io.crossdock.experience.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Destination;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Substitution;
import io.crossdock.canonical.Unit;
import io.crossdock.experience.subscriptions.Receiver;
import io.crossdock.platform.effects.LaneSettings;
import io.crossdock.platform.effects.Lanes;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.replica.Replication;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.process.fulfilment.Fulfilment;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.fulfilment.LegSignal;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.ordering.Placement;
import io.crossdock.system.connectors.AmendSink;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.StockCount;
import io.crossdock.testing.AddingErp;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The warehouse finds less than it should: whoever is told by webhook reads the numbers that the portal answers. */
class ShortPickTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final Sku SKU = new Sku("CD-1");
    private static final LocationId ATL = new LocationId("ATL");

    private final Clock clock = Clock.tick(Clock.offset(Clock.systemUTC(), Duration.between(Clock.systemUTC().instant(), NOW)),
            Duration.ofNanos(1_000));
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final Receiver crm = new Receiver();
    private final Distributor distributor = new Distributor()
            .account("A-1", "100000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
            .account("A-2", "100000.00", BackorderPolicy.CUT, Completeness.PARTIAL).item("CD-1", "1.00", 120, 0, 0)
            .instead(Optional.empty(), "CD-2").item("CD-2", "1.00", 40, 0, 0)
            .account("A-3", "100000.00", BackorderPolicy.CUT, Completeness.PARTIAL, Optional.of(Substitution.NEVER_DEARER));
    private TestHub hub;
    private long movement = 1000;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        ExampleLandscape landscape = ExampleLandscape.in(directory);
        landscape.write("subscriptions/crm.yaml", "id: crm\nurl: " + crm.url() + "\nsecrets: [\"file:crm-hook\"]\n"
                + "events: [\"*\"]\nprivateAddresses: true\n");
        hub = TestHub.on(database, clock)
                .scan("io.crossdock.platform.replica", "io.crossdock.system.customers", "io.crossdock.system.catalog",
                        "io.crossdock.system.pricing", "io.crossdock.system.inventory", "io.crossdock.system.credit",
                        "io.crossdock.process.ordering", "io.crossdock.process.fulfilment",
                        "io.crossdock.experience.subscriptions")
                .with(HttpCaller.class).with(Distributor.class, distributor)
                .with(AmendSink.class, new AddingErp())
                .with(Lanes.class, () -> Map.of("hook:crm", LaneSettings.DEFAULT))
                .with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce()).open();
        hub.get(Replication.class).runNow();
        hub.inTransaction(() -> {
            hub.get(Inventory.class).snapshot(distributor.counts(), Origin.start("snapshot", "system:erp"));
            hub.get(Credit.class).report(distributor.standings(NOW));
        });
        hub.start();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(hub.jdbc().sql(
                "SELECT count(*) FROM journal.cursor WHERE subscription = 'webhooks'").query(Integer.class).single())
                .isEqualTo(16));
    }

    @AfterEach
    void close() {
        hub.close();
        crm.close();
        database.close();
    }

    private OrderNumber order(String account) {
        Placement placed = hub.get(Ordering.class).place(new OrderRequest(Channel.PORTAL, "portal-demo",
                new AccountId(account), Optional.of("PO-1"), Optional.empty(), new Destination.Usual(), Distributor.USD,
                List.of(new OrderRequest.Line(1, Optional.empty(), new ItemName.BySku(SKU), Quantity.of("120", "EA"),
                        Optional.empty(), Optional.empty())), Optional.empty(), Optional.empty()),
                new Incoming("portal:test", "key-1", "application/json", "key-1".getBytes(StandardCharsets.UTF_8),
                        "consumer:test", "story-1"));
        assertThat(placed).isInstanceOf(Placement.Accepted.class);
        return ((Placement.Accepted) placed).answer().number();
    }

    private void report(LegNumber leg, LegSignal signal, int quantity) {
        hub.inTransaction(() -> hub.get(Fulfilment.class).report(new LegReport(leg, signal, clock.instant(), 0,
                quantity == 0 ? List.of() : List.of(new LegReport.Line(1, SKU, Quantity.of(quantity, Unit.EACH))), List.of(), Optional.of("northway"),
                Optional.empty()), Origin.start("wms", "system:wms-atl")));
    }

    private void count(int onHand) {
        hub.inTransaction(() -> hub.get(Inventory.class).report(List.of(new StockCount(SKU, ATL, BigDecimal.valueOf(onHand),
                Unit.EACH, ++movement, clock.instant(), "stock.adjusted receipt")), Origin.start("r", "system:wms-atl")));
    }

    /** The order as the portal answers it. */
    private JsonNode portal(OrderNumber number) {
        return hub.get(Json.class).tree(OrderView.of(hub.get(Ordering.class).order(number).orElseThrow(),
                hub.get(Fulfilment.class).legs(List.of(number)), List.of(), Map.of()));
    }

    private static List<String> numbers(JsonNode order) {
        JsonNode line = order.path("lines").get(0);
        return List.of("shipped", "open", "cancelled").stream().map(name -> name + " "
                + line.path(name).path("value").asString()).toList();
    }

    private JsonNode told() {
        return crm.taken().getLast().body().path("data").path("order");
    }

    private void same(OrderNumber number, String... lastTypes) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(crm.taken()).extracting(Receiver.Call::type).endsWith(lastTypes);
            assertThat(numbers(told())).isEqualTo(numbers(portal(number)));
            JsonNode line = told().path("lines").get(0);
            assertThat(line.path("backordered").path("value").asString()).isEqualTo(waiting(number).decimal());
            assertThat(line.path("ordered").path("value").asString()).isEqualTo("120");
            assertThat(line.path("promisedFor").asString("")).isEqualTo(lastPromise(number));
        });
    }

    private List<Leg> open(OrderNumber number) {
        List<Leg> open = new ArrayList<>(hub.get(Fulfilment.class).legs(List.of(number)));
        open.removeIf(leg -> leg.state().label().equals("cancelled") || !leg.lines().getFirst().open().isPositive());
        return open;
    }

    private Quantity waiting(OrderNumber number) {
        return open(number).stream().filter(leg -> leg.state().label().equals("waiting"))
                .map(leg -> leg.lines().getFirst().open()).reduce(Quantity.zero(Unit.EACH), Quantity::plus);
    }

    private String lastPromise(OrderNumber number) {
        return open(number).stream().map(leg -> leg.promisedFor().toString()).max(String::compareTo).orElse("");
    }

    @Test
    void theHookSaysWhatThePortalSaysFromTheShortPickToTheLastParcel() {
        OrderNumber number = order("A-1");
        same(number, "order.accepted");

        report(new LegNumber(number, 1), LegSignal.PICKING, 0);
        count(80);
        report(new LegNumber(number, 1), LegSignal.SHORTED, 40);
        same(number, "order.accepted", "order.line.backordered");
        assertThat(told().path("lines").get(0).path("backordered").path("value").asString()).isEqualTo("40");

        report(new LegNumber(number, 1), LegSignal.SHIPPED, 80);
        count(0);
        same(number, "order.line.backordered", "shipment.dispatched");

        count(15);
        same(number, "shipment.dispatched", "order.line.promised");
        assertThat(told().path("lines").get(0).path("backordered").path("value").asString()).isEqualTo("25");

        count(55);
        same(number, "order.line.promised", "order.line.promised");
        assertThat(told().path("lines").get(0).path("backordered").path("value").asString()).isEqualTo("0");
    }

    @Test
    void anItemThatIsSentInsteadIsALineForBoth() {
        OrderNumber number = order("A-3");
        report(new LegNumber(number, 1), LegSignal.SHORTED, 40);
        same(number, "order.line.substituted", "order.line.promised");
        assertThat(numbers(told())).containsExactly("shipped 0", "open 80", "cancelled 40");
        JsonNode instead = told().path("lines").get(1);
        assertThat(List.of(instead.path("lineNo").asInt(), instead.path("insteadOf").asInt())).containsExactly(10_001, 1);
        assertThat(instead.path("open").path("value").asString()).isEqualTo("40");
        assertThat(instead.path("promisedFor").asString("")).isEqualTo(lastPromise(number));
        assertThat(portal(number).path("lines").get(1).path("insteadOf").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsCutIsCancelledForBoth() {
        OrderNumber number = order("A-2");
        report(new LegNumber(number, 1), LegSignal.SHORTED, 40);
        same(number, "order.accepted", "order.line.cancelled");
        assertThat(numbers(told())).containsExactly("shipped 0", "open 80", "cancelled 40");
    }
}
