package io.crossdock.process.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Replication;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.process.reconciliation.Reconciliation.Decided;
import io.crossdock.process.reconciliation.Run.State;
import io.crossdock.system.connectors.StockReport;
import io.crossdock.system.connectors.StockSource;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.Reservation;
import io.crossdock.system.inventory.StockCount;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;

/** Drift is found, named, repaired or shown; and what is only under way is none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StockReconciliationTest {

    private static final LocationId ATL = new LocationId("ATL");
    private static final Duration SETTLE = Duration.ofSeconds(31);
    private static final Origin WMS = Origin.start("story", "system:wms-atl");

    private final SettableClock clock = SettableClock.at(Instant.parse("2026-11-21T09:00:00Z"));
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final Shelves shelves = new Shelves();
    private final ExampleLandscape landscape;
    private final TestHub hub;

    StockReconciliationTest(@TempDir Path directory) {
        landscape = ExampleLandscape.in(directory);
        hub = TestHub.on(database, clock).scan("io.crossdock.platform.replica", "io.crossdock.system.pricing", "io.crossdock.system.customers",
                "io.crossdock.system.inventory", "io.crossdock.system.catalog", "io.crossdock.process.fulfilment",
                "io.crossdock.process.reconciliation", "io.crossdock.system.invoicing")
                .with(Conversions.class).with(StockSource.class, shelves)
                .with(Distributor.class, new Distributor().item("CD-1", "2.50", 0, 0, 0))
                .with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce()).open();
        hub.get(Replication.class).runNow();
    }

    @Configuration(proxyBeanMethods = false)
    static class Conversions {

        @Bean
        static ConversionService conversionService() {
            return ApplicationConversionService.getSharedInstance();
        }
    }

    /** The warehouse at Atlanta, and an ERP with the same books. */
    private static final class Shelves implements StockSource {

        final Map<String, StockReport> rows = new ConcurrentSkipListMap<>();
        final Map<String, StockReport> booksSay = new ConcurrentSkipListMap<>();
        final AtomicBoolean away = new AtomicBoolean();

        @Override
        public String connector() {
            return "estate";
        }

        @Override
        public Answer stock(SystemSettings system, Optional<String> after) {
            boolean here = system.location().map(ATL::equals).orElse(true);
            Map<String, StockReport> told = new ConcurrentSkipListMap<>(rows);
            if (system.location().isEmpty()) {
                told.putAll(booksSay);
            }
            return away.get() ? new Answer.NoAnswer("It is closed.")
                    : new Answer.Page(here ? List.copyOf(told.values()) : List.of(), Optional.empty());
        }

        StockReport count(String sku, String onHand, String unit, long movement) {
            StockReport row = new StockReport(new Sku(sku), ATL, Quantity.of(onHand, unit), movement, Instant.EPOCH);
            rows.put(sku, row);
            return row;
        }
    }

    @BeforeEach
    void bothKnowTheSame() {
        hub.empty("inventory", "journal", "inbox", "reconciliation");
        shelves.rows.clear();
        shelves.away.set(false);
        tell(shelves.count("CD-1", "100", "EA", 7));
        tell(shelves.count("CD-2", "40", "EA", 3));
    }

    @AfterAll
    void close() {
        hub.close();
        database.close();
    }

    private void tell(StockReport row) {
        hub.inTransaction(() -> hub.get(Inventory.class).report(List.of(new StockCount(row.sku(), row.location(),
                row.onHand().value(), row.onHand().unit(), row.movement(), row.asOf(), "stock.adjusted")), WMS));
    }

    private Reconciliation reconciliation() {
        return hub.get(Reconciliation.class);
    }

    private Run begin(String comparison, String system) {
        Run run = reconciliation().ask(Optional.of(comparison), Optional.of(system), "user:test").getFirst();
        hub.get(Reconciler.class).work();
        return reconciliation().run(run.id()).orElseThrow();
    }

    private Run end(Run run) {
        clock.advance(SETTLE);
        hub.get(Reconciler.class).work();
        return reconciliation().run(run.id()).orElseThrow();
    }

    private Run compare() {
        return end(begin("stock-wms", "wms-atl"));
    }

    private List<Finding> findings(Run run) {
        return reconciliation().findings(run.id(), Optional.empty(), Optional.empty(), 100);
    }

    private String ours(String sku) {
        return hub.jdbc().sql("""
                SELECT trim_scale(on_hand) || ' ' || unit || ' ' || movement FROM inventory.position WHERE sku = :sku
                """).param("sku", sku).query(String.class).optional().orElse("none");
    }

    private void finds(Cause cause) {
        Run run = compare();
        assertThat(findings(run)).singleElement().satisfies(found -> {
            assertThat(found.cause()).contains(cause);
            assertThat(found.outcome()).isEqualTo(Finding.Outcome.WAITING);
        });
        assertThat(run.figures().waiting()).isEqualTo(1);
        assertThat(reconciliation().drifts()).singleElement()
                .satisfies(drift -> assertThat(drift.difference().cause()).isEqualTo(cause));
    }

    @Test
    void whatAgreesIsDoneAtTheFirstLook() {
        Run run = begin("stock-wms", "wms-atl");
        assertThat(run.state()).isEqualTo(State.DONE);
        assertThat(run.figures()).isEqualTo(new Run.Figures(2, 2, 0, 0, 0));
        assertThat(begin("stock-erp", "erp").figures().agreed()).isEqualTo(2);
    }

    @Test
    void aLostMessageIsNamedAndASmallOneRepaired() {
        shelves.count("CD-1", "95", "EA", 8);
        Run run = compare();
        assertThat(run.figures()).isEqualTo(new Run.Figures(2, 1, 0, 1, 1));
        assertThat(findings(run)).singleElement().satisfies(found -> {
            assertThat(found.cause()).contains(Cause.MESSAGE_LOST);
            assertThat(found.sentence()).contains("Movement 8 of CD-1 at ATL", "never reached us");
            assertThat(found.by()).contains(Quantity.of("-5", "EA"));
            assertThat(found.value().map(value -> value.amount())).hasValueSatisfying(value ->
                    assertThat(value).isEqualByComparingTo("12.50"));
        });
        assertThat(ours("CD-1")).isEqualTo("95 EA 8");
        assertThat(hub.jdbc().sql("SELECT document FROM inventory.movement ORDER BY id DESC LIMIT 1").query(String.class)
                .single()).isEqualTo("reconciliation-" + run.id());
        assertThat(hub.jdbc().sql("SELECT count(*) FROM journal.fact WHERE type = 'reconciliation.drift_repaired'")
                .query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void aGreatLossWaitsForAPersonAndTheWarehousesCountCanBeTaken() {
        shelves.count("CD-1", "10", "EA", 9);
        finds(Cause.MESSAGE_LOST);
        assertThat(ours("CD-1")).isEqualTo("100 EA 7");
        Drift drift = reconciliation().drifts().getFirst();
        assertThat(drift.difference().sentence()).contains("Movements 8 to 9");
        assertThat(reconciliation().takeTheirs(drift.id(), "user:ann")).isEqualTo(Decided.DONE);
        assertThat(ours("CD-1")).isEqualTo("10 EA 9");
        assertThat(reconciliation().drifts()).isEmpty();
        assertThat(reconciliation().takeTheirs(drift.id(), "user:bob")).isEqualTo(Decided.OVER);
    }

    @Test
    void anExceptionClosesItselfWhenALaterRunSeesNoDrift() {
        StockReport lost = shelves.count("CD-1", "10", "EA", 8);
        finds(Cause.MESSAGE_LOST);
        tell(lost);
        assertThat(compare().state()).isEqualTo(State.DONE);
        assertThat(reconciliation().drifts()).isEmpty();
        assertThat(hub.jdbc().sql("SELECT count(*) FROM journal.fact WHERE type = 'reconciliation.drift_closed'")
                .query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void keepingOursHoldsUntilTheWarehouseHasCountedAgain() {
        shelves.count("CD-1", "10", "EA", 7);
        finds(Cause.COUNT_DIFFERS);
        Drift drift = reconciliation().drifts().getFirst();
        assertThat(reconciliation().keepOurs(drift.id(), "user:ann")).isEqualTo(Decided.DONE);
        compare();
        assertThat(reconciliation().drifts()).singleElement().satisfies(same -> {
            assertThat(same.id()).isEqualTo(drift.id());
            assertThat(same.state()).isEqualTo(Drift.State.RECOUNT);
        });
        shelves.count("CD-1", "12", "EA", 8);
        compare();
        assertThat(reconciliation().drifts()).singleElement()
                .satisfies(same -> assertThat(same.state()).isEqualTo(Drift.State.OPEN));
    }

    @Test
    void anotherCountAfterTheSameMovementIsTaken() {
        shelves.count("CD-1", "98", "EA", 7);
        assertThat(findings(compare())).singleElement()
                .satisfies(found -> assertThat(found.cause()).contains(Cause.COUNT_DIFFERS));
        assertThat(ours("CD-1")).isEqualTo("98 EA 7");
        tell(shelves.count("CD-1", "97", "EA", 8));
        assertThat(ours("CD-1")).as("the next message counts").isEqualTo("97 EA 8");
    }

    @Test
    void aWarehouseThatWasSetBackIsFollowed() {
        shelves.count("CD-1", "98", "EA", 2);
        assertThat(findings(compare())).singleElement()
                .satisfies(found -> assertThat(found.cause()).contains(Cause.HUB_AHEAD));
        assertThat(ours("CD-1")).isEqualTo("98 EA 2");
    }

    @Test
    void positionsThatOneSideDoesNotKnowAreNamed() {
        shelves.count("CD-3", "500", "EA", 4);
        finds(Cause.UNKNOWN_TO_US);
        hub.empty("reconciliation");
        shelves.rows.remove("CD-3");
        shelves.rows.remove("CD-1");
        finds(Cause.UNKNOWN_TO_THEM);
    }

    @Test
    void aPositionOfUnknownValueIsAddedByAPersonOnly() {
        shelves.count("CD-3", "5", "EA", 0);
        finds(Cause.UNKNOWN_TO_US);
        assertThat(ours("CD-3")).isEqualTo("none");
        assertThat(reconciliation().takeTheirs(reconciliation().drifts().getFirst().id(), "user:ann"))
                .isEqualTo(Decided.DONE);
        assertThat(ours("CD-3")).isEqualTo("5 EA 0");
    }

    @Test
    void anotherUnitIsNeverRepaired() {
        shelves.count("CD-1", "1", "BX", 8);
        finds(Cause.UNIT_DIFFERS);
        Drift drift = reconciliation().drifts().getFirst();
        assertThat(drift.difference().repairable()).isFalse();
        assertThat(reconciliation().takeTheirs(drift.id(), "user:ann")).isEqualTo(Decided.OVER);
    }

    @Test
    void aMessageThatComesWhileItSettlesIsNoDrift() {
        StockReport late = shelves.count("CD-1", "10", "EA", 8);
        Run run = begin("stock-wms", "wms-atl");
        assertThat(run.state()).isEqualTo(State.SETTLING);
        tell(late);
        shelves.count("CD-1", "9", "EA", 9);
        run = end(run);
        assertThat(run.figures()).isEqualTo(new Run.Figures(2, 1, 1, 0, 0));
    }

    @Test
    void aMessageThatWaitsToBeDigestedIsNoDrift() {
        shelves.count("CD-1", "10", "EA", 8);
        hub.inTransaction(() -> hub.get(Inbox.class).receive(new Incoming("wms-atl", "e-1", "application/json",
                "{\"stock\":[{\"sku\":\"CD-1\"}]}".getBytes(StandardCharsets.UTF_8), "system:wms-atl", "story"), "k"));
        Run run = compare();
        assertThat(run.figures().drifts()).isZero();
        assertThat(findings(run).getFirst().sentence()).contains("not digested");
    }

    @Test
    void theErpIsNotBelievedWhereAWarehouseCounts() {
        shelves.booksSay.put("CD-1", new StockReport(new Sku("CD-1"), ATL, Quantity.of("99", "EA"), 7, Instant.EPOCH));
        Run run = end(begin("stock-erp", "erp"));
        assertThat(run.figures().waiting()).isEqualTo(1);
        assertThat(reconciliation().drifts().getFirst().difference().repairable()).isFalse();
        shelves.booksSay.clear();
        end(begin("stock-erp", "erp"));
        assertThat(reconciliation().drifts()).isEmpty();
    }

    @Test
    void anErpIsAskedOnlyAboutTheWarehousesItKeepsTheBooksOf() throws IOException {
        String erp = Files.readString(landscape.folder().resolve("systems/erp.yaml"));
        String whole = Files.readString(landscape.folder().resolve("landscape.yaml"));
        landscape.write("systems/aside.yaml", erp.replace("id: erp", "id: aside"));
        landscape.replace("landscape.yaml", "\npolicies:", """

                branches:
                  - {name: west, erp: aside, accounts: [W-*], warehouses: [RNO]}
                  - {name: main, erp: erp}

                policies:""");
        hub.get(Landscapes.class).refresh();
        shelves.booksSay.put("CD-1", booked("130"));
        try {
            Run run = begin("stock-erp", "aside");
            assertThat(run.figures().compared()).isZero();
            assertThat(end(run).state()).isEqualTo(State.DONE);
            assertThat(end(begin("stock-erp", "erp")).figures().waiting()).isEqualTo(1);
        } finally {
            shelves.booksSay.clear();
            Files.delete(landscape.folder().resolve("systems/aside.yaml"));
            landscape.write("landscape.yaml", whole);
            hub.get(Landscapes.class).refresh();
        }
    }

    @Test
    void booksWithoutNumbersAreComparedByQuantityOnceTheErpKnowsOfAll() {
        shelves.booksSay.put("CD-1", booked("100"));
        assertThat(end(begin("stock-erp", "erp")).figures().waiting()).isZero();
        shelves.booksSay.put("CD-1", booked("130"));
        hub.inTransaction(() -> hub.get(Effects.class).request(List.of(new NewEffect("erp", "invoice.post", "SO-1-1", "SO-1",
                Tier.NORMAL, WMS, Map.of()))));
        Run run = end(begin("stock-erp", "erp"));
        assertThat(run.figures().waiting()).isZero();
        assertThat(findings(run).getFirst().sentence()).contains("not been told yet");
        hub.empty("effects");
        assertThat(end(begin("stock-erp", "erp")).figures().waiting()).isEqualTo(1);
        Difference drift = reconciliation().drifts().getFirst().difference();
        assertThat(drift.sentence()).isEqualTo("Of CD-1 at ATL erp counts something else than we do.");
        assertThat(drift.theirs()).isEqualTo("130 EA by books");
        shelves.booksSay.clear();
    }

    private static StockReport booked(String onHand) {
        return StockReport.ofBooks(new Sku("CD-1"), ATL, Quantity.of(onHand, "EA"), Instant.EPOCH);
    }

    @Test
    void aMessageLostByTheWarehouseIsNotToldOfTheErpToo() {
        shelves.count("CD-1", "20", "EA", 8);
        assertThat(end(begin("stock-erp", "erp")).figures().drifts()).isZero();
        finds(Cause.MESSAGE_LOST);
    }

    @Test
    void aSystemThatDoesNotAnswerFailsTheRunAndClosesNothing() {
        shelves.count("CD-1", "10", "EA", 8);
        finds(Cause.MESSAGE_LOST);
        shelves.away.set(true);
        Run run = begin("stock-wms", "wms-atl");
        assertThat(run.state()).isEqualTo(State.FAILED);
        assertThat(run.reason()).contains("It is closed.");
        assertThat(reconciliation().drifts()).hasSize(1);
    }

    @Test
    void goodsThatArePromisedAreNotTakenAwayUnasked() {
        hub.inTransaction(() -> hub.get(Inventory.class).reserve(List.of(new Reservation(new Sku("CD-1"), ATL,
                Quantity.of("80", "EA"), "SO-1-1")), "hub"));
        shelves.count("CD-1", "60", "EA", 8);
        finds(Cause.MESSAGE_LOST);
        reconciliation().takeTheirs(reconciliation().drifts().getFirst().id(), "user:ann");
        assertThat(hub.jdbc().sql("SELECT trim_scale(reserved) || '+' || trim_scale(uncovered) FROM inventory.position "
                + "WHERE sku = 'CD-1'").query(String.class).single()).isEqualTo("60+20");
    }

    @Test
    void oneRunAtATimeAndOnlyTheLastOnesAreKept() {
        List<Run> asked = reconciliation().ask(Optional.of("stock-wms"), Optional.empty(), "user:ann");
        assertThat(asked).hasSize(3);
        assertThat(reconciliation().ask(Optional.of("stock-wms"), Optional.empty(), "user:bob")).isEqualTo(asked);
        hub.get(Reconciler.class).schedule();
        hub.get(Reconciler.class).work();
        hub.get(Reconciler.class).schedule();
        assertThat(reconciliation().runs(new RunFilter(Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), 100))).as("three warehouses, the ERP, and its accounts, items and prices, once").hasSize(8);
        hub.inTransaction(() -> hub.get(RunStore.class).keep("stock-wms", "wms-atl", 0));
        assertThat(reconciliation().runs(new RunFilter(Optional.of("stock-wms"), Optional.of("wms-atl"),
                Optional.empty(), Optional.empty(), 100))).isEmpty();
    }

    /** Goods move all the time, messages arrive late; the same seed moves the same goods. */
    @Test
    void heavyTrafficIsNoDrift() {
        long seed = Long.getLong("seed", 7);
        Random random = new Random(seed);
        Deque<StockReport> onTheWay = new ArrayDeque<>();
        List<Run> runs = new ArrayList<>();
        long movement = 10;
        BigDecimal there = new BigDecimal(1000);
        for (int round = 0; round < 40; round++) {
            Run run = begin("stock-wms", "wms-atl");
            for (int moves = random.nextInt(6); moves > 0; moves--) {
                there = there.subtract(BigDecimal.valueOf(random.nextInt(5)));
                onTheWay.add(shelves.count("CD-1", there.toPlainString(), Unit.EACH.code(), ++movement));
                if (random.nextInt(3) == 0) {
                    runs.add(begin("stock-wms", "wms-atl"));
                }
            }
            long lastAtFirstLook = movement;
            while (!onTheWay.isEmpty() && (onTheWay.peek().movement() <= lastAtFirstLook - random.nextInt(2)
                    || random.nextBoolean())) {
                tell(onTheWay.poll());
            }
            while (!onTheWay.isEmpty() && onTheWay.peek().movement() <= lastAtFirstLook) {
                tell(onTheWay.poll());
            }
            int after = random.nextInt(4);
            for (int moves = 0; moves < after; moves++) {
                there = there.subtract(BigDecimal.ONE);
                onTheWay.add(shelves.count("CD-1", there.toPlainString(), Unit.EACH.code(), ++movement));
            }
            runs.add(end(run));
        }
        assertThat(runs).as("seed " + seed).allSatisfy(run -> assertThat(reconciliation().run(run.id()).orElseThrow()
                .figures().drifts()).isZero());
        assertThat(runs.stream().map(run -> reconciliation().run(run.id()).orElseThrow().figures().inFlight())
                .anyMatch(passing -> passing > 0)).isTrue();
        assertThat(reconciliation().drifts()).isEmpty();
    }
}
