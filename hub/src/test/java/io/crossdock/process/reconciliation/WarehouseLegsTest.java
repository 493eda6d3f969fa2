package io.crossdock.process.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.crossdock.canonical.ShippedPackage;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Sscc;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Replication;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.process.fulfilment.Answer;
import io.crossdock.process.fulfilment.Fulfilment;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.LegPlan;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.fulfilment.LegSignal;
import io.crossdock.process.fulfilment.LegState;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.ordering.Placement;
import io.crossdock.process.reconciliation.Reconciliation.Decided;
import io.crossdock.system.connectors.ReleaseSource;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

/** A report on a shipment that was lost is found, named and made up for; and what is under way is left alone. */
class WarehouseLegsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final Duration SETTLE = Duration.ofSeconds(31);
    private static final Sku SKU = new Sku("CD-1");

    private final SettableClock clock = SettableClock.at(NOW);
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final Distributor distributor = new Distributor()
            .account("A-1", "100000", BackorderPolicy.BACKORDER, Completeness.PARTIAL).item("CD-1", "2.50", 40, 0, 0);
    private final Standings standings = new Standings();
    private TestHub hub;
    private Leg leg;

    /** What the warehouse says of its releases. */
    private static final class Standings implements ReleaseSource {

        final Map<String, Standing> rows = new ConcurrentHashMap<>();

        @Override
        public String connector() {
            return "estate";
        }

        @Override
        public Answer release(SystemSettings warehouse, String leg) {
            return Optional.ofNullable(rows.get(leg)).<Answer>map(Answer.Known::new).orElseGet(Answer.Unknown::new);
        }
    }

    @BeforeEach
    void anOrderIsInWork(@TempDir Path directory) throws IOException {
        ExampleLandscape landscape = ExampleLandscape.in(directory);
        hub = TestHub.on(database, clock)
                .scan("io.crossdock.platform.replica", "io.crossdock.system.customers", "io.crossdock.system.catalog",
                        "io.crossdock.system.pricing", "io.crossdock.system.inventory", "io.crossdock.system.credit",
                        "io.crossdock.process.ordering", "io.crossdock.process.fulfilment",
                        "io.crossdock.process.reconciliation", "io.crossdock.system.invoicing")
                .with(ReleaseSource.class, standings).with(Distributor.class, distributor)
                .with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce()).open();
        hub.get(Replication.class).runNow();
        hub.inTransaction(() -> {
            hub.get(Inventory.class).snapshot(distributor.counts(), Origin.start("snapshot", "system:erp"));
            hub.get(Credit.class).report(distributor.standings(NOW));
        });
        hub.start();
        // These tests compare themselves; what the hub has begun by itself would be ended beside.
        hub.get(Reconciler.class).stop();
        hub.empty("reconciliation");
        leg = order();
        assertThat(leg.origin()).isEqualTo(new LegPlan.Origin.Warehouse(new LocationId("ATL")));
        tell(LegSignal.RELEASED, "10");
        says(ReleaseSource.Stage.RELEASED, "0");
    }

    @AfterEach
    void close() {
        hub.close();
        database.close();
    }

    @Test
    void aShipmentWhoseReportWasLostIsFoundNamedAndMadeUpFor() {
        says(ReleaseSource.Stage.SHIPPED, "10");
        distributor.stock("CD-1", "ATL", 30, 2);

        Run run = compare();

        assertThat(run.figures()).isEqualTo(new Run.Figures(1, 0, 0, 1, 1));
        assertThat(findings(run)).singleElement().satisfies(found -> {
            assertThat(found.key()).isEqualTo(leg.number().toString());
            assertThat(found.cause()).contains(Cause.MESSAGE_LOST);
            assertThat(found.sentence()).isEqualTo("wms-atl says that " + leg.number()
                    + " is shipped, and its report has never reached us.");
            assertThat(found.ours()).isEqualTo("released");
            assertThat(found.theirs()).isEqualTo("shipped: 10 EA of CD-1");
        });
        assertThat(now().state()).isEqualTo(LegState.SHIPPED);
        assertThat(now().packages()).singleElement().satisfies(box ->
                assertThat(box.contents().tracking()).contains("NW1"));
        assertThat(position()).isEqualTo("30 on hand, 0 reserved, 0 uncovered");
        assertThat(facts("shipment.dispatched")).isEqualTo(1);
    }

    @Test
    void theReportThatComesAfterTheRepairChangesNothing() {
        says(ReleaseSource.Stage.SHIPPED, "10");
        distributor.stock("CD-1", "ATL", 30, 2);
        compare();

        assertThat(tell(LegSignal.PICKED, "10")).isInstanceOf(Answer.Ignored.class);
        assertThat(tell(LegSignal.SHIPPED, "10")).isInstanceOf(Answer.Ignored.class);

        assertThat(position()).isEqualTo("30 on hand, 0 reserved, 0 uncovered");
        assertThat(facts("shipment.dispatched")).isEqualTo(1);
        assertThat(compare().figures().compared()).as("nothing is in work any more").isZero();
    }

    @Test
    void whatWasMissingFindsAnotherWay() {
        says(ReleaseSource.Stage.SHIPPED, "6");
        distributor.stock("CD-1", "ATL", 30, 2);

        assertThat(compare().figures().repaired()).isEqualTo(1);

        assertThat(now().lines().getFirst().shipped()).isEqualTo(Quantity.of("6", "EA"));
        assertThat(now().lines().getFirst().missing()).isEqualTo(Quantity.of("4", "EA"));
        assertThat(legs()).hasSize(2).last().satisfies(other ->
                assertThat(other.lines().getFirst().planned()).isEqualTo(Quantity.of("4", "EA")));
    }

    @Test
    void aReleaseOfWhichNothingCouldBePickedEnds() {
        says(ReleaseSource.Stage.SHORTED, "0");
        distributor.stock("CD-1", "ATL", 0, 2);

        assertThat(compare().figures().repaired()).isEqualTo(1);

        assertThat(now().state()).isEqualTo(LegState.SHORTED);
        assertThat(position()).isEqualTo("0 on hand, 0 reserved, 0 uncovered");
    }

    @Test
    void aReportThatComesWhileItSettlesIsNoDrift() {
        says(ReleaseSource.Stage.PACKED, "10");
        Run run = begin();
        assertThat(run.state()).isEqualTo(Run.State.SETTLING);
        says(ReleaseSource.Stage.SHIPPED, "10");
        tell(LegSignal.PACKED, "10");

        assertThat(end(run).figures()).as("that it was shipped is younger than the first look")
                .isEqualTo(new Run.Figures(1, 0, 1, 0, 0));
    }

    @Test
    void aReportThatWaitsToBeDigestedIsNoDrift() {
        says(ReleaseSource.Stage.SHIPPED, "10");
        hub.inTransaction(() -> hub.get(Inbox.class).receive(new Incoming("wms-atl", "e-1", "application/json",
                ("{\"releaseId\":\"" + leg.number() + "\"}").getBytes(StandardCharsets.UTF_8), "system:wms-atl", "story"),
                "k"));

        assertThat(compare().figures().drifts()).isZero();
        assertThat(now().state()).isEqualTo(LegState.RELEASED);
    }

    @Test
    void aShipmentThatTheWarehouseDoesNotKnowIsForAPerson() {
        standings.rows.clear();

        Run run = compare();

        assertThat(run.figures().waiting()).isEqualTo(1);
        Drift drift = drift();
        assertThat(drift.difference().cause()).isEqualTo(Cause.UNKNOWN_TO_THEM);
        assertThat(drift.difference().value().orElseThrow().amount()).isEqualByComparingTo("25");
        assertThat(reconciliation().takeTheirs(drift.id(), "user:ann")).isEqualTo(Decided.OVER);
        says(ReleaseSource.Stage.RELEASED, "0");
        compare();
        assertThat(reconciliation().drifts()).as("it closes itself").isEmpty();
    }

    @Test
    void aReleaseThatIsStillOnItsWayIsNoDrift() {
        requested();

        assertThat(compare().figures()).isEqualTo(new Run.Figures(2, 2, 0, 0, 0));
    }

    @Test
    void aReleaseThatTheWarehouseTookAndForgotIsForAPerson() {
        requested();
        taken();

        assertThat(compare().figures().waiting()).isEqualTo(1);

        assertThat(drift().difference().cause()).isEqualTo(Cause.UNKNOWN_TO_THEM);
        assertThat(drift().difference().key()).isEqualTo(leg.number().toString());
        assertThat(now().state()).isEqualTo(LegState.REQUESTED);
    }

    @Test
    void aReleaseThatTheWarehouseTookAMomentAgoIsNoDrift() {
        requested();
        taken();
        Run run = begin();
        says(ReleaseSource.Stage.PICKING, "0");

        assertThat(end(run).figures()).as("its first reports may be under way").isEqualTo(new Run.Figures(2, 1, 1, 0, 0));
    }

    /** Another leg, of which the warehouse has not said anything yet. */
    private void requested() {
        leg = order();
        tell(LegSignal.REQUESTED, "10");
        hub.inTransaction(() -> hub.get(Effects.class).request(List.of(new NewEffect("wms-atl", "leg.release",
                leg.number().toString(), leg.number().order().value(), Tier.CRITICAL, Origin.start("test", "hub"),
                Map.of()))));
    }

    private void taken() {
        hub.jdbc().sql("UPDATE effects.effect SET state = 'done', reference = business_key, finished_at = now() "
                + "WHERE kind = 'leg.release'").update();
    }

    @Test
    void aWarehouseThatWasSetBackIsForAPerson() {
        tell(LegSignal.PACKED, "10");
        says(ReleaseSource.Stage.PICKING, "0");

        compare();

        assertThat(drift().difference().cause()).isEqualTo(Cause.HUB_AHEAD);
        assertThat(now().state()).isEqualTo(LegState.PACKED);
    }

    @Test
    void goodsOfOtherPromisesAreNotTakenAwayUnasked() {
        order();
        says(ReleaseSource.Stage.SHIPPED, "10");
        distributor.stock("CD-1", "ATL", 4, 5);

        compare();

        assertThat(now().state()).isEqualTo(LegState.RELEASED);
        Drift drift = drift();
        assertThat(reconciliation().takeTheirs(drift.id(), "user:ann")).isEqualTo(Decided.DONE);
        assertThat(now().state()).isEqualTo(LegState.SHIPPED);
        assertThat(position()).isEqualTo("4 on hand, 4 reserved, 6 uncovered");
        assertThat(reconciliation().takeTheirs(drift.id(), "user:bob")).isEqualTo(Decided.OVER);
    }

    @Test
    void whatMovesOnAfterItWasJudgedIsNotRepairedFromOldWords() {
        order();
        says(ReleaseSource.Stage.SHIPPED, "10");
        distributor.stock("CD-1", "ATL", 4, 5);
        compare();
        tell(LegSignal.PICKED, "10");

        assertThat(reconciliation().takeTheirs(drift().id(), "user:ann")).isEqualTo(Decided.MOVED);
        assertThat(now().state()).isEqualTo(LegState.PICKED);
    }

    private Leg order() {
        String key = "key-" + clock.instant();
        Placement placed = hub.get(Ordering.class).place(new OrderRequest(Channel.PORTAL, "portal-demo",
                new AccountId("A-1"), Optional.of(key), Optional.empty(), new Destination.Usual(), Distributor.USD,
                List.of(new OrderRequest.Line(1, Optional.empty(), new ItemName.BySku(SKU), Quantity.of("10", "EA"),
                        Optional.empty(), Optional.empty())), Optional.empty(), Optional.empty()),
                new Incoming("portal:test", key, "application/json", key.getBytes(StandardCharsets.UTF_8),
                        "consumer:test", "story-" + key));
        clock.advance(Duration.ofSeconds(1));
        OrderNumber number = ((Placement.Accepted) placed).answer().number();
        return hub.get(Fulfilment.class).legs(List.of(number)).getFirst();
    }

    private void says(ReleaseSource.Stage stage, String picked) {
        Quantity amount = Quantity.of(picked, "EA");
        List<ShippedPackage> boxes = stage == ReleaseSource.Stage.SHIPPED || stage == ReleaseSource.Stage.PACKED
                ? List.of(new ShippedPackage(Sscc.parse("106141410000000019").orElseThrow(), Optional.of("NW1"),
                        Optional.empty(), List.of(new ShippedPackage.Content(1, SKU, amount)))) : List.of();
        standings.rows.put(leg.number().toString(), new ReleaseSource.Standing(stage, List.of(new ReleaseSource.Line(1, SKU,
                Quantity.of("10", "EA"), amount)), boxes, Optional.of("northway")));
    }

    private Answer tell(LegSignal signal, String quantity) {
        return Objects.requireNonNull(hub.get(TransactionTemplate.class).execute(status -> hub.get(Fulfilment.class).report(new LegReport(leg.number(), signal,
                clock.instant(), 0, List.of(new LegReport.Line(1, SKU, Quantity.of(quantity, "EA"))), List.of(),
                Optional.empty(), Optional.empty()), Origin.start("test", "system:wms-atl"))));
    }

    private Leg now() {
        return legs().getFirst();
    }

    private List<Leg> legs() {
        return hub.get(Fulfilment.class).legs(List.of(leg.number().order()));
    }

    private Reconciliation reconciliation() {
        return hub.get(Reconciliation.class);
    }

    private Drift drift() {
        assertThat(reconciliation().drifts()).hasSize(1);
        return reconciliation().drifts().getFirst();
    }

    private Run begin() {
        Run run = reconciliation().ask(Optional.of("releases-wms"), Optional.of("wms-atl"), "user:test").getFirst();
        hub.get(Reconciler.class).work();
        return reconciliation().run(run.id()).orElseThrow();
    }

    private Run end(Run run) {
        clock.advance(SETTLE);
        hub.get(Reconciler.class).work();
        return reconciliation().run(run.id()).orElseThrow();
    }

    private Run compare() {
        return end(begin());
    }

    private List<Finding> findings(Run run) {
        return reconciliation().findings(run.id(), Optional.empty(), Optional.empty(), 100);
    }

    private long facts(String type) {
        return hub.get(Journal.class).after(0).stream().filter(fact -> fact.type().equals(type)).count();
    }

    private String position() {
        return hub.jdbc().sql("""
                SELECT trim_scale(on_hand) || ' on hand, ' || trim_scale(reserved) || ' reserved, ' || trim_scale(uncovered)
                       || ' uncovered'
                  FROM inventory.position WHERE sku = 'CD-1' AND location = 'ATL'
                """).query(String.class).single();
    }
}
