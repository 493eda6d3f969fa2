package io.crossdock.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.testing.HeldTransaction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each fact is handled once, in order, by whoever of the replicas gets to it. */
class SubscriptionTest extends SubscriptionBench {

    @Test
    void eachFactIsHandledOnceAndInOrder() {
        append("A", "a1", "a2");
        append("B", "b1");
        append("A", "a3");
        run(subscription);
        run(replica(hub, recorder));
        assertThat(recorder.subjects(hub)).containsExactly("a1", "a2", "b1", "a3");
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
        assertThat(inTheMiddle.await(1, TimeUnit.MINUTES)).isTrue();
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
                    """).query(Long.class).single()).as("each fact once, and those of one partition again").isLessThan(5_000);
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

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
