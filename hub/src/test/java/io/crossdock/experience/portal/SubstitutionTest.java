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
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Substitution;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.effects.Effects;
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
import io.crossdock.process.fulfilment.LegPlan;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.fulfilment.LegSignal;
import io.crossdock.process.fulfilment.LegState;
import io.crossdock.process.ordering.Order;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.ordering.Placement;
import io.crossdock.system.connectors.AmendSink;
import io.crossdock.system.connectors.AmendmentRequest;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.Stock;
import io.crossdock.testing.AddingErp;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A warehouse is short, and another item serves as well: what it does to the order, its lines, the books and the ERP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubstitutionTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Clock clock = Clock.tick(Clock.offset(Clock.systemUTC(), Duration.between(Clock.systemUTC().instant(), NOW)),
            Duration.ofNanos(1_000));
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final AtomicInteger keys = new AtomicInteger();
    private final Distributor distributor = new Distributor()
            .account("A-LATE", "1000000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL,
                    Optional.of(Substitution.NEVER_DEARER))
            .account("A-CUT", "1000000.00", BackorderPolicy.CUT, Completeness.PARTIAL, Optional.of(Substitution.OWN_PRICE))
            .account("A-STRICT", "1000000.00", BackorderPolicy.CUT, Completeness.PARTIAL, Optional.of(Substitution.NO))
            .account("A-SILENT", "1000000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
            .item("PEN", "1.00", 120, 0, 0).instead(Optional.of("FOUNTAIN"), "MARKER")
            .item("MARKER", "1.50", 30, 0, 0).item("FOUNTAIN", "9.00", 0, 0, 4)
            .item("BOLT", "1.00", 120, 0, 0).instead(Optional.empty(), "SCREW").item("SCREW", "0.80", 0, 500, 0)
            .item("NUT", "1.00", 120, 0, 0).instead(Optional.empty(), "WASHER").item("WASHER", "1.30", 500, 0, 0)
            .item("TAPE", "1.00", 120, 60, 0).instead(Optional.empty(), "STRIP").item("STRIP", "0.10", 500, 0, 0)
            .item("FUSE", "1.00", 240, 0, 0).instead(Optional.empty(), "BREAKER").item("BREAKER", "1.00", 50, 0, 0)
            .item("CORD", "1.00", 120, 0, 0).instead(Optional.empty(), "ROPE").item("ROPE", "1.00", 500, 0, 0);
    private TestHub hub;

    @BeforeAll
    void open(@TempDir Path directory) throws IOException {
        ExampleLandscape landscape = ExampleLandscape.in(directory);
        hub = TestHub.on(database, clock)
                .scan("io.crossdock.platform.replica", "io.crossdock.system.customers", "io.crossdock.system.catalog",
                        "io.crossdock.system.pricing", "io.crossdock.system.inventory", "io.crossdock.system.credit",
                        "io.crossdock.process.ordering", "io.crossdock.process.fulfilment")
                .with(Distributor.class, distributor)
                .with(AmendSink.class, new AddingErp())
                .with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce()).open();
        hub.get(Replication.class).runNow();
        hub.inTransaction(() -> {
            hub.get(Inventory.class).snapshot(distributor.counts(), Origin.start("snapshot", "system:erp"));
            hub.get(Credit.class).report(distributor.standings(NOW));
        });
        hub.start();
    }

    @AfterAll
    void close() {
        hub.close();
        database.close();
    }

    private OrderNumber order(String account, String item, int quantity) {
        return order(account, item, quantity, Optional.empty());
    }

    private OrderNumber order(String account, String item, int quantity, Optional<LocalDate> wanted) {
        String key = "key-" + keys.incrementAndGet();
        Placement placed = hub.get(Ordering.class).place(new OrderRequest(Channel.PORTAL, "portal-demo",
                new AccountId(account), Optional.of("PO-1"), wanted, new Destination.Usual(), Distributor.USD,
                List.of(new OrderRequest.Line(1, Optional.empty(), new ItemName.BySku(new Sku(item)),
                        Quantity.of(quantity, Unit.EACH), Optional.empty(), Optional.empty())), Optional.empty(),
                Optional.empty()),
                new Incoming("portal:test", key, "application/json", key.getBytes(StandardCharsets.UTF_8),
                        "consumer:test", "story-" + key));
        assertThat(placed).isInstanceOf(Placement.Accepted.class);
        return ((Placement.Accepted) placed).answer().number();
    }

    private void report(OrderNumber order, int leg, LegSignal signal, int line, String item, int quantity) {
        hub.inTransaction(() -> hub.get(Fulfilment.class).report(new LegReport(new LegNumber(order, leg), signal,
                clock.instant(), 0, List.of(new LegReport.Line(line, new Sku(item), Quantity.of(quantity, Unit.EACH))),
                List.of(), Optional.of("northway"), Optional.empty()), Origin.start("wms", "system:wms-atl")));
    }

    private Order order(OrderNumber number) {
        return hub.get(Ordering.class).order(number).orElseThrow();
    }

    /** Once all that was reported is in the books of the lines. */
    private List<String> lines(OrderNumber number) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.jdbc().sql("""
                SELECT count(*) FROM oversight.undigested('line-progress', ARRAY['shipment.dispatched', 'leg.shorted',
                       'leg.called_off', 'leg.substituted', 'invoice.posted'])
                """).query(Integer.class).single()).isZero());
        addsUp(number);
        return order(number).lines().stream().map(line -> line.lineNo() + " " + line.sku() + " " + line.base().decimal()
                + " at " + line.unitPrice().toPlainString() + ": cancelled " + line.cancelled().decimal() + ", shipped "
                + line.shipped().decimal() + line.insteadOf().map(other -> ", instead of " + other).orElse("")).toList();
    }

    /** Of every line, what was ordered has left, is still to come by some leg, or is cancelled. */
    private void addsUp(OrderNumber number) {
        for (Order.Line line : order(number).lines()) {
            Quantity coming = legs(number).stream()
                    .filter(leg -> !leg.state().ended() && leg.state() != LegState.SHIPPED)
                    .flatMap(leg -> leg.lines().stream()).filter(each -> each.lineNo() == line.lineNo()).map(Leg.Line::open)
                    .reduce(Quantity.zero(line.base().unit()), Quantity::plus);
            assertThat(line.shipped().plus(line.cancelled()).plus(coming)).as(line.toString()).isEqualTo(line.base());
        }
    }

    private List<Leg> legs(OrderNumber number) {
        return hub.get(Fulfilment.class).legs(List.of(number));
    }

    private List<String> further(OrderNumber number) {
        return legs(number).stream().skip(1).map(leg -> (leg.origin() instanceof LegPlan.Origin.Warehouse(var place)
                ? place.value() : "later") + leg.lines().stream().map(line -> " " + line.lineNo() + ":" + line.sku() + " "
                        + line.planned().decimal()).reduce("", String::concat)).toList();
    }

    private AmendmentRequest told(OrderNumber number) {
        return hub.get(Json.class).read(hub.get(Effects.class).ofKey(number.value()).stream()
                .filter(effect -> effect.kind().equals("order.amend")).toList().getLast().request(), AmendmentRequest.class);
    }

    private int reserved(String item) {
        return hub.get(Inventory.class).stock(List.of(new Sku(item))).stream().map(Stock::reserved)
                .mapToInt(each -> each.value().intValueExact()).sum();
    }

    @Test
    void whatServesAsWellIsSentAsALineOfItsOwnForNoMoreMoneyAndTheRestWaits() {
        OrderNumber number = order("A-LATE", "PEN", 120);
        report(number, 1, LegSignal.SHORTED, 1, "PEN", 40);

        assertThat(lines(number)).containsExactly("1 PEN 120 at 1: cancelled 34, shipped 0",
                "10001 MARKER 30 at 1: cancelled 0, shipped 0, instead of 1",
                "10002 FOUNTAIN 4 at 1: cancelled 0, shipped 0, instead of 1");
        assertThat(further(number)).containsExactlyInAnyOrder("later 1:PEN 6", "ATL 10001:MARKER 30", "RNO 10002:FOUNTAIN 4");
        assertThat(reserved("MARKER")).isEqualTo(30);
        assertThat(told(number).lines()).singleElement().satisfies(line ->
                assertThat(line.cancelled()).isEqualTo(Quantity.of(34, Unit.EACH)));
        assertThat(told(number).added()).extracting(added -> added.lineNo() + " " + added.sku()
                + " " + added.quantity() + " at " + added.unitPrice().toPlainString()).containsExactly(
                        "10001 MARKER 30 EA at 1", "10002 FOUNTAIN 4 EA at 1");
        Order order = order(number);
        assertThat(order.net()).isEqualByComparingTo("154.00");
        assertThat(order.tax()).as("taxed as if it had been ordered at once").isEqualByComparingTo("11.94");
        assertThat(order.total()).isEqualByComparingTo(order.net().add(order.freight()).add(order.tax()));
        assertThat(told(number).charges().orElseThrow().total()).isEqualByComparingTo(order.total());
    }

    @Test
    void aCheaperOneIsSoldAtItsOwnPriceAndShipsToTheEnd() {
        OrderNumber number = order("A-LATE", "BOLT", 120);
        report(number, 1, LegSignal.SHORTED, 1, "BOLT", 40);
        assertThat(lines(number)).containsExactly("1 BOLT 120 at 1: cancelled 40, shipped 0",
                "10001 SCREW 40 at 0.8: cancelled 0, shipped 0, instead of 1");

        report(number, 1, LegSignal.SHIPPED, 1, "BOLT", 80);
        report(number, 2, LegSignal.SHIPPED, 10_001, "SCREW", 40);
        assertThat(lines(number)).containsExactly("1 BOLT 120 at 1: cancelled 40, shipped 80",
                "10001 SCREW 40 at 0.8: cancelled 0, shipped 40, instead of 1");
        assertThat(order(number).lines().getLast().net()).isEqualByComparingTo("32.00");
        assertThat(reserved("SCREW")).isZero();
        assertThat(reserved("BOLT")).isZero();
    }

    @Test
    void insteadOfCuttingAnAccountThatPaysForItGetsTheDearerOne() {
        OrderNumber number = order("A-CUT", "NUT", 50);
        report(number, 1, LegSignal.SHORTED, 1, "NUT", 20);
        assertThat(lines(number)).containsExactly("1 NUT 50 at 1: cancelled 20, shipped 0",
                "10001 WASHER 20 at 1.3: cancelled 0, shipped 0, instead of 1");
    }

    @Test
    void whoTakesNothingElseOrDoesNotSaySoGetsNothingElse() {
        OrderNumber strict = order("A-STRICT", "CORD", 50);
        report(strict, 1, LegSignal.SHORTED, 1, "CORD", 20);
        assertThat(lines(strict)).containsExactly("1 CORD 50 at 1: cancelled 20, shipped 0");
        OrderNumber silent = order("A-SILENT", "CORD", 50);
        report(silent, 1, LegSignal.SHORTED, 1, "CORD", 20);
        assertThat(lines(silent)).containsExactly("1 CORD 50 at 1: cancelled 0, shipped 0");
        assertThat(reserved("ROPE")).isZero();
    }

    @Test
    void anotherWarehouseThatHasTheItemComesFirstUnlessItIsTooLate() {
        OrderNumber inTime = order("A-LATE", "TAPE", 60, Optional.of(LocalDate.parse("2026-12-10")));
        report(inTime, 1, LegSignal.SHORTED, 1, "TAPE", 20);
        assertThat(lines(inTime)).hasSize(1);
        assertThat(further(inTime)).containsExactly("DFW 1:TAPE 20");

        OrderNumber tooLate = order("A-LATE", "TAPE", 60);
        report(tooLate, 1, LegSignal.SHORTED, 1, "TAPE", 20);
        assertThat(lines(tooLate)).hasSize(2);
        assertThat(further(tooLate)).containsExactly("ATL 10001:STRIP 20");
    }

    @Test
    void aSubstituteThatIsShortItselfIsNotReplacedAgain() {
        OrderNumber number = order("A-CUT", "NUT", 40);
        report(number, 1, LegSignal.SHORTED, 1, "NUT", 40);
        report(number, 2, LegSignal.SHORTED, 10_001, "WASHER", 15);
        assertThat(lines(number)).containsExactly("1 NUT 40 at 1: cancelled 40, shipped 0",
                "10001 WASHER 40 at 1.3: cancelled 15, shipped 0, instead of 1");
    }

    @Test
    void ofTwoThatAreShortAtOnceEachGetsOnlyWhatTheOtherLeaves() throws Exception {
        OrderNumber one = order("A-CUT", "FUSE", 120);
        OrderNumber other = order("A-CUT", "FUSE", 120);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Callable<Object>> both = List.of(Executors.callable(() -> report(one, 1, LegSignal.SHORTED, 1, "FUSE", 40)),
                    Executors.callable(() -> report(other, 1, LegSignal.SHORTED, 1, "FUSE", 40)));
            for (var done : threads.invokeAll(both)) {
                done.get();
            }
        }
        lines(one);
        lines(other);
        assertThat(List.of(order(one), order(other)).stream().flatMap(each -> each.lines().stream())
                .filter(line -> line.insteadOf().isPresent()).map(line -> line.base().value().intValueExact()))
                .containsExactlyInAnyOrder(40, 10);
        assertThat(reserved("BREAKER")).isEqualTo(50);
    }
}
