package io.crossdock.system.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Positions in memory are those of the tables, on every replica, whatever ends when. */
@Timeout(240)
class ShelfTest {

    private static final LocationId ATL = new LocationId("ATL");
    private static final Origin ORIGIN = Origin.start("story", "system:wms-atl");

    private final SettableClock clock = SettableClock.at(Instant.parse("2026-11-20T09:00:00Z"));
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final AtomicBoolean away = new AtomicBoolean();
    private final TestHub hub = hub();
    private final TestHub replica = hub();
    private long movement;

    private TestHub hub() {
        return TestHub.on(database, clock).around(pool -> new SometimesAway(pool, away))
                .with(Inventory.class, PositionStore.class, Shelf.class, ShelfStore.class).open();
    }

    /** A database that cannot be reached while {@code away}. */
    private static final class SometimesAway extends DelegatingDataSource {

        private final AtomicBoolean away;

        SometimesAway(DataSource target, AtomicBoolean away) {
            super(target);
            this.away = away;
        }

        @Override
        public java.sql.Connection getConnection() throws java.sql.SQLException {
            if (away.get()) {
                throw new java.sql.SQLTransientConnectionException("away");
            }
            return super.getConnection();
        }
    }

    @AfterEach
    void close() {
        hub.close();
        replica.close();
        database.close();
    }

    private void count(String sku, int onHand) {
        hub.inTransaction(() -> hub.get(Inventory.class).report(List.of(new StockCount(new Sku(sku), ATL,
                BigDecimal.valueOf(onHand), Unit.of("EA"), ++movement, clock.instant(), "stock.adjusted")), ORIGIN));
    }

    private static Reservation of(String sku, int quantity) {
        return new Reservation(new Sku(sku), ATL, Quantity.of(quantity, Unit.EACH), "SO-1-1");
    }

    private static int available(TestHub hub, String sku) {
        return hub.get(Shelf.class).of(new Sku(sku)).stream().mapToInt(each -> each.available().value().intValueExact())
                .sum();
    }

    @Test
    void whatOneReplicaPromisesTheOtherKnowsWithinMoments() {
        hub.start();
        replica.start();
        count("CD-1", 50);
        await().untilAsserted(() -> assertThat(List.of(available(hub, "CD-1"), available(replica, "CD-1")))
                .containsExactly(50, 50));
        // A promise leaves no fact that could ring a bell here or there.
        replica.inTransaction(() -> replica.get(Inventory.class).reserve(List.of(of("CD-1", 20)), "hub"));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                List.of(available(hub, "CD-1"), available(replica, "CD-1"))).containsExactly(30, 30));
    }

    @Test
    void whatCommitsLateIsNotPassedOver() throws InterruptedException {
        count("CD-1", 50);
        count("CD-2", 50);
        replica.get(Shelf.class).refresh();
        CountDownLatch promised = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        Thread slow = Thread.ofVirtual().start(() -> hub.inTransaction(() -> {
            hub.get(Inventory.class).reserve(List.of(of("CD-1", 7)), "hub");
            promised.countDown();
            try {
                assertThat(commit.await(2, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        assertThat(promised.await(2, TimeUnit.MINUTES)).isTrue();
        hub.inTransaction(() -> hub.get(Inventory.class).reserve(List.of(of("CD-2", 9)), "hub"));
        replica.get(Shelf.class).refresh();
        replica.get(Shelf.class).refresh();
        assertThat(List.of(available(replica, "CD-1"), available(replica, "CD-2"))).containsExactly(50, 41);
        commit.countDown();
        slow.join();
        replica.get(Shelf.class).refresh();
        assertThat(available(replica, "CD-1")).isEqualTo(43);
    }

    @Test
    void whileTheDatabaseIsAwayTheAnswersStayAndGrowOld() {
        count("CD-1", 50);
        Shelf shelf = hub.get(Shelf.class);
        shelf.refresh();
        Instant before = shelf.asOf();
        away.set(true);
        clock.advance(Duration.ofMinutes(5));
        assertThatThrownBy(shelf::refresh).isInstanceOf(RuntimeException.class);
        assertThat(available(hub, "CD-1")).isEqualTo(50);
        assertThat(shelf.asOf()).isEqualTo(before);
        away.set(false);
        shelf.refresh();
        assertThat(shelf.asOf()).isEqualTo(clock.instant());
    }

    @Test
    void aNewReplicaKnowsEverythingFromTheStart() {
        IntStream.rangeClosed(1, 20).forEach(n -> count("CD-" + n, n));
        try (TestHub third = hub()) {
            IntStream.rangeClosed(1, 20).forEach(n -> assertThat(available(third, "CD-" + n)).isEqualTo(n));
        }
    }

    /** Numbers of transactions are those of a server; a database that has moved to a younger one still works. */
    @Test
    void aDatabaseCopiedFromAnotherServerIsFollowed() {
        count("CD-1", 50);
        hub.jdbc().sql("UPDATE inventory.movement SET xid = '999999999999'").update();
        replica.get(Shelf.class).refresh();
        count("CD-1", 20);
        replica.get(Shelf.class).refresh();
        assertThat(available(replica, "CD-1")).isEqualTo(20);
    }

    @Test
    void anyStoryOfManyBuyersEndsWithTheSameNumbersEverywhere() {
        Random random = new Random(Long.getLong("shelf.seed", 7));
        IntStream.range(0, 8).forEach(n -> count("CD-" + n, 1_000));
        hub.start();
        replica.start();
        List<Thread> buyers = new ArrayList<>();
        for (int buyer = 0; buyer < 8; buyer++) {
            long seed = random.nextLong();
            TestHub at = buyer % 2 == 0 ? hub : replica;
            buyers.add(Thread.ofVirtual().start(() -> buy(at, new Random(seed))));
        }
        buyers.forEach(ShelfTest::join);
        List<Integer> truth = IntStream.range(0, 8).mapToObj(n -> hub.get(Inventory.class).stock(List.of(new Sku("CD-" + n)))
                .getFirst().available().value().intValueExact()).toList();
        for (TestHub each : List.of(hub, replica)) {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(IntStream.range(0, 8)
                    .mapToObj(n -> available(each, "CD-" + n)).toList()).isEqualTo(truth));
        }
    }

    private static void buy(TestHub at, Random random) {
        for (int order = 0; order < 40; order++) {
            String sku = "CD-" + random.nextInt(8);
            int quantity = 1 + random.nextInt(3);
            boolean cancelled = random.nextInt(4) == 0;
            at.inTransaction(() -> at.get(Inventory.class).reserve(List.of(of(sku, quantity)), "hub"));
            if (cancelled) {
                at.inTransaction(() -> at.get(Inventory.class).release(List.of(of(sku, quantity)), "hub"));
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
