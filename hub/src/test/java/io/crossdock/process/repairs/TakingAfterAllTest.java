package io.crossdock.process.repairs;

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
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.journal.NewFact;
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
import io.crossdock.process.fulfilment.LegState;
import io.crossdock.process.ordering.Order;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.ordering.Placement;
import io.crossdock.process.oversight.Oversight;
import io.crossdock.process.repairs.Plan.Scope;
import io.crossdock.process.repairs.Remedy.Wish;
import io.crossdock.process.repairs.Repairs.Outcome;
import io.crossdock.process.story.Exceptions;
import io.crossdock.process.story.OpenException;
import io.crossdock.system.connectors.AmendSink;
import io.crossdock.system.connectors.AmendmentRequest;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.testing.AddingErp;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other items that were not taken, and that a person takes after all. */
class TakingAfterAllTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SettableClock clock = SettableClock.at(NOW);
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final AddingErp erp = new AddingErp();
    private final Distributor distributor = new Distributor()
            .account("A-NO", "100000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL, Optional.of(Substitution.NO))
            .account("A-CUT", "100000.00", BackorderPolicy.CUT, Completeness.PARTIAL, Optional.of(Substitution.NO))
            .account("A-YES", "100000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL,
                    Optional.of(Substitution.NEVER_DEARER))
            .item("PEN", "1.00", 120, 0, 0).instead(Optional.empty(), "MARKER").item("MARKER", "1.50", 30, 0, 0)
            .item("BOLT", "1.00", 20, 20, 0).instead(Optional.empty(), "SCREW").item("SCREW", "0.80", 500, 0, 0);
    private TestHub hub;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        ExampleLandscape landscape = ExampleLandscape.in(directory);
        hub = TestHub.on(database, clock)
                .scan("io.crossdock.platform.replica", "io.crossdock.platform.stewardship", "io.crossdock.system.customers",
                        "io.crossdock.system.catalog", "io.crossdock.system.pricing", "io.crossdock.system.inventory",
                        "io.crossdock.system.credit", "io.crossdock.system.invoicing", "io.crossdock.process.ordering",
                        "io.crossdock.process.fulfilment", "io.crossdock.process.returns", "io.crossdock.process.repairs",
                        "io.crossdock.process.story", "io.crossdock.process.reconciliation",
                        "io.crossdock.process.oversight", "io.crossdock.process.changes")
                .with(Distributor.class, distributor).with(AmendSink.class, erp)
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

    private OrderNumber order(String account, String item, int quantity) {
        String key = account + item;
        Placement placed = hub.get(Ordering.class).place(new OrderRequest(Channel.PORTAL, "portal-demo",
                new AccountId(account), Optional.of(key), Optional.empty(), new Destination.Usual(), Distributor.USD,
                List.of(new OrderRequest.Line(1, Optional.empty(), new ItemName.BySku(new Sku(item)), ea(quantity),
                        Optional.empty(), Optional.empty())), Optional.empty(), Optional.empty()),
                new Incoming("portal:test", key, "application/json", key.getBytes(StandardCharsets.UTF_8), "consumer:test",
                        "story-" + key));
        return ((Placement.Accepted) placed).answer().number();
    }

    private static Quantity ea(int quantity) {
        return Quantity.of(String.valueOf(quantity), "EA");
    }

    private static LegReport.Line of(int line, String item, int quantity) {
        return new LegReport.Line(line, new Sku(item), ea(quantity));
    }

    private void report(OrderNumber order, int leg, LegSignal signal, LegReport.Line... lines) {
        hub.inTransaction(() -> hub.get(Fulfilment.class).report(new LegReport(new LegNumber(order, leg), signal,
                clock.instant(), 0, Arrays.asList(lines), List.of(), Optional.of("northway"), Optional.empty()),
                Origin.start("wms", "system:wms-atl")));
    }

    private OpenException only() {
        await().atMost(PATIENCE).until(() -> wrong().size() == 1);
        return wrong().getFirst();
    }

    private List<OpenException> wrong() {
        return hub.get(Exceptions.class).open().stream().filter(each -> each.id().startsWith("fact:wrong-items:")).toList();
    }

    private List<String> remedies() {
        return hub.get(Repairs.class).remedies(only().cause()).stream().map(Remedy::name).toList();
    }

    private void mend(String remedy) {
        OpenException open = only();
        Repairs repairs = hub.get(Repairs.class);
        Plan plan = ((Outcome.Stands) repairs.plan(remedy, new Wish(open.cause(), Map.of(), List.of(open.id())), "user:kim"))
                .plan();
        repairs.run(plan.id(), plan.hash(), Scope.ALL, "user:kim", "the buyer keeps them");
    }

    private List<String> lines(OrderNumber number) {
        return hub.get(Ordering.class).order(number).orElseThrow().lines().stream().map(TakingAfterAllTest::said).toList();
    }

    private static String said(Order.Line line) {
        return line.lineNo() + " " + line.sku() + " " + line.base().decimal() + " at " + line.unitPrice().toPlainString()
                + ": cancelled " + line.cancelled().decimal() + ", shipped " + line.shipped().decimal();
    }

    private void become(OrderNumber number, String... lines) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(lines(number)).containsExactly(lines));
    }

    private List<Leg> legs(OrderNumber number) {
        return hub.get(Fulfilment.class).legs(List.of(number));
    }

    private List<Integer> told(OrderNumber number) {
        return hub.get(Effects.class).ofKey(number.value()).stream().filter(effect -> effect.kind().equals("order.amend"))
                .map(Effect::request).map(request -> hub.get(Json.class).read(request, AmendmentRequest.class)).toList()
                .getLast().added().stream().map(line -> line.lineNo()).toList();
    }

    /** All that must always hold does. */
    private void holds() {
        clock.advance(Duration.ofSeconds(1));
        Instant asked = clock.instant();
        hub.get(Oversight.class).askAll();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.get(Oversight.class).proofs())
                .filteredOn(proof -> List.of("reserved-is-within-supply", "positions-are-the-sum-of-their-movements",
                        "promises-have-their-goods", "lines-add-up", "added-lines-are-added-there")
                        .contains(proof.invariant().name())).hasSize(5).allSatisfy(proof -> {
                            assertThat(proof.lookedAt()).hasValueSatisfying(at ->
                                    assertThat(at).isAfterOrEqualTo(asked));
                            assertThat(proof.breaches()).as(proof.invariant().name()).isZero();
                        }));
    }

    @Test
    void whatHasLeftIsShippedAndInvoicedAndWhatItStandsForIsNotWaitedForAnyMore() {
        OrderNumber number = order("A-NO", "PEN", 10);
        report(number, 1, LegSignal.SHIPPED, of(1, "PEN", 6), of(1, "MARKER", 4));
        assertThat(only().sentence()).contains("4 EA of MARKER were put for PEN: account A-NO takes no other items.");
        assertThat(remedies()).contains("take-it-after-all", "wrong-item-settled").doesNotContain("booked-by-hand");
        become(number, "1 PEN 10 at 1: cancelled 0, shipped 6");

        mend("take-it-after-all");

        become(number, "1 PEN 10 at 1: cancelled 4, shipped 6", "10001 MARKER 4 at 1: cancelled 0, shipped 4");
        assertThat(legs(number)).extracting(Leg::state).containsExactly(LegState.SHIPPED, LegState.CANCELLED,
                LegState.SHIPPED);
        assertThat(told(number)).containsExactly(10_001);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.get(Effects.class).ofKey(number.value()))
                .filteredOn(effect -> effect.kind().equals("invoice.post")).extracting(Effect::businessKey)
                .containsExactlyInAnyOrder(number + "-1", number + "-3"));
        await().atMost(PATIENCE).until(() -> wrong().isEmpty());
        holds();
    }

    @Test
    void whatHasNotLeftGoesInTheSameShipmentAndWhatWasCutStaysCut() {
        OrderNumber number = order("A-CUT", "PEN", 10);
        report(number, 1, LegSignal.PICKING);
        report(number, 1, LegSignal.SUBSTITUTED, of(1, "MARKER", 3));
        become(number, "1 PEN 10 at 1: cancelled 3, shipped 0");

        mend("take-it-after-all");
        become(number, "1 PEN 10 at 1: cancelled 3, shipped 0", "10001 MARKER 3 at 1: cancelled 0, shipped 0");
        report(number, 1, LegSignal.SHIPPED, of(1, "PEN", 7), of(1, "MARKER", 3));
        become(number, "1 PEN 10 at 1: cancelled 3, shipped 7", "10001 MARKER 3 at 1: cancelled 0, shipped 3");
        await().atMost(PATIENCE).until(() -> wrong().isEmpty());
        holds();
    }

    @Test
    void anErpThatAddsNoLinesIsNotAskedInVainAndAPersonMayHaveBookedIt() {
        erp.adds(false);
        OrderNumber number = order("A-YES", "PEN", 20);
        report(number, 1, LegSignal.SHORTED, of(1, "PEN", 5));
        assertThat(only().sentence()).contains("5 EA of MARKER could be sent from ATL instead of PEN: lines are not added to "
                + "orders in the books of erp.");
        assertThat(remedies()).contains("take-it-after-all", "booked-by-hand", "wrong-item-settled");
        become(number, "1 PEN 20 at 1: cancelled 0, shipped 0");

        mend("booked-by-hand");

        become(number, "1 PEN 20 at 1: cancelled 5, shipped 0", "10001 MARKER 5 at 1: cancelled 0, shipped 0");
        assertThat(told(number)).as("the ERP is told what is cancelled only").isEmpty();
        assertThat(legs(number).getLast().lines()).singleElement().satisfies(line ->
                assertThat(line.planned()).isEqualTo(ea(5)));
        assertThat(hub.jdbc().sql("SELECT booked_by FROM ordering.order_line WHERE line_no = 10001").query(String.class)
                .single()).isEqualTo("user:kim");
        holds();
    }

    @Test
    void whatAWarehousePutInForTheAccountOfSuchAnErpIsForAPersonToo() {
        erp.adds(false);
        OrderNumber number = order("A-YES", "PEN", 20);
        report(number, 1, LegSignal.SHIPPED, of(1, "PEN", 18), of(1, "MARKER", 2));
        assertThat(only().sentence()).contains("2 EA of MARKER were put for PEN: lines are not added");
        mend("take-it-after-all");
        become(number, "1 PEN 20 at 1: cancelled 2, shipped 18", "10001 MARKER 2 at 1: cancelled 0, shipped 2");
        assertThat(told(number)).as("the ERP is asked all the same").containsExactly(10_001);
        holds();
    }

    @Test
    void whatIsOnItsWayAlreadyIsNotSentTwice() {
        OrderNumber number = order("A-NO", "BOLT", 10);
        hub.inTransaction(() -> hub.get(Journal.class).append(NewFact.of("order.posted", number.value(),
                Origin.start("test", "test"), Map.of("number", number.value()))));
        report(number, 1, LegSignal.SHIPPED, of(1, "BOLT", 6), of(1, "SCREW", 4));
        hub.inTransaction(() -> hub.get(Journal.class).append(NewFact.of("order.posted", number.value(),
                Origin.start("test", "test"), Map.of("number", number.value()))));
        await().atMost(PATIENCE).until(() -> legs(number).getLast().state() == LegState.REQUESTED);

        mend("take-it-after-all");

        assertThat(only().sentence()).contains("4 EA of SCREW");
        assertThat(lines(number)).containsExactly("1 BOLT 10 at 1: cancelled 0, shipped 6");
        holds();
    }
}
