package io.crossdock.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.lifecycle.CrashPoints;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.testing.HeldTransaction;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.support.TransactionTemplate;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubscriptionTest {

    private static final Set<String> TYPES = Set.of("order.accepted", "order.closed");

    private final SettableClock clock = SettableClock.standing();
    private SharedPostgres.Database database;
    private TestHub hub;
    private Journal journal;
    private Recorder recorder;
    private Subscription subscription;

    @BeforeAll
    void open() {
        database = TestDatabase.migrated();
        hub = TestHub.on(database, clock).open();
        journal = hub.get(Journal.class);
        Recorder.prepare(hub);
    }

    @BeforeEach
    void begin() {
        hub.empty("journal", "public");
        recorder = new Recorder("recorder", TYPES, hub);
        subscription = replica(hub, recorder);
    }

    @AfterAll
    void close() {
        hub.close();
        database.close();
    }

    private Subscription replica(TestHub hub, FactHandler handler) {
        JournalStore store = hub.get(JournalStore.class);
        Subscription replica = new Subscription(handler, new Subscriptions.Ledger(store,
                hub.get(TransactionTemplate.class), CrashPoints.none()), store::safe, clock);
        replica.register();
        return replica;
    }

    private void append(String key, String... subjects) {
        hub.inTransaction(() -> write("order.accepted", key, subjects));
    }

    private void write(String type, String key, String... subjects) {
        for (String subject : subjects) {
            journal.append(new NewFact(type, subject, key, Origin.start("story", "hub"), 1, Map.of()));
        }
    }

    private void run(Subscription subscription) {
        while (subscription.step()) {
            // until there is nothing more to do
        }
    }

    @Test
    void eachFactIsHandledOnceAndInOrder() {
        append("A", "a1", "a2");
        append("B", "b1");
        append("A", "a3");
        run(subscription);
        run(replica(hub, recorder));
        assertThat(recorder.subjects(hub)).containsExactly("a1", "a2", "b1", "a3");
    }

    /** Hands "bad" facts back, and remembers what it was given together. */
    private final class Together implements FactHandler {

        private final List<List<String>> batches = new ArrayList<>();
        private String bad = "bad";

        @Override
        public String subscription() {
            return "together";
        }

        @Override
        public Set<String> types() {
            return TYPES;
        }

        @Override
        public void handle(Fact fact) {
            Batch.alone(fact, this);
        }

        @Override
        public void handleAll(Batch batch) {
            batches.add(batch.each(fact -> {
                if (fact.subject().equals(bad)) {
                    throw Indigestible.forNow("bad", "It is bad for now.");
                }
                return fact.subject();
            }));
        }
    }

    @Test
    void whatABatchGivesBackIsParkedAndWhatComesAfterItOnItsKeyQueuesBehind() {
        Together set = new Together();
        Subscription reader = replica(hub, set);
        append("A", "a1", "bad", "behind");
        append("B", "b1");
        run(reader);
        append("A", "later");
        append("B", "b2", "b3");
        run(reader);

        assertThat(set.batches).containsExactly(List.of("a1", "b1"), List.of("b2", "b3"));
        assertThat(journal.parked()).singleElement().satisfies(parked -> {
            assertThat(parked.fact().subject()).isEqualTo("bad");
            assertThat(parked.code()).isEqualTo("bad");
            assertThat(parked.attempts()).isEqualTo(1);
            assertThat(parked.waiting()).isEqualTo(2);
        });
    }

    @Test
    void whatWaitsForSomethingElseIsTriedForADayAndThenAPersonDecides() {
        Subscription reader = replica(hub, new Together());
        append("A", "bad");
        run(reader);
        Instant begun = clock.instant();
        Optional<Instant> next = journal.parked().getFirst().nextAttemptAt();
        while (next.isPresent()) {
            clock.advance(Duration.between(clock.instant(), next.get()));
            run(reader);
            assertThat(journal.parked()).hasSize(1);
            Optional<Instant> then = journal.parked().getFirst().nextAttemptAt();
            assertThat(then).satisfiesAnyOf(each -> assertThat(each).isEmpty(), each -> assertThat(Duration.between(
                    clock.instant(), each.orElseThrow())).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(5)));
            next = then;
        }
        assertThat(journal.parked().getFirst().attempts()).isEqualTo(Subscription.WAITING_ATTEMPTS_MAX);
        assertThat(Duration.between(begun, clock.instant())).isBetween(Duration.ofHours(23), Duration.ofHours(26));
    }

    @Test
    void factsThatCameMeanwhileAreHandledTogetherWhileAParkedOneIsTriedAgain() {
        Together set = new Together();
        Subscription reader = replica(hub, set);
        append("A", "bad");
        run(reader);
        clock.advance(Duration.ofSeconds(2));
        append("B", "b1", "b2");
        append("C", "c1");
        run(reader);

        assertThat(set.batches).contains(List.of("b1", "b2", "c1"));
        assertThat(journal.parked()).singleElement().satisfies(parked -> assertThat(parked.attempts()).isEqualTo(2));
    }

    @Test
    void whatQueuesBehindAParkedFactIsTriedAgainTogetherWithIt() {
        Together set = new Together();
        Subscription reader = replica(hub, set);
        append("A", "bad", "a2", "a3");
        append("B", "bad", "b2", "worse", "b3");
        append("C", "c1");
        run(reader);
        clock.advance(Duration.ofSeconds(2));
        set.bad = "worse";
        set.batches.clear();
        run(reader);

        assertThat(set.batches).containsExactly(List.of("bad", "a2", "a3", "bad", "b2"));
        assertThat(journal.parked()).singleElement().satisfies(parked -> {
            assertThat(parked.fact().subject()).isEqualTo("worse");
            assertThat(parked.attempts()).isEqualTo(1);
            assertThat(parked.nextAttemptAt()).contains(clock.instant().plusSeconds(1));
            assertThat(parked.waiting()).isEqualTo(1);
        });
    }

    @Test
    void factsOfOtherTypesArePassedOver() {
        hub.inTransaction(() -> write("leg.picked", "A", "picked"));
        append("A", "a1");
        run(subscription);
        assertThat(recorder.subjects(hub)).containsExactly("a1");
    }

    @Test
    void aSubscriptionMayBeginWithTheNextFact() {
        append("A", "before");
        FactHandler late = new FactHandler() {
            @Override
            public String subscription() {
                return "late";
            }

            @Override
            public Set<String> types() {
                return TYPES;
            }

            @Override
            public boolean fromTheBeginning() {
                return false;
            }

            @Override
            public void handle(Fact fact) {
                assertThat(fact.subject()).isEqualTo("after");
                recorder.handle(fact);
            }
        };
        Subscription second = replica(hub, late);
        append("A", "after");
        run(second);
        assertThat(recorder.subjects(hub)).containsExactly("after");
        assertThat(journal.parked()).isEmpty();
    }

    @Test
    void aReaderDoesNotPassAnAppendThatIsStillRunning() {
        append("A", "a1");
        try (HeldTransaction slow = new HeldTransaction(hub)) {
            slow.run(() -> write("order.accepted", "B", "slow"));
            append("A", "a2");
            run(subscription);
            assertThat(recorder.subjects(hub)).containsExactly("a1");
            slow.commit();
        }
        run(subscription);
        assertThat(recorder.subjects(hub)).containsExactly("a1", "slow", "a2");
    }

    @Test
    void anAppendThatRollsBackLeavesAGapThatNobodyWaitsFor() {
        try (HeldTransaction slow = new HeldTransaction(hub)) {
            slow.run(() -> write("order.accepted", "B", "slow"));
            append("A", "a1");
            slow.rollback();
        }
        run(subscription);
        assertThat(recorder.subjects(hub)).containsExactly("a1");
    }

    @Test
    void aTransactionThatAppendsTwiceHoldsBackEverythingSinceItsFirst() {
        try (HeldTransaction slow = new HeldTransaction(hub)) {
            slow.run(() -> write("order.accepted", "B", "b1"));
            append("A", "a1");
            slow.run(() -> write("order.accepted", "B", "b2"));
            append("A", "a2");
            run(subscription);
            assertThat(recorder.subjects(hub)).isEmpty();
            slow.commit();
        }
        run(subscription);
        assertThat(recorder.subjects(hub)).containsExactly("b1", "a1", "b2", "a2");
    }

    @Test
    void aHandlerThatFailsParksOnlyTheKeyOfItsFact() {
        recorder.then(failingAt("a2"));
        append("A", "a1", "a2", "a3");
        append("B", "b1");
        run(subscription);
        assertThat(recorder.subjects(hub)).containsExactly("a1", "b1");
        append("A", "a4");
        append("B", "b2");
        run(subscription);
        assertThat(recorder.subjects(hub)).containsExactly("a1", "b1", "b2");
        assertThat(journal.parked()).singleElement().satisfies(parked -> {
            assertThat(parked.fact().subject()).isEqualTo("a2");
            assertThat(parked.code()).isEqualTo("fault");
            assertThat(parked.attempts()).isEqualTo(1);
            assertThat(parked.waiting()).isEqualTo(2);
            assertThat(parked.nextAttemptAt()).contains(clock.instant().plusSeconds(1));
        });
    }

    @Test
    void aParkedFactIsTriedAgainByItselfAndItsKeyGoesOnInOrder() {
        recorder.then(failingAt("a1"));
        append("A", "a1", "a2");
        run(subscription);
        clock.advance(Duration.ofSeconds(1));
        run(subscription);
        assertThat(journal.parked()).singleElement().extracting(Parked::attempts).isEqualTo(2);
        recorder.then(fact -> { });
        append("A", "a3");
        run(subscription);
        assertThat(recorder.subjects(hub)).as("not due yet").isEmpty();
        clock.advance(Duration.ofSeconds(2));
        run(subscription);
        append("A", "a4");
        run(subscription);
        assertThat(recorder.subjects(hub)).containsExactly("a1", "a2", "a3", "a4");
        assertThat(journal.parked()).isEmpty();
    }

    @Test
    void afterEightAttemptsOnlyAPersonReleasesAFact() {
        recorder.then(failingAt("a1"));
        append("A", "a1", "a2");
        for (int attempt = 1; attempt <= 8; attempt++) {
            run(subscription);
            assertThat(journal.parked()).singleElement().extracting(Parked::attempts).isEqualTo(attempt);
            clock.advance(Duration.ofMinutes(5));
        }
        run(subscription);
        Parked parked = journal.parked().getFirst();
        assertThat(parked.attempts()).isEqualTo(8);
        assertThat(parked.nextAttemptAt()).isEmpty();
        recorder.then(fact -> { });
        assertThat(journal.release("recorder", parked.fact().position())).isTrue();
        run(subscription);
        assertThat(recorder.subjects(hub)).containsExactly("a1", "a2");
        assertThat(journal.release("recorder", parked.fact().position())).isFalse();
    }

    @Test
    void whatQueuesBehindAParkedFactCannotOvertakeIt() {
        recorder.then(failingAt("a1"));
        append("A", "a1", "a2");
        run(subscription);
        recorder.then(fact -> { });
        long second = journal.ofKey("A", 0).getLast().position();
        assertThat(journal.release("recorder", second)).isFalse();
        assertThat(subscription.step()).isFalse();
        assertThat(recorder.subjects(hub)).isEmpty();
    }

    @Test
    void whatOnlyAPersonCanMendIsParkedAtOnce() {
        recorder.then(fact -> {
            throw new Indigestible("edi-partner-unknown", "Nobody knows ACME.");
        });
        append("A", "a1");
        run(subscription);
        clock.advance(Duration.ofDays(1));
        run(subscription);
        assertThat(journal.parked()).singleElement().satisfies(parked -> {
            assertThat(parked.code()).isEqualTo("edi-partner-unknown");
            assertThat(parked.reason()).isEqualTo("Nobody knows ACME.");
            assertThat(parked.attempts()).isEqualTo(1);
            assertThat(parked.nextAttemptAt()).isEmpty();
        });
    }

    @Test
    void whatAFailingHandlerWroteIsUndone() {
        recorder.then(fact -> {
            if (fact.subject().equals("a1")) {
                hub.jdbc().sql("INSERT INTO journal.cursor VALUES ('x', 99, 0, now())").update();
            }
        });
        append("A", "a1");
        append("B", "b1");
        run(subscription);
        assertThat(recorder.subjects(hub)).containsExactly("b1");
        assertThat(journal.parked()).singleElement().extracting(parked -> parked.fact().subject()).isEqualTo("a1");
    }

    @Test
    void anErrorInAHandlerParksItsFact() {
        recorder.then(fact -> {
            throw new NoClassDefFoundError("gone");
        });
        append("A", "a1");
        run(subscription);
        assertThat(journal.parked()).singleElement().extracting(Parked::code).isEqualTo("fault");
    }

    @Test
    void troubleOfTheDatabaseParksNothing() {
        recorder.then(fact -> {
            throw new TransientDataAccessResourceException("the disk is full");
        });
        append("A", "a1");
        assertThatThrownBy(subscription::step).isInstanceOf(TransientDataAccessResourceException.class);
        assertThatThrownBy(subscription::step).isInstanceOf(TransientDataAccessResourceException.class);
        recorder.then(fact -> { });
        run(subscription);
        assertThat(recorder.subjects(hub)).containsExactly("a1");
        assertThat(journal.parked()).isEmpty();
    }

    @Test
    void aConnectionThatDiesInAHandlerParksNothing() {
        recorder.then(failingAt("a1"));
        append("A", "a1");
        append("B", "b1");
        run(subscription);
        recorder.then(fact -> hub.jdbc().sql("SELECT pg_terminate_backend(pg_backend_pid())")
                .query(Boolean.class).single());
        clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(subscription::step).matches(DatabaseTrouble::is);
        recorder.then(fact -> { });
        run(subscription);
        assertThat(recorder.subjects(hub)).containsExactly("b1", "a1");
        assertThat(journal.parked()).isEmpty();
    }

    @Test
    void twoReplicasShareTheWorkOfOneSubscription() throws InterruptedException {
        int keys = 64;
        for (int i = 0; i < keys; i++) {
            append("K" + i, "k" + i);
        }
        CountDownLatch inTheMiddle = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Recorder held = new Recorder("recorder", TYPES, hub);
        held.then(fact -> {
            inTheMiddle.countDown();
            await(goOn);
        });
        Subscription first = replica(hub, held);
        CompletableFuture<Boolean> step = CompletableFuture.supplyAsync(first::step);
        assertThat(inTheMiddle.await(10, TimeUnit.SECONDS)).isTrue();
        run(subscription);
        int byTheSecond = recorder.subjects(hub).size();
        assertThat(byTheSecond).isBetween(1, keys - 1);
        goOn.countDown();
        assertThat(step.join()).isTrue();
        assertThat(recorder.subjects(hub)).doesNotHaveDuplicates().hasSize(keys);
    }

    @Test
    void idleCursorsFollowWhatOthersWrite() {
        append("A", "a1");
        run(subscription);
        hub.inTransaction(() -> journal.append(IntStream.range(0, 600)
                .mapToObj(i -> new NewFact("leg.picked", "leg", "L" + i, Origin.start("story", "hub"), 1, Map.of()))
                .toList()));
        assertThat(subscription.step()).isFalse();
        long safe = hub.jdbc().sql("SELECT journal.safe_position()").query(Long.class).single();
        assertThat(hub.jdbc().sql("SELECT position FROM journal.cursor WHERE subscription = 'recorder'")
                .query(Long.class).list()).hasSize(16).containsOnly(safe);
        append("B", "b1");
        run(subscription);
        assertThat(recorder.subjects(hub)).containsExactly("a1", "b1");
    }

    @Test
    void whatIsNextIsFoundWithoutReadingTheFactsOfOtherPartitions() {
        hub.inTransaction(() -> journal.append(IntStream.range(0, 4_000)
                .mapToObj(i -> NewFact.of("leg.picked", i < 10 ? "A" : "K" + i, Origin.start("story", "hub"), Map.of()))
                .toList()));
        append("A", "a1");
        hub.jdbc().sql("ANALYZE journal.fact").update();
        JournalStore store = hub.get(JournalStore.class);
        hub.inTransaction(() -> {
            hub.jdbc().sql("SET LOCAL enable_seqscan = off").update();
            JournalStore.Turn turn = store.claim("recorder", TYPES, store.safe(), clock.instant());
            assertThat(turn.cursors()).hasSize(1);
            assertThat(store.next("recorder", turn, TYPES, 10)).hasSize(1);
            assertThat(hub.jdbc().sql("""
                    SELECT idx_tup_fetch + seq_tup_read FROM pg_stat_xact_user_tables WHERE relname = 'fact'
                    """).query(Long.class).single()).as("facts read").isLessThan(5_000);
        });
    }

    @Test
    void idleCursorsDoNotFollowPastWhatIsStillRunning() {
        try (HeldTransaction slow = new HeldTransaction(hub)) {
            slow.run(() -> write("order.accepted", "B", "slow"));
            hub.inTransaction(() -> journal.append(IntStream.range(0, 600)
                    .mapToObj(i -> NewFact.of("leg.picked", "L" + i, Origin.start("story", "hub"), Map.of()))
                    .toList()));
            assertThat(subscription.step()).isFalse();
            slow.commit();
        }
        run(subscription);
        assertThat(recorder.subjects(hub)).containsExactly("slow");
    }

    @Test
    void aFactThatEndsItsBatchIsTheLastOneOfItsTransaction() {
        recorder.endsWith("a2");
        List.of("a1", "a2", "a3", "a4").forEach(subject -> append("A", subject));

        assertThat(subscription.step()).as("there is more").isTrue();
        assertThat(recorder.subjects(hub)).containsExactly("a1", "a2");
        assertThat(subscription.step()).isFalse();
        assertThat(recorder.subjects(hub)).containsExactly("a1", "a2", "a3", "a4");
    }

    @Test
    void moreFactsThanOneBatchKeepTheirOrder() {
        List<String> subjects = IntStream.range(0, 450).mapToObj(i -> "s" + i).toList();
        hub.inTransaction(() -> journal.append(subjects.stream()
                .map(s -> new NewFact("order.accepted", s, "K" + s.hashCode() % 40, Origin.start("story", "hub"), 1,
                        Map.of()))
                .toList()));
        run(subscription);
        List<Recorder.Seen> seen = Recorder.seen(hub, "recorder");
        assertThat(seen).hasSize(450).doesNotHaveDuplicates();
        seen.stream().map(Recorder.Seen::key).distinct().forEach(key -> assertThat(seen)
                .filteredOn(s -> s.key().equals(key)).extracting(Recorder.Seen::position).isSorted());
    }

    private static Consumer<Fact> failingAt(String subject) {
        return fact -> {
            if (fact.subject().equals(subject)) {
                throw new IllegalStateException("cannot digest " + subject);
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
