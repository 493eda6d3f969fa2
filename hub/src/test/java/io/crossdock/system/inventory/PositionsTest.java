package io.crossdock.system.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.system.connectors.StockReport;
import io.crossdock.testing.HeldTransaction;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is reserved is there; what is promised without goods has a name; and every total is the sum of its movements. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PositionsTest {

    private static final Sku SKU = new Sku("CD-1");
    private static final LocationId ATL = new LocationId("ATL");
    private static final Origin ORIGIN = Origin.start("story", "system:wms-atl");

    private final SettableClock clock = SettableClock.at(Instant.parse("2026-11-20T09:00:00Z"));
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final TestHub hub = TestHub.on(database, clock).with(Inventory.class, PositionStore.class).open();
    private long movement;

    @BeforeEach
    void fiftyOnTheShelf() {
        movement = 0;
        hub.empty("inventory", "journal");
        count("50");
    }

    @AfterAll
    void close() {
        hub.close();
        database.close();
    }

    private Inventory inventory() {
        return hub.get(Inventory.class);
    }

    private void count(String onHand) {
        hub.inTransaction(() -> inventory().report(List.of(new StockCount(SKU, ATL, new BigDecimal(onHand), Unit.of("EA"),
                ++movement, clock.instant(), "stock.adjusted")), ORIGIN));
    }

    private static Reservation of(String quantity, String document) {
        return new Reservation(SKU, ATL, Quantity.of(quantity, "EA"), document);
    }

    private void reserve(String quantity, String document) {
        hub.inTransaction(() -> inventory().reserve(List.of(of(quantity, document)), "hub"));
    }

    private Stock position() {
        return inventory().stock(List.of(SKU)).getFirst();
    }

    private void is(String reserved, String uncovered, String available) {
        assertThat(position().reserved()).isEqualTo(Quantity.of(reserved, "EA"));
        assertThat(position().uncovered()).isEqualTo(Quantity.of(uncovered, "EA"));
        assertThat(position().available()).isEqualTo(Quantity.of(available, "EA"));
    }

    @Test
    void aCountBelowThePromisesLeavesTheRestUncoveredUntilGoodsComeBack() {
        reserve("40", "SO-1-1");
        is("40", "0", "10");
        count("25");
        is("25", "15", "0");
        count("30");
        is("30", "10", "0");
        count("100");
        is("40", "0", "60");
        assertThat(hub.jdbc().sql("SELECT cause FROM inventory.movement ORDER BY id").query(String.class).list())
                .containsExactlyInAnyOrder("counted", "counted", "counted", "counted", "reserved", "uncovered", "covered",
                        "covered");
    }

    @Test
    void booksGiveWayToWhatTheWarehouseCounts() {
        Sku sku = new Sku("CD-BOOKS");
        books(sku, "50", 1);
        books(sku, "40", 0);
        assertThat(onHand(sku)).isEqualTo(Quantity.of("50", "EA"));
        books(sku, "60", 2);
        assertThat(onHand(sku)).isEqualTo(Quantity.of("60", "EA"));
        hub.inTransaction(() -> inventory().report(List.of(count(sku, "12", 3)), ORIGIN));
        books(sku, "60", 9);
        assertThat(onHand(sku)).isEqualTo(Quantity.of("12", "EA"));
    }

    @Test
    void whatHasLeftIsNoLongerInBooksThatWereReadBefore() {
        Sku sku = new Sku("CD-BOOKS");
        books(sku, "50", 10);
        hub.inTransaction(() -> inventory().reserve(List.of(books("30", sku, "SO-1-1"), books("5", sku, "SO-2-1")), "hub"));
        hub.inTransaction(() -> inventory().ship(List.of(books("20", sku, "SO-1-1"), books("10", sku, "SO-1-1")),
                clock.instant().plusSeconds(1), "hub"));
        assertThat(onHand(sku)).isEqualTo(Quantity.of("20", "EA"));
        assertThat(inventory().stock(List.of(sku)).getFirst().available()).isEqualTo(Quantity.of("15", "EA"));
        hub.inTransaction(() -> inventory().ship(List.of(books("5", sku, "SO-2-1")), clock.instant().minusSeconds(1), "hub"));
        assertThat(onHand(sku)).as("it left before the books were read").isEqualTo(Quantity.of("20", "EA"));
        assertThat(hub.jdbc().sql("""
                SELECT concat_ws(' ', cause, trim_scale(on_hand_delta), document) FROM inventory.movement
                 WHERE sku = 'CD-BOOKS' AND on_hand_delta <> 0 ORDER BY id
                """).query(String.class).list()).containsExactly("counted 50 stock.adjusted", "counted -30 leg.shipped SO-1-1");
        books(sku, "20", 12);
        assertThat(onHand(sku)).isEqualTo(Quantity.of("20", "EA"));
        hub.inTransaction(() -> inventory().report(List.of(count(sku, "12", 3)), ORIGIN));
        hub.inTransaction(() -> inventory().reserve(List.of(books("2", sku, "SO-3-1")), "hub"));
        hub.inTransaction(() -> inventory().ship(List.of(books("2", sku, "SO-3-1")), clock.instant().plusSeconds(1), "hub"));
        assertThat(onHand(sku)).as("the warehouse counts").isEqualTo(Quantity.of("12", "EA"));
    }

    private static Reservation books(String quantity, Sku sku, String document) {
        return new Reservation(sku, ATL, Quantity.of(quantity, "EA"), document);
    }

    private Quantity onHand(Sku sku) {
        return inventory().stock(List.of(sku)).getFirst().onHand();
    }

    private void books(Sku sku, String onHand, int second) {
        StockReport report = StockReport.ofBooks(sku, ATL, Quantity.of(onHand, "EA"), Instant.EPOCH.plusSeconds(second));
        hub.inTransaction(() -> inventory().snapshot(List.of(count(sku, onHand, report.movement())), ORIGIN));
    }

    @Test
    void countsThatAreToldTogetherEndAsOneAfterTheOther() {
        reserve("40", "SO-1-1");
        List<Inventory.Told> told = new ArrayList<>();
        for (String onHand : List.of("25", "30", "30", "100")) {
            told.add(new Inventory.Told(new StockCount(SKU, ATL, new BigDecimal(onHand), Unit.of("EA"), ++movement,
                    clock.instant(), "stock.adjusted " + movement), Origin.start("story " + movement, "system:wms-atl")));
        }
        Inventory.Told again = told.getFirst();
        Collections.reverse(told);
        told.add(again);
        hub.inTransaction(() -> inventory().report(told));
        is("40", "0", "60");
        assertThat(hub.jdbc().sql("""
                SELECT concat_ws(' ', cause, trim_scale(on_hand_delta), trim_scale(uncovered_delta), document)
                  FROM inventory.movement WHERE document LIKE 'stock.adjusted %' ORDER BY id
                """).query(String.class).list())
                .containsExactly("counted -25 0 stock.adjusted 2", "uncovered 0 15 stock.adjusted 2",
                        "counted 5 0 stock.adjusted 3", "covered 0 -5 stock.adjusted 3",
                        "counted 70 0 stock.adjusted 5", "covered 0 -10 stock.adjusted 5");
        assertThat(hub.jdbc().sql("""
                SELECT concat_ws(' ', correlation, data ->> 'onHandBefore', data ->> 'onHand', data ->> 'reserved',
                                 data ->> 'uncovered')
                  FROM journal.fact WHERE type = 'inventory.adjusted' AND correlation LIKE 'story %' ORDER BY position
                """).query(String.class).list())
                .containsExactly("story 2 50 25 25 15", "story 3 25 30 30 10", "story 5 30 100 40 0");
    }

    @Test
    void whatIsGivenBackCoversTheOthersFirst() {
        reserve("30", "SO-1-1");
        reserve("20", "SO-2-1");
        count("35");
        is("35", "15", "0");
        hub.inTransaction(() -> inventory().release(List.of(of("20", "SO-2-1")), "hub"));
        is("30", "0", "5");
        hub.inTransaction(() -> inventory().ship(List.of(of("30", "SO-1-1")), clock.instant(), "hub"));
        is("0", "0", "35");
    }

    @Test
    void nothingIsPromisedWhilePromisesAreUncovered() {
        reserve("50", "SO-1-1");
        count("40");
        assertThatThrownBy(() -> reserve("1", "SO-2-1")).isInstanceOf(IllegalStateException.class);
        is("40", "10", "0");
    }

    @Test
    void whatIsHeldCannotBePromisedAndComesBack() {
        Hold recall = new Hold(SKU, ATL, Quantity.of("30", "EA"), "QC-7", "recall");
        reserve("40", "SO-1-1");
        hub.inTransaction(() -> {
            assertThat(inventory().hold(recall, ORIGIN)).isTrue();
            assertThat(inventory().hold(recall, ORIGIN)).as("the same document again").isFalse();
        });
        is("20", "20", "0");
        hub.inTransaction(() -> {
            assertThat(inventory().free(recall, ORIGIN)).isTrue();
            assertThat(inventory().free(recall, ORIGIN)).as("the same document again").isFalse();
        });
        is("40", "0", "10");
    }

    @Test
    void moreMayBeHeldThanIsThere() {
        hub.inTransaction(() -> inventory().hold(new Hold(SKU, ATL, Quantity.of("50", "EA"), "QC-7", "recall"), ORIGIN));
        count("20");
        is("0", "0", "0");
        count("60");
        is("0", "0", "10");
    }

    @Test
    void twoFirstCountsOfAPositionAtOnceEndAsOneAfterTheOther() {
        Sku fresh = new Sku("CD-FRESH");
        try (HeldTransaction first = new HeldTransaction(hub); HeldTransaction second = new HeldTransaction(hub)) {
            first.run(() -> inventory().report(List.of(count(fresh, "50", 1)), ORIGIN));
            CompletableFuture<Void> behind = second.begin(() -> inventory().report(List.of(count(fresh, "80", 2)), ORIGIN));
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> hub.jdbc().sql("""
                    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
                    """).query(Integer.class).single() == 1);
            first.commit();
            behind.join();
            second.commit();
        }
        assertThat(inventory().stock(List.of(fresh)).getFirst().onHand()).isEqualTo(Quantity.of("80", "EA"));
        assertThat(hub.jdbc().sql("SELECT trim_scale(on_hand_delta)::text FROM inventory.movement WHERE sku = 'CD-FRESH'"
                + " ORDER BY id").query(String.class).list()).containsExactly("50", "30");
    }

    private StockCount count(Sku sku, String onHand, long number) {
        return new StockCount(sku, ATL, new BigDecimal(onHand), Unit.of("EA"), number, clock.instant(), "stock.adjusted");
    }

    /** Any story of counts, holds, promises and shipments; the totals are those of the movements and of a plain model. */
    @Test
    void totalsAreTheSumOfTheirMovements() {
        long seed = Long.getLong("inventory.seed", System.nanoTime());
        Random random = new Random(seed);
        List<Reservation> open = new ArrayList<>();
        List<Hold> holds = new ArrayList<>();
        for (int step = 0; step < 300; step++) {
            String name = "D-" + step;
            int quantity = 1 + random.nextInt(12);
            switch (random.nextInt(6)) {
                case 0 -> count(Integer.toString(random.nextInt(100)));
                case 1, 2 -> {
                    if (position().available().value().intValue() >= quantity) {
                        reserve(Integer.toString(quantity), name);
                        open.add(of(Integer.toString(quantity), name));
                    }
                }
                case 3 -> {
                    Hold hold = new Hold(SKU, ATL, Quantity.of(Integer.toString(quantity), "EA"), name, "quality");
                    hub.inTransaction(() -> inventory().hold(hold, ORIGIN));
                    holds.add(hold);
                }
                case 4 -> {
                    if (!holds.isEmpty()) {
                        Hold hold = holds.remove(random.nextInt(holds.size()));
                        hub.inTransaction(() -> inventory().free(hold, ORIGIN));
                    }
                }
                case 5 -> {
                    if (!open.isEmpty()) {
                        Reservation one = open.remove(random.nextInt(open.size()));
                        boolean left = random.nextBoolean();
                        hub.inTransaction(() -> {
                            if (left) {
                                inventory().ship(List.of(one), clock.instant(), "hub");
                            } else {
                                inventory().release(List.of(one), "hub");
                            }
                        });
                    }
                }
                default -> throw new AssertionError();
            }
            BigDecimal promised = open.stream().map(each -> each.quantity().value()).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(position().reserved().plus(position().uncovered()).value()).as("seed %s, step %s", seed, step)
                    .isEqualByComparingTo(promised);
            assertThat(holds.stream().map(each -> each.quantity().value()).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(position().onHold().value());
        }
        assertThat(hub.jdbc().sql("""
                SELECT count(*) FROM inventory.position p
                  JOIN (SELECT sku, location, sum(on_hand_delta) AS on_hand, sum(on_hold_delta) AS on_hold,
                               sum(reserved_delta) AS reserved, sum(uncovered_delta) AS uncovered
                          FROM inventory.movement GROUP BY sku, location) m USING (sku, location)
                 WHERE (p.on_hand, p.on_hold, p.reserved, p.uncovered)
                       <> (m.on_hand, m.on_hold, m.reserved, m.uncovered)
                """).query(Integer.class).single()).as("seed %s", seed).isZero();
    }
}
