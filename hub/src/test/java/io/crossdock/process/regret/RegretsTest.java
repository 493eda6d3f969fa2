package io.crossdock.process.regret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Destination;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
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
import io.crossdock.system.credit.Credit;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After an outage the books tell which of the decisions made without the ERP were wrong. */
class RegretsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

    private final SettableClock clock = SettableClock.at(NOW);
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final AtomicInteger keys = new AtomicInteger();
    private final Distributor distributor = new Distributor()
            .account("A-1", "1000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
            .account("A-2", "1000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
            .item("CD-1", "4.00", 100, 0, 0).item("CD-2", "2.50", 40, 0, 0);
    private TestHub hub;

    @BeforeEach
    void open(@TempDir Path directory) {
        ExampleLandscape landscape = ExampleLandscape.in(directory);
        hub = TestHub.on(database, clock)
                .scan("io.crossdock.platform.replica", "io.crossdock.system.customers", "io.crossdock.system.catalog",
                        "io.crossdock.system.pricing", "io.crossdock.system.inventory", "io.crossdock.system.credit",
                        "io.crossdock.process.ordering", "io.crossdock.process.fulfilment",
                        "io.crossdock.process.regret")
                .with(Distributor.class, distributor)
                .with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce()).open();
        hub.get(Replication.class).runNow();
        hub.inTransaction(() -> {
            hub.get(Inventory.class).snapshot(distributor.counts(), Origin.start("snapshot", "system:erp"));
            hub.get(Credit.class).report(distributor.standings(NOW));
        });
        hub.start();
        sql("INSERT INTO effects.lane (target, refilled_at) VALUES ('erp', now()) ON CONFLICT DO NOTHING");
    }

    @AfterEach
    void close() {
        hub.close();
        database.close();
    }

    @Test
    void ordersDecidedWithTheErpAreNoOutage() {
        order("A-1", "CD-1", "10");

        assertThat(regrets().outages()).isEmpty();
    }

    @Test
    void decisionsOfOneOutageBelongTogetherAndThoseOfALaterOneDoNot() {
        erpIsAway();
        OrderNumber first = order("A-1", "CD-1", "10");
        clock.advance(Duration.ofMinutes(29));
        OrderNumber second = order("A-2", "CD-2", "4");
        posted(first, "E-1");
        clock.advance(Duration.ofMinutes(31));
        hub.inTransaction(() -> hub.get(Credit.class).report(distributor.standings(clock.instant())));
        OrderNumber later = order("A-2", "CD-2", "4");
        posted(later, "E-3");

        assertThat(regrets().outages()).extracting(Outage::first, Outage::orders, Outage::waiting,
                outage -> outage.caughtUpAt().isPresent()).containsExactly(
                        org.assertj.core.groups.Tuple.tuple(later, 1, 0, true),
                        org.assertj.core.groups.Tuple.tuple(first, 2, 1, false));
        Outage outage = regrets().outages().getLast();
        assertThat(outage.system()).isEqualTo("erp");
        assertThat(outage.value()).singleElement().extracting(Money::amount).asInstanceOf(
                org.assertj.core.api.InstanceOfAssertFactories.BIG_DECIMAL).isEqualByComparingTo(total(first).add(total(second)));
    }

    @Test
    void nothingIsRegrettedWhereRealityAgrees() {
        erpIsAway();
        OrderNumber order = order("A-1", "CD-1", "10");
        posted(order, "E-1");
        clock.advance(Duration.ofMinutes(5));
        hub.inTransaction(() -> hub.get(Credit.class).report(distributor.standings(clock.instant())));

        assertThat(report(order).regrets()).isEmpty();
    }

    @Test
    void aPriceThatHadChangedBeforeTheDecisionIsRegrettedToTheCentAndALaterOneIsNot() {
        erpIsAway();
        OrderNumber order = order("A-1", "CD-1", "10");
        sql("UPDATE pricing.list_price SET unit_price = 4.55, modified_at = '2026-11-20T14:59:00Z' WHERE sku = 'CD-1'");
        posted(order, "E-1");

        assertThat(report(order).regrets()).singleElement().satisfies(regret -> {
            assertThat(regret.kind()).isEqualTo(Regret.Kind.PRICE);
            assertThat(regret.about()).isEqualTo("line 1, CD-1");
            assertThat(regret.decided()).isEqualTo("Sold at 4 for one EA, the list price as last read.");
            assertThat(regret.reality()).isEqualTo("The ERP's price of that day is 4.55.");
            assertThat(regret.cost()).contains(Money.of("5.50", "USD"));
            assertThat(regret.done()).contains("posted with it as E-1");
        });

        sql("UPDATE pricing.list_price SET unit_price = 4.60, modified_at = '2026-11-20T15:30:00Z' WHERE sku = 'CD-1'");
        assertThat(report(order).regrets()).as("changed after it was sold").isEmpty();
    }

    @Test
    void anAccountBeyondItsLimitIsRegrettedOnceTheErpHasSaidSo() {
        erpIsAway();
        order("A-1", "CD-1", "20");
        OrderNumber last = order("A-1", "CD-1", "20");
        clock.advance(Duration.ofMinutes(5));
        sql("UPDATE credit.account SET exposure = 950, as_of = '2026-11-20T15:00:00Z'");
        OrderNumber first = regrets().outages().getFirst().first();
        assertThat(report(first).regrets()).as("not what the ERP says since").isEmpty();

        sql("UPDATE credit.account SET as_of = '2026-11-20T15:05:00Z' WHERE account = 'A-1'");
        BigDecimal over = hub.jdbc().sql("""
                SELECT exposure + reserved - credit_limit FROM credit.account WHERE account = 'A-1'
                """).query(BigDecimal.class).single();

        assertThat(report(first).regrets()).singleElement().satisfies(regret -> {
            assertThat(regret.kind()).isEqualTo(Regret.Kind.CREDIT);
            assertThat(regret.order()).isEqualTo(last);
            assertThat(regret.cost()).contains(Money.of(over, Distributor.USD));
            assertThat(regret.done()).startsWith("0 of its 2 orders");
        });
    }

    @Test
    void goodsThatWereNotThereAndOrdersThatTheErpRefusedAreNamedWithWhatWasDone() {
        erpIsAway();
        OrderNumber order = order("A-1", "CD-1", "40");
        Leg leg = hub.get(Fulfilment.class).legs(List.of(order)).getFirst();
        report(leg, LegSignal.SHORTED, "15");
        report(leg, LegSignal.SHIPPED, "25");
        await().untilAsserted(() -> assertThat(hub.jdbc().sql("SELECT shipped FROM ordering.order_line")
                .query(BigDecimal.class).single()).isEqualByComparingTo("25"));
        refused(order, "Account A-1 has no open period.");

        assertThat(report(order).regrets()).extracting(Regret::kind).containsExactly(Regret.Kind.POSTING, Regret.Kind.STOCK);
        assertThat(report(order).regrets().getFirst().reality()).isEqualTo("Account A-1 has no open period.");
        assertThat(report(order).regrets().getFirst().done()).contains("among the exceptions");
        assertThat(report(order).regrets().getLast()).satisfies(regret -> {
            assertThat(regret.decided()).isEqualTo("40 promised from what was counted last.");
            assertThat(regret.reality()).isEqualTo("15 of them were not there (ATL).");
            assertThat(regret.done()).startsWith("Of 40, 25 have left, 0 were cancelled, 15 are still to come");
        });

        posted(order, "E-9");
        assertThat(report(order).regrets().getFirst().done()).isEqualTo("Mended and posted as E-9.");
    }

    private Regrets regrets() {
        return hub.get(Regrets.class);
    }

    private Report report(OrderNumber first) {
        return regrets().report(first).orElseThrow();
    }

    private void erpIsAway() {
        sql("UPDATE effects.lane SET paused_by = 'user:test' WHERE target = 'erp'");
    }

    private OrderNumber order(String account, String sku, String quantity) {
        String key = "key-" + keys.incrementAndGet();
        Placement placed = hub.get(Ordering.class).place(new OrderRequest(Channel.PORTAL, "portal-demo",
                new AccountId(account), Optional.of(key), Optional.empty(), new Destination.Usual(), Distributor.USD,
                List.of(new OrderRequest.Line(1, Optional.empty(), new ItemName.BySku(new Sku(sku)),
                        Quantity.of(quantity, "EA"), Optional.empty(), Optional.empty())), Optional.empty(),
                Optional.empty()), new Incoming("portal:test", key, "application/json",
                        key.getBytes(StandardCharsets.UTF_8), "consumer:test", "story-" + key));
        clock.advance(Duration.ofSeconds(1));
        return ((Placement.Accepted) placed).answer().number();
    }

    private BigDecimal total(OrderNumber order) {
        return hub.get(Ordering.class).order(order).orElseThrow().total();
    }

    private void report(Leg leg, LegSignal signal, String quantity) {
        hub.inTransaction(() -> hub.get(Fulfilment.class).report(new LegReport(leg.number(), signal, clock.instant(), 0,
                List.of(new LegReport.Line(1, new Sku("CD-1"), Quantity.of(quantity, "EA"))), List.of(), Optional.empty(),
                Optional.empty()), Origin.start("test", "system:wms")));
    }

    private void posted(OrderNumber order, String reference) {
        sql("UPDATE ordering.orders SET posting_state = 'posted', erp_reference = '" + reference + "' WHERE number = '"
                + order + "'");
        sql("UPDATE effects.effect SET state = 'done', reason = NULL, reference = '" + reference
                + "', finished_at = '" + clock.instant() + "' WHERE kind = 'order.post' AND business_key = '" + order + "'");
    }

    private void refused(OrderNumber order, String why) {
        sql("UPDATE ordering.orders SET posting_state = 'refused' WHERE number = '" + order + "'");
        hub.inTransaction(() -> hub.get(Journal.class).append(List.of(NewFact.of("effect.refused", order.value(),
                Origin.start("test", "system:erp"), Map.of("kind", "order.post", "reason", why)))));
    }

    private void sql(String statement) {
        hub.jdbc().sql(statement).update();
    }
}
