package io.crossdock.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.lifecycle.CrashPoints;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Many writers that commit in random order, some of which roll back; two replicas of two subscriptions that read
 * meanwhile. A fact that is skipped, seen twice or seen before its elder of the same key is an error.
 */
class JournalRaceTest {

    private static final int WRITERS = 10;
    private static final int TRANSACTIONS = 60;
    private static final int KEYS = 12;
    private static final List<String> SUBSCRIPTIONS = List.of("first", "second");

    private final SettableClock clock = SettableClock.standing();

    @RepeatedTest(3)
    void everySubscriptionSeesEveryFactOnceAndEachKeyInOrder(RepetitionInfo repetition) {
        long seed = Long.getLong("seed", System.nanoTime()) + repetition.getCurrentRepetition();
        System.out.println("JournalRaceTest seed=" + seed);
        try (SharedPostgres.Database database = TestDatabase.migrated();
                TestHub one = TestHub.on(database, clock).open();
                TestHub two = TestHub.on(database, clock).open()) {
            Recorder.prepare(one);
            one.jdbc().sql("CREATE TABLE public.aggregate (key text PRIMARY KEY, version int NOT NULL)").update();
            one.jdbc().sql("INSERT INTO public.aggregate SELECT 'K' || k, 0 FROM generate_series(0, :last) k")
                    .param("last", KEYS - 1).update();

            AtomicBoolean writing = new AtomicBoolean(true);
            List<CompletableFuture<Void>> readers = new ArrayList<>();
            for (TestHub hub : List.of(one, two)) {
                SUBSCRIPTIONS.forEach(name -> readers.add(CompletableFuture.runAsync(() -> read(hub, name, writing),
                        Thread::startVirtualThread)));
            }
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (int w = 0; w < WRITERS; w++) {
                Random random = new Random(seed * 31 + w);
                TestHub hub = w % 2 == 0 ? one : two;
                writers.add(CompletableFuture.runAsync(() -> write(hub, random), Thread::startVirtualThread));
            }
            writers.forEach(CompletableFuture::join);
            writing.set(false);
            readers.forEach(CompletableFuture::join);

            List<Recorder.Seen> written = one.jdbc()
                    .sql("SELECT position, ordering_key AS key, subject FROM journal.fact ORDER BY position")
                    .query(Recorder.Seen.class).list();
            assertThat(written).hasSizeGreaterThan(WRITERS * TRANSACTIONS / 2);
            for (String name : SUBSCRIPTIONS) {
                List<Recorder.Seen> seen = Recorder.seen(one, name);
                assertThat(seen).as("seed %d, %s", seed, name).containsExactlyInAnyOrderElementsOf(written);
                for (int k = 0; k < KEYS; k++) {
                    String key = "K" + k;
                    assertThat(seen).as("seed %d, %s, %s", seed, name, key).filteredOn(s -> s.key().equals(key))
                            .extracting(s -> Integer.valueOf(s.subject())).isSorted().doesNotHaveDuplicates();
                }
            }
        }
    }

    /** Facts of a key carry its version, which its row lock makes grow: the order that must be seen. */
    private static void write(TestHub hub, Random random) {
        Journal journal = hub.get(Journal.class);
        for (int i = 0; i < TRANSACTIONS; i++) {
            hub.get(TransactionTemplate.class).executeWithoutResult(status -> {
                // A query before the lock, so that transactions get their ids in another order than their locks.
                if (random.nextBoolean()) {
                    hub.jdbc().sql("SELECT pg_current_xact_id()").query((row, n) -> n).single();
                }
                int facts = 1 + random.nextInt(3);
                String key = "K" + random.nextInt(KEYS);
                int version = hub.jdbc().sql("""
                        UPDATE public.aggregate SET version = version + :facts WHERE key = :key RETURNING version
                        """).param("facts", facts).param("key", key).query(Integer.class).single();
                for (int f = facts - 1; f >= 0; f--) {
                    journal.append(new NewFact("order.moved", String.valueOf(version - f), key,
                            Origin.start("story", "hub"), 1, Map.of()));
                }
                for (int roundTrips = random.nextInt(6); roundTrips > 0; roundTrips--) {
                    hub.jdbc().sql("SELECT 1").query(Integer.class).single();
                }
                if (random.nextInt(4) == 0) {
                    status.setRollbackOnly();
                }
            });
        }
    }

    private void read(TestHub hub, String name, AtomicBoolean writing) {
        JournalStore store = hub.get(JournalStore.class);
        Subscription subscription = new Subscription(new Recorder(name, Set.of("order.moved"), hub),
                new Subscriptions.Ledger(store, hub.get(TransactionTemplate.class), CrashPoints.none()), store::safe, clock);
        subscription.register();
        boolean last = false;
        while (true) {
            boolean worked = subscription.step();
            if (!worked && last) {
                return;
            }
            last = !worked && !writing.get();
        }
    }
}
