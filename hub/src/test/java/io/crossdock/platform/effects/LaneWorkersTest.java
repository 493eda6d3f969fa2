package io.crossdock.platform.effects;

import static io.crossdock.platform.effects.EffectsBench.ERP;
import static io.crossdock.platform.effects.EffectsBench.effect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.postgres.SharedPostgres;
import io.crossdock.testing.StatementCount;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.node.JsonNodeFactory;

/** The running loops, on the machine's clock. */
class LaneWorkersTest {

    private static final Duration SHORT = Duration.ofMillis(5);
    private static final LaneSettings LANE = new LaneSettings(8, BigDecimal.ZERO, 50, SHORT, Duration.ofMillis(50), 1000,
            SHORT, Duration.ofSeconds(5), SHORT);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Map<String, LaneSettings> lanes = new ConcurrentHashMap<>(Map.of(ERP, LANE));
    private final FakeTarget erp = new FakeTarget("order.post");
    private final StatementCount statements = new StatementCount();
    private SharedPostgres.Database database;
    private TestHub hub;

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
        hub = replica();
    }

    @AfterEach
    void close() {
        hub.close();
        database.close();
    }

    private TestHub replica() {
        return TestHub.on(database, Clock.systemUTC()).with(Lanes.class, () -> Map.copyOf(lanes))
                .with(EffectExecutor.class, erp).around(statements).open();
    }

    private void request(NewEffect... effects) {
        hub.inTransaction(() -> hub.get(Effects.class).request(Arrays.asList(effects)));
    }

    private Effect state(String businessKey) {
        return hub.get(Effects.class).effect(ERP, "order.post", businessKey).orElseThrow();
    }

    private int count(EffectState state) {
        return hub.jdbc().sql("SELECT count(*) FROM effects.effect WHERE state = :state")
                .param("state", state.column()).query(Integer.class).single();
    }

    private static NewEffect[] stories(int keys, int steps) {
        List<NewEffect> effects = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            for (int key = 0; key < keys; key++) {
                effects.add(effect("K" + key, "K" + key + "-" + step));
            }
        }
        return effects.toArray(NewEffect[]::new);
    }

    /** Each effect goes wrong once, in a way of its own, and is done by whoever comes next. */
    private void failEachOnce() {
        Set<String> failed = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 2000; i++) {
            erp.next(effect -> {
                if (!failed.add(effect.businessKey())) {
                    return erp.does(effect);
                }
                switch (Math.floorMod(effect.businessKey().hashCode(), 5)) {
                    case 0 -> {
                        return new Outcome.Failed("500");
                    }
                    case 1 -> {
                        return new Outcome.Unavailable("503", Optional.empty());
                    }
                    case 2 -> {
                        erp.does(effect);
                        return new Outcome.Ambiguous("answer cut off");
                    }
                    case 3 -> {
                        erp.does(effect);
                        throw new IllegalStateException("the connector broke after the work was done");
                    }
                    default -> {
                        return new Outcome.Ambiguous("request cut off");
                    }
                }
            });
        }
    }

    private void assertEachDoneOnceAndInOrder(int keys, int steps) {
        assertThat(erp.books()).hasSize(keys * steps).allSatisfy((key, times) -> assertThat(times).isEqualTo(1));
        for (int key = 0; key < keys; key++) {
            String prefix = "K" + key + "-";
            Set<String> firstSeen = new LinkedHashSet<>(erp.calls().stream().filter(c -> c.startsWith(prefix)).toList());
            assertThat(firstSeen).containsExactlyElementsOf(
                    IntStream.range(0, steps).mapToObj(step -> prefix + step).toList());
        }
        // The pool may hand out a connection that was dropped.
        await().ignoreExceptionsInstanceOf(DataAccessException.class).untilAsserted(() -> assertThat(hub.jdbc()
                .sql("SELECT count(*) FROM journal.fact WHERE type = 'effect.done'").query(Integer.class).single())
                .isEqualTo(keys * steps));
    }

    @Test
    void eachEffectIsDoneOnceAndInOrderThoughEachFailsOnceAndReplicasComeAndGo() {
        failEachOnce();
        NewEffect[] stories = stories(40, 4);
        request(Arrays.copyOfRange(stories, 0, 80));
        try (TestHub other = replica()) {
            hub.start();
            await().atMost(PATIENCE).until(() -> count(EffectState.DONE) > 20);
            other.start();
            hub.stop();
            request(Arrays.copyOfRange(stories, 80, 160));
            await().atMost(PATIENCE).until(() -> count(EffectState.DONE) == 160);
        }
        assertThat(workers()).as("both have worked").hasSize(2);
        assertEachDoneOnceAndInOrder(40, 4);
        assertThat(erp.mostUnderWay()).isLessThanOrEqualTo(LANE.concurrency());
    }

    private List<String> workers() {
        return hub.jdbc().sql("SELECT DISTINCT split_part(worker, '#', 1) FROM effects.attempt")
                .query(String.class).list();
    }

    @Test
    void aDatabaseThatDropsItsConnectionsLosesNothing() {
        failEachOnce();
        request(stories(20, 3));
        hub.start();
        for (int drop = 1; drop <= 3; drop++) {
            int done = drop * 10;
            await().atMost(PATIENCE).ignoreExceptions().until(() -> count(EffectState.DONE) >= done);
            drop();
        }
        await().atMost(PATIENCE).ignoreExceptions().until(() -> count(EffectState.DONE) == 60);
        assertEachDoneOnceAndInOrder(20, 3);
    }

    private void drop() {
        try (TestHub killer = TestHub.on(SharedPostgres.server().jdbcUrl("postgres"), database.username(),
                database.password(), Clock.systemUTC()).open()) {
            killer.jdbc().sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
                    .param("name", database.name()).query(Boolean.class).list();
        }
    }

    @Test
    void claimsAndAnswersGoInSets() {
        LaneSettings wide = new LaneSettings(100, BigDecimal.ZERO, 50, SHORT, SHORT, 1000, SHORT, Duration.ofSeconds(5), SHORT);
        LaneClaims claims = hub.get(LaneClaims.class);
        claims.register(ERP);
        request(stories(100, 1));
        List<String> taken = statements.of(() -> {
            for (int turn = 0; turn < 2; turn++) {
                List<Leased> sent = claims.claim(ERP, wide, LaneClaims.MOST).toSend();
                assertThat(sent).hasSize(turn == 0 ? 64 : 36);
                hub.get(Completions.class).write(sent.stream().<Completion>map(leased -> new Completion.Sent(leased,
                        erp.does(leased.effect()), Promise.LOOKUP, leased.since(), leased.since())).toList());
            }
        });
        assertThat(count(EffectState.DONE)).isEqualTo(100);
        assertThat(taken).as("a claim is 3 statements, a batch of answers 4").hasSize(2 * (3 + 4));
        assertThat(statements.of(() -> claims.claim(ERP, wide, LaneClaims.MOST))).as("an idle turn").hasSize(3);
    }

    @Test
    void anAnswerThatTheDatabaseCannotHoldIsKeptWithoutItsBody() {
        erp.next(effect -> new Outcome.Done("E-1", JsonNodeFactory.instance.objectNode()
                .put("total", new BigDecimal("1E+200000"))));
        request(effect("SO-1", "poison"), effect("SO-2", "other"), effect("SO-1", "next"));
        hub.start();
        await().atMost(PATIENCE).until(() -> count(EffectState.DONE) == 3);
        assertThat(state("poison").reference()).contains("E-1");
        assertThat(state("poison").response().orElseThrow().isEmpty()).isTrue();
    }

    @Test
    void aCallThatHangsIsEndedWithItsLeaseAndAskedAbout() {
        lanes.put(ERP, new LaneSettings(1, BigDecimal.ZERO, 50, SHORT, SHORT, 1000, SHORT, Duration.ofMillis(200), SHORT));
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        erp.next(effect -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.complete(null);
            }
            return new Outcome.Ambiguous("interrupted");
        });
        request(effect("SO-1", "hangs"), effect("SO-2", "other"));
        hub.start();
        await().atMost(PATIENCE).until(() -> count(EffectState.DONE) == 2);
        assertThat(erp.books()).containsOnly(Map.entry("hangs", 1), Map.entry("other", 1));
        assertThat(interrupted).succeedsWithin(PATIENCE);
        await().atMost(PATIENCE).until(() -> hub.get(Calls.class).underWay() == 0);
    }

    @Test
    void aStopWaitsForCallsUnderWayAndWritesTheirAnswers() {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        erp.duringCalls(() -> {
            called.countDown();
            hold(goOn);
        });
        request(effect("SO-1", "a"), effect("SO-1", "b"));
        hub.start();
        hold(called);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(hub::stop);
        await().atMost(PATIENCE).until(() -> !hub.get(LaneWorkers.class).isRunning());
        assertThat(stopped).isNotDone();
        goOn.countDown();
        assertThat(stopped).succeedsWithin(PATIENCE);
        assertThat(state("a").state()).isEqualTo(EffectState.DONE);
        assertThat(state("b").state()).isEqualTo(EffectState.READY);
        hub.start();
        await().atMost(PATIENCE).until(() -> count(EffectState.DONE) == 2);
    }

    @Test
    void lanesAppearAndDisappearWithTheLandscape() {
        lanes.remove(ERP);
        hub.start();
        request(effect("SO-1", "a"));
        assertThat(state("a").state()).isEqualTo(EffectState.READY);
        lanes.put(ERP, LANE);
        await().atMost(PATIENCE).until(() -> count(EffectState.DONE) == 1);
    }

    @Test
    void anEffectThatNobodyCanDoGoesToAPerson() {
        lanes.put(ERP, new LaneSettings(1, BigDecimal.ZERO, 2, SHORT, SHORT, 1000, SHORT, Duration.ofSeconds(5), SHORT));
        NewEffect unknown = effect("SO-1", "a");
        request(new NewEffect(unknown.target(), "order.vanish", unknown.businessKey(), unknown.orderingKey(),
                unknown.tier(), unknown.origin(), unknown.request()));
        hub.start();
        await().atMost(PATIENCE).until(() -> count(EffectState.PARKED) == 1);
    }

    @Test
    void aProcessHoldsNoMoreAnswersThanItHasPlaces() {
        Calls calls = hub.get(Calls.class);
        assertThat(calls.take("a", 5)).isEqualTo(5);
        assertThat(calls.take("a", 5)).isZero();
        assertThat(calls.take("b", Integer.MAX_VALUE)).isEqualTo(Calls.PLACES_MAX - 5);
        assertThat(calls.take("c", 1)).isZero();
        calls.giveBack("a", 1);
        assertThat(calls.take("c", 3)).isEqualTo(1);
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
