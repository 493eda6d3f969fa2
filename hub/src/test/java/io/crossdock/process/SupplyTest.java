package io.crossdock.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Destination;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.replica.Replication;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.process.fulfilment.Fulfilment;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.LegPlan;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.fulfilment.LegSignal;
import io.crossdock.process.fulfilment.LegState;
import io.crossdock.process.fulfilment.SupplyRipple;
import io.crossdock.process.ordering.CommercialState;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.ordering.Placement;
import io.crossdock.system.connectors.ExpectedReport;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.SoftReservation;
import io.crossdock.system.inventory.SoftReservation.State;
import io.crossdock.system.inventory.SoftReservations;
import io.crossdock.system.inventory.Stock;
import io.crossdock.system.inventory.StockCount;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.HeldTransaction;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to promises when supply changes under them. */
class SupplyTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final Sku SKU = new Sku("CD-1");
    private static final LocationId ATL = new LocationId("ATL");

    private final SettableClock clock = SettableClock.at(NOW);
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final Distributor distributor = new Distributor()
            .account("A-1", "100000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
            .account("A-2", "100000.00", BackorderPolicy.CUT, Completeness.PARTIAL)
            .account("A-3", "100000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
            .item("CD-1", "1.00", 100, 30, 0).dropShip("CD-9", "5.00", "halden");
    private TestHub hub;
    private long movement = 1000;
    private int keys;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        ExampleLandscape landscape = ExampleLandscape.in(directory);
        landscape.replace("landscape.yaml", "  fulfilment:\n", """
                  promising:
                    priorities:
                      - {name: key, share: 100, accounts: [A-3]}
                      - {name: others, share: 100}
                  fulfilment:
                """);
        hub = TestHub.on(database, clock)
                .scan("io.crossdock.platform.replica", "io.crossdock.system.customers", "io.crossdock.system.catalog",
                        "io.crossdock.system.pricing", "io.crossdock.system.inventory", "io.crossdock.system.credit",
                        "io.crossdock.process.ordering", "io.crossdock.process.fulfilment")
                .with(Distributor.class, distributor)
                .with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce()).open();
        hub.get(Replication.class).runNow();
        hub.inTransaction(() -> {
            hub.get(Inventory.class).snapshot(distributor.counts(), Origin.start("snapshot", "system:erp"));
            hub.get(Credit.class).report(distributor.standings(NOW));
        });
        hub.start();
    }

    @AfterEach
    void close() {
        hub.close();
        database.close();
    }

    private OrderNumber order(String account, String quantity) {
        return order(account, SKU, quantity);
    }

    private OrderNumber order(String account, Sku sku, String quantity) {
        String key = "key-" + ++keys;
        Placement placed = hub.get(Ordering.class).place(new OrderRequest(Channel.PORTAL, "portal-demo",
                new AccountId(account), Optional.of(key), Optional.empty(), new Destination.Usual(), Distributor.USD,
                List.of(new OrderRequest.Line(1, Optional.empty(), new ItemName.BySku(sku), Quantity.of(quantity, "EA"),
                        Optional.empty(), Optional.empty())), Optional.empty(), Optional.empty()),
                new Incoming("portal:test", key, "application/json", key.getBytes(StandardCharsets.UTF_8),
                        "consumer:test", "story-" + key));
        assertThat(placed).isInstanceOf(Placement.Accepted.class);
        clock.advance(Duration.ofSeconds(1));
        return ((Placement.Accepted) placed).answer().number();
    }

    private void count(LocationId location, int onHand) {
        hub.inTransaction(() -> hub.get(Inventory.class).report(List.of(new StockCount(SKU, location,
                BigDecimal.valueOf(onHand), Unit.of("EA"), ++movement, clock.instant(), "stock.adjusted recount")),
                Origin.start("recount", "system:wms-" + location.value().toLowerCase(java.util.Locale.ROOT))));
    }

    private Stock at(LocationId location) {
        return hub.get(Inventory.class).stock(List.of(SKU)).stream()
                .filter(stock -> stock.location().equals(location)).findFirst().orElseThrow();
    }

    /** As words: where the legs of an order come from, their state and what they still want. */
    private List<String> legs(OrderNumber order) {
        return hub.get(Fulfilment.class).legs(List.of(order)).stream().map(leg -> from(leg) + " " + leg.state().label()
                + " " + leg.lines().getFirst().open().decimal()).toList();
    }

    private static String from(Leg leg) {
        return switch (leg.origin()) {
            case LegPlan.Origin.Warehouse(var location) -> location.value();
            case LegPlan.Origin.DropShip(var supplier) -> supplier.value();
            case LegPlan.Origin.Backorder() -> "nowhere";
        };
    }

    private void become(OrderNumber order, String... legs) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(legs(order)).containsExactly(legs));
    }

    private List<Fact> ripples() {
        return hub.get(Journal.class).ofKey(SKU + "@" + ATL, 0).stream()
                .filter(fact -> fact.type().equals(SupplyRipple.TYPE)).toList();
    }

    @Test
    void aRecountSendsTheLastPromisesElsewhereAndTheFirstStay() {
        OrderNumber first = order("A-1", "60");
        OrderNumber last = order("A-1", "40");
        count(ATL, 75);
        become(first, "ATL planned 60");
        become(last, "ATL planned 15", "DFW planned 25");
        await().untilAsserted(() -> assertThat(at(ATL).uncovered().isPositive()).isFalse());
        assertThat(at(ATL).reserved().decimal()).isEqualTo("75");
        await().untilAsserted(() -> assertThat(ripples()).hasSize(1));
        assertThat(ripples().getFirst().data().path("hurt").toString()).contains(last + "-1").doesNotContain(first + "-1");
    }

    @Test
    void ofSeveralCountsThatWaitTheLastOneDecidesForAll() {
        OrderNumber order = order("A-1", "100");
        hub.inTransaction(() -> List.of(90, 60, 70).forEach(there -> count(ATL, there)));
        become(order, "ATL planned 70", "DFW planned 30");
        await().untilAsserted(() -> assertThat(ripples()).hasSize(1));
        assertThat(at(ATL).uncovered().isPositive()).isFalse();
    }

    @Test
    void cartsLoseTheirGoodsBeforeAnyOrderDoesTheLastKeptFirst() {
        OrderNumber order = order("A-1", "60");
        SoftReservation first = keep("A-1", "10");
        SoftReservation last = keep("A-3", "15");
        assertThat(at(ATL).reserved().decimal()).isEqualTo("85");

        count(ATL, 70);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(kept(last)).isEqualTo(State.LOST));
        assertThat(kept(first)).isEqualTo(State.HELD);
        become(order, "ATL planned 60");
        assertThat(at(ATL).uncovered().isPositive()).isFalse();
        assertThat(ripples().getFirst().data().path("carts").toString()).contains(last.number());
        assertThat(hub.get(Journal.class).after(0)).filteredOn(fact -> fact.type().equals("reservation.lost"))
                .extracting(Fact::subject).containsExactly(last.number());

        count(ATL, 55);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(kept(first)).isEqualTo(State.LOST));
        become(order, "ATL planned 55", "DFW planned 5");
        assertThat(at(ATL).reserved().decimal()).isEqualTo("55");
    }

    @Test
    void aCartThatIsGivenBackAtThatMomentIsWaitedForAndCountsOnce() {
        SoftReservation early = keep("A-1", "20");
        SoftReservation late = keep("A-1", "60");
        try (HeldTransaction buyer = new HeldTransaction(hub)) {
            buyer.run(() -> hub.get(SoftReservations.class).lock(List.of(late.number())));
            count(ATL, 50);
            await().atMost(Duration.ofSeconds(60)).until(this::somebodyWaits);
            buyer.run(() -> hub.get(SoftReservations.class).release(late.number(), Origin.start("cart", "consumer:test")));
            buyer.commit();
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(at(ATL).uncovered().isPositive()).isFalse());
        assertThat(kept(late)).isEqualTo(State.RELEASED);
        assertThat(kept(early)).isEqualTo(State.HELD);
        assertThat(at(ATL).reserved().decimal()).isEqualTo("20");
    }

    private SoftReservation keep(String account, String quantity) {
        SoftReservation[] kept = new SoftReservation[1];
        hub.inTransaction(() -> kept[0] = ((SoftReservations.Outcome.Held) hub.get(SoftReservations.class).hold(
                new SoftReservations.Request(new AccountId(account), SoftReservation.Purpose.CART, Duration.ofMinutes(30), 20,
                        List.of(new SoftReservations.Wanted(1, SKU, Quantity.of(quantity, "EA"))), List.of(ATL),
                        stock -> stock.available().value(), Origin.start("cart", "consumer:test")))).reservation());
        clock.advance(Duration.ofSeconds(1));
        return kept[0];
    }

    private State kept(SoftReservation cart) {
        return hub.get(SoftReservations.class).reservation(cart.number()).orElseThrow().state();
    }

    @Test
    void whatFindsNoOtherWayWaitsOrIsCutAndIsFilledWhenGoodsComeIn() {
        OrderNumber cut = order("A-2", "50");
        OrderNumber waits = order("A-1", "50");
        count(new LocationId("DFW"), 0);
        count(ATL, 20);
        become(waits, "ATL shorted 0", "nowhere waiting 50");
        become(cut, "ATL planned 20");
        count(ATL, 90);
        become(waits, "ATL shorted 0", "nowhere cancelled 50", "ATL planned 50");
        await().untilAsserted(() -> assertThat(ripples().getLast().data().path("saved").toString()).contains(waits + "-2"));
        assertThat(at(ATL).reserved().decimal()).isEqualTo("70");
    }

    @Test
    void aWarehouseThatWorksOnItIsLeftToSayWhatIsMissing() {
        OrderNumber order = order("A-1", "80");
        Leg leg = hub.get(Fulfilment.class).legs(List.of(order)).getFirst();
        report(leg, LegSignal.RELEASED, List.of());
        count(ATL, 50);
        await().untilAsserted(() -> assertThat(ripples()).hasSize(1));
        assertThat(ripples().getFirst().data().path("endangered").toString()).contains(leg.number().toString(), "30");
        assertThat(legs(order)).containsExactly("ATL released 80");
        assertThat(at(ATL).uncovered().decimal()).isEqualTo("30");

        report(leg, LegSignal.SHORTED, List.of(new LegReport.Line(1, SKU, Quantity.of("30", "EA"))));
        become(order, "ATL released 50", "DFW planned 30");
        assertThat(at(ATL).uncovered().isPositive()).isFalse();
        assertThat(at(ATL).reserved().decimal()).isEqualTo("50");
    }

    private void report(Leg leg, LegSignal signal, List<LegReport.Line> lines) {
        hub.inTransaction(() -> hub.get(Fulfilment.class).report(new LegReport(leg.number(), signal, clock.instant(), 0,
                lines, List.of(), Optional.empty(), Optional.empty()), Origin.start("story", "system:wms-atl")));
    }

    @Test
    void whatAWarehouseCallsOffFindsAnotherWay() {
        OrderNumber order = order("A-1", "50");
        Leg leg = hub.get(Fulfilment.class).legs(List.of(order)).getFirst();
        report(leg, LegSignal.RELEASED, List.of());
        report(leg, LegSignal.CANCELLED, List.of());
        become(order, "ATL cancelled 0", "DFW planned 30", "nowhere waiting 20");
        assertThat(at(ATL).reserved().isZero()).isTrue();
        report(leg, LegSignal.CANCELLED, List.of());
        become(order, "ATL cancelled 0", "DFW planned 30", "nowhere waiting 20");
    }

    @Test
    void aSupplierWhoDeclinesIsNotAskedAgainAndTheLineIsCancelled() {
        OrderNumber order = order("A-1", new Sku("CD-9"), "5");
        report(hub.get(Fulfilment.class).legs(List.of(order)).getFirst(), LegSignal.CANCELLED, List.of());
        become(order, "halden cancelled 0");
        await().untilAsserted(() -> assertThat(hub.get(Ordering.class).order(order).orElseThrow().commercialState())
                .isEqualTo(CommercialState.CANCELLED));
    }

    @Test
    void theOldestBackorderIsFilledFirst() {
        order("A-1", "130");
        OrderNumber older = order("A-1", "10");
        OrderNumber younger = order("A-1", "10");
        become(older, "nowhere waiting 10");
        become(younger, "nowhere waiting 10");
        count(ATL, 110);
        become(older, "nowhere cancelled 10", "ATL planned 10");
        assertThat(legs(younger)).containsExactly("nowhere waiting 10");
        assertThat(hub.get(Fulfilment.class).legs(List.of(younger)).getFirst().state()).isEqualTo(LegState.WAITING);
    }

    @Test
    void keyAccountsAreFilledFirstAndHurtLast() {
        OrderNumber plain = order("A-1", "40");
        OrderNumber key = order("A-3", "40");
        count(new LocationId("DFW"), 0);
        count(ATL, 60);
        become(plain, "ATL planned 20", "nowhere waiting 20");
        become(key, "ATL planned 40");
        OrderNumber later = order("A-3", "15");
        become(later, "nowhere waiting 15");
        count(ATL, 75);
        become(later, "nowhere cancelled 15", "ATL planned 15");
        assertThat(legs(plain)).containsExactly("ATL planned 20", "nowhere waiting 20");
    }

    private static ExpectedReport receipt(String reference, int quantity, String on) {
        return new ExpectedReport(reference, SKU, ATL, Quantity.of(quantity, Unit.EACH), LocalDate.parse(on));
    }

    private void expects(ExpectedReport... receipts) {
        distributor.expects(receipts);
        clock.advance(Duration.ofMinutes(1));
        // The hub may be at it itself just now, and one reads at a time.
        await().until(() -> {
            hub.get(Replication.class).runNow();
            return hub.get(Replication.class).health().stream().map(Replication.Health::state)
                    .filter(state -> state.name().startsWith("inventory.expected"))
                    .allMatch(state -> state.asOf().equals(clock.instant()));
        });
    }

    /** As words: when what waits of an order is promised. */
    private List<String> promises(OrderNumber order) {
        return hub.get(Fulfilment.class).legs(List.of(order)).stream().filter(leg -> leg.state() == LegState.WAITING)
                .map(leg -> leg.lines().getFirst().open().decimal() + " on " + leg.promisedFor()).toList();
    }

    @Test
    void whatAShortPickLeavesIsPromisedForTheReceiptThatCoversItAndFollowsIt() {
        expects(receipt("PO-1", 30, "2026-12-01"), receipt("PO-2", 100, "2026-12-10"));
        OrderNumber order = order("A-1", "80");
        count(new LocationId("DFW"), 0);
        Leg leg = hub.get(Fulfilment.class).legs(List.of(order)).getFirst();
        report(leg, LegSignal.RELEASED, List.of());
        report(leg, LegSignal.SHORTED, List.of(new LegReport.Line(1, SKU, Quantity.of("30", "EA"))));
        assertThat(promises(order)).containsExactly("30 on 2026-12-07");
        report(leg, LegSignal.SHORTED, List.of(new LegReport.Line(1, SKU, Quantity.of("50", "EA"))));
        assertThat(promises(order)).containsExactly("30 on 2026-12-07", "20 on 2026-12-16");

        expects(receipt("PO-1", 30, "2026-12-15"), receipt("PO-2", 100, "2026-12-10"));
        await().untilAsserted(() -> assertThat(promises(order)).containsExactly("30 on 2026-12-16", "20 on 2026-12-16"));
        assertThat(ripples()).hasSize(1);
        assertThat(ripples().getFirst().data().path("hurt")).hasSize(1);
        assertThat(ripples().getFirst().data().path("hurt").path(0).toString())
                .contains(order + "-2", "2026-12-07", "2026-12-16");
        assertThat(ripples().getFirst().data().path("cause").asString())
                .contains("PO-1", "30 EA on 2026-12-15", "30 EA on 2026-12-01");

        expects(receipt("PO-1", 30, "2026-12-15"), receipt("PO-2", 100, "2026-11-30"));
        await().untilAsserted(() -> assertThat(promises(order)).containsExactly("30 on 2026-12-04", "20 on 2026-12-04"));
        assertThat(ripples().getLast().data().path("saved")).hasSize(2);
        assertThat(hub.get(Journal.class).ofKey(order.value(), 0).stream()
                .filter(fact -> fact.type().equals("leg.redated"))).hasSize(3);

        clock.advance(Duration.ofDays(9));
        expects();
        await().untilAsserted(() -> assertThat(promises(order)).containsExactly("30 on 2026-12-10", "20 on 2026-12-10"));
        assertThat(ripples()).hasSize(4).last().matches(last -> last.data().path("hurt").size() == 1);
    }

    @Test
    void thoseWhoWaitGetReceiptsByClassThenAge() {
        OrderNumber plain = order("A-1", "80");
        OrderNumber key = order("A-3", "20");
        count(new LocationId("DFW"), 0);
        for (OrderNumber each : List.of(plain, key)) {
            Leg leg = hub.get(Fulfilment.class).legs(List.of(each)).getFirst();
            report(leg, LegSignal.RELEASED, List.of());
            report(leg, LegSignal.SHORTED, List.of(new LegReport.Line(1, SKU, Quantity.of("20", "EA"))));
        }
        expects(receipt("PO-1", 30, "2026-12-01"), receipt("PO-2", 10, "2026-12-10"));
        await().untilAsserted(() -> assertThat(promises(key)).containsExactly("20 on 2026-12-07"));
        await().untilAsserted(() -> assertThat(promises(plain)).containsExactly("20 on 2026-12-16"));
    }

    @Test
    void goodsThatComeInFillAndHurtNobody() {
        expects(receipt("PO-1", 30, "2026-12-01"));
        OrderNumber order = order("A-1", "80");
        count(new LocationId("DFW"), 0);
        Leg leg = hub.get(Fulfilment.class).legs(List.of(order)).getFirst();
        report(leg, LegSignal.RELEASED, List.of());
        count(ATL, 50);
        report(leg, LegSignal.SHORTED, List.of(new LegReport.Line(1, SKU, Quantity.of("30", "EA"))));
        become(order, "ATL released 50", "nowhere waiting 30");
        hub.inTransaction(() -> hub.get(Inventory.class).report(List.of(new StockCount(SKU, ATL,
                BigDecimal.valueOf(80), Unit.of("EA"), ++movement, clock.instant(), "stock.received PO-1")),
                Origin.start("receipt", "system:wms-atl")));
        become(order, "ATL released 50", "nowhere cancelled 30", "ATL planned 30");
        expects();
        assertThat(ripples()).allMatch(fact -> fact.data().path("hurt").isEmpty());
    }

    @Test
    void whoeverIsWorkedOnAtThatMomentIsFilledAfterwards() {
        OrderNumber order = order("A-1", "80");
        count(new LocationId("DFW"), 0);
        Leg leg = hub.get(Fulfilment.class).legs(List.of(order)).getFirst();
        report(leg, LegSignal.RELEASED, List.of());
        count(ATL, 50);
        report(leg, LegSignal.SHORTED, List.of(new LegReport.Line(1, SKU, Quantity.of("30", "EA"))));
        become(order, "ATL released 50", "nowhere waiting 30");
        try (HeldTransaction dates = new HeldTransaction(hub)) {
            dates.run(() -> hub.jdbc().sql("SELECT number FROM fulfilment.leg WHERE state = 'waiting' FOR UPDATE")
                    .query(String.class).list());
            count(ATL, 80);
            await().atMost(Duration.ofSeconds(60)).until(this::somebodyWaits);
        }
        become(order, "ATL released 50", "nowhere cancelled 30", "ATL planned 30");
    }

    private boolean somebodyWaits() {
        return hub.jdbc().sql("""
                SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'
                                  AND datname = current_database())
                """).query(Boolean.class).single();
    }
}
