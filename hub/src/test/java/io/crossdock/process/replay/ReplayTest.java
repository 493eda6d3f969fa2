package io.crossdock.process.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectExecutor;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.inbox.Receipt;
import io.crossdock.platform.inbox.Settlement;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.process.replay.ReplayPlan.Action;
import io.crossdock.process.replay.ReplayPlan.Item;
import io.crossdock.process.replay.ReplayPlan.State;
import io.crossdock.process.replay.Replays.Outcome.Stands;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/** What would be done again is planned, approved by its fingerprint, and done once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayTest {

    private static final String ANN = "user:ann";
    private final SettableClock clock = SettableClock.standing();
    private final Kind posting = new Kind("order.post", Promise.LOOKUP);
    private final Kind release = new Kind("leg.release", Promise.NATIVE_KEY);
    private final Kind notice = new Kind("notice.send", Promise.NONE);
    private SharedPostgres.Database database;
    private TestHub hub;

    /** A kind of effect that nobody calls here. */
    private record Kind(String kind, Promise kept) implements EffectExecutor {

        @Override
        public Promise promise(String target) {
            return kept;
        }

        @Override
        public Outcome execute(Effect effect) {
            return new Outcome.Done("E-1", JsonNodeFactory.instance.objectNode());
        }

        @Override
        public Sighting lookup(Effect effect) {
            return new Sighting.Absent();
        }
    }

    /** Releases are undone by cancelling them; orders are not. */
    private static final class ReleaseMeaning implements EffectMeaning {

        @Override
        public String kind() {
            return "leg.release";
        }

        @Override
        public Set<String> fencedBy() {
            return Set.of("order.cancelled", "shipment.dispatched");
        }

        @Override
        public Set<String> contradictedBy() {
            return Set.of("order.cancelled");
        }

        @Override
        public Optional<NewEffect> compensation(Effect effect, Origin origin) {
            return Optional.of(new NewEffect(effect.target(), "leg.cancel", effect.businessKey(), effect.orderingKey(),
                    Tier.CRITICAL, origin, Map.of()));
        }
    }

    @BeforeAll
    void open(@TempDir Path folder) {
        database = TestDatabase.migrated();
        hub = replica(folder);
    }

    private TestHub replica(Path folder) {
        return TestHub.on(database, clock).scan("io.crossdock.process.replay")
                .with(EffectExecutor.class, posting).with(EffectExecutor.class, release)
                .with(EffectExecutor.class, notice).with(EffectMeaning.class, new ReleaseMeaning())
                .with(Landscapes.class, ExampleLandscape.in(folder).landscapes(clock)).open();
    }

    @BeforeEach
    void begin() {
        hub.empty("effects", "journal", "inbox", "replay");
    }

    @AfterAll
    void close() {
        hub.close();
        database.close();
    }

    private Effects effects() {
        return hub.get(Effects.class);
    }

    private Replays replays() {
        return hub.get(Replays.class);
    }

    private Effect effect(String target, String kind, String key, String order, String state, String reference) {
        hub.inTransaction(() -> effects().request(List.of(new NewEffect(target, kind, key, order, Tier.CRITICAL,
                Origin.start("story-" + order, "hub"), Map.of()))));
        Effect asked = effects().effect(target, kind, key).orElseThrow();
        hub.jdbc().sql("""
                UPDATE effects.effect SET state = :state, reference = nullif(:reference, ''), reason = 'said no.',
                       finished_at = CASE WHEN :state IN ('done', 'refused') THEN now() END WHERE id = :id
                """).param("state", state).param("reference", reference).param("id", asked.id()).update();
        return effects().effect(asked.id()).orElseThrow();
    }

    private void attempted(Effect effect, String action, String outcome) {
        hub.jdbc().sql("""
                INSERT INTO effects.attempt VALUES (:id, 1, :action, :at, :at, :outcome, '', 'worker')
                """).param("id", effect.id()).param("action", action).param("outcome", outcome)
                .param("at", java.sql.Timestamp.from(clock.instant())).update();
        clock.advance(Duration.ofMillis(1));
    }

    private void fact(String type, String subject, String key) {
        clock.advance(Duration.ofMillis(1));
        hub.inTransaction(() -> hub.get(Journal.class).append(new NewFact(type, subject, key,
                Origin.start("story-" + key, "hub"), 1, Map.of())));
    }

    private ReplayPlan planned(ReplayScope scope) {
        return ((Stands) replays().plan(scope, ANN)).plan();
    }

    private ReplayPlan planned(String order) {
        return planned(new ReplayScope.OfOrder(order));
    }

    private Item only(ReplayPlan plan) {
        List<Item> items = replays().items(plan.id(), Optional.empty(), 0, 10);
        assertThat(items).hasSize(1);
        return items.getFirst();
    }

    private Replays.Outcome approve(ReplayPlan plan) {
        return replays().approve(plan.id(), plan.hash(), ANN, "The outage is over.");
    }

    private void runAll() {
        while (hub.get(ReplayRunner.class).step()) {
            clock.advance(Duration.ofMillis(1));
        }
    }

    @Test
    void anOrderThatIsPostedPlansNoWriteToTheErp() {
        effect("erp", "order.post", "SO-1", "SO-1", "done", "E-500123");
        ReplayPlan plan = planned("SO-1");
        assertThat(plan.counts().toDo()).isZero();
        assertThat(only(plan).line()).satisfies(line -> {
            assertThat(line.action()).isEqualTo(Action.SKIP);
            assertThat(line.reference()).contains("E-500123");
            assertThat(line.sentence()).isEqualTo("It is done: erp has it as E-500123.");
        });
        approve(plan);
        runAll();
        assertThat(effects().effect("erp", "order.post", "SO-1").orElseThrow().state()).isEqualTo(EffectState.DONE);
        assertThat(effects().ofKey("SO-1")).hasSize(1);
    }

    @Test
    void whatWasRefusedIsRepeatedOnceBehindLiveWorkInTheNameOfWhoApproved() {
        Effect refused = effect("erp", "order.post", "SO-1", "SO-1", "refused", "");
        ReplayPlan plan = planned("SO-1");
        assertThat(only(plan).line().action()).isEqualTo(Action.REPEAT);
        assertThat(approve(plan)).isInstanceOf(Stands.class);
        assertThat(approve(plan)).as("again").isInstanceOf(Stands.class);
        runAll();
        assertThat(approve(plan)).as("and again").isInstanceOf(Stands.class);
        assertThat(hub.get(ReplayRunner.class).step()).isFalse();
        assertThat(effects().effect(refused.id()).orElseThrow().state()).isEqualTo(EffectState.READY);
        assertThat(hub.jdbc().sql("SELECT origin FROM effects.effect").query(Integer.class).single()).isEqualTo(3);
        assertThat(effects().attempts(List.of(refused.id()))).singleElement().satisfies(decision -> {
            assertThat(decision.worker()).isEqualTo(ANN);
            assertThat(decision.detail()).contains("The outage is over.");
        });
        assertThat(hub.get(Journal.class).after(0)).filteredOn(fact -> fact.type().startsWith("replay.")).hasSize(2)
                .allSatisfy(fact -> {
                    assertThat(fact.origin().actor()).isEqualTo(ANN);
                    assertThat(fact.data().path("why").asString()).isEqualTo("The outage is over.");
                });
        assertThat(replays().plan(plan.id()).orElseThrow().state()).isEqualTo(State.DONE);
        assertThat(replays().plan(plan.id()).orElseThrow().counts().done()).isEqualTo(1);
    }

    @Test
    void aLostAnswerIsAskedAboutWhereThatIsPossibleAndLeftToAPersonWhereNot() {
        Effect asked = effect("erp", "order.post", "SO-1", "SO-1", "parked", "");
        attempted(asked, "send", "ambiguous");
        Effect known = effect("wms", "leg.release", "SO-1-1", "SO-1", "parked", "");
        attempted(known, "send", "lost");
        Effect unknowable = effect("fax", "notice.send", "SO-1-n", "SO-1", "parked", "");
        attempted(unknowable, "send", "ambiguous");
        ReplayPlan plan = planned("SO-1");
        assertThat(replays().items(plan.id(), Optional.empty(), 0, 10)).extracting(item -> item.line().action())
                .containsExactly(Action.REPEAT, Action.REPEAT, Action.SKIP);
        approve(plan);
        runAll();
        assertThat(effects().effect(asked.id()).orElseThrow().state()).isEqualTo(EffectState.IN_DOUBT);
        assertThat(effects().effect(known.id()).orElseThrow().state()).isEqualTo(EffectState.READY);
        assertThat(effects().effect(unknowable.id()).orElseThrow().state()).isEqualTo(EffectState.PARKED);
    }

    @Test
    void aNewerFactOnTheKeyFencesWhatWasNotDone() {
        effect("wms", "leg.release", "SO-1-1", "SO-1", "refused", "");
        fact("shipment.dispatched", "SO-1-2", "SO-1");
        assertThat(only(planned("SO-1")).line().action()).as("another shipment").isEqualTo(Action.REPEAT);
        fact("shipment.dispatched", "SO-1-1", "SO-1");
        ReplayPlan plan = planned("SO-1");
        assertThat(only(plan).line().action()).isEqualTo(Action.FENCED);
        assertThat(only(plan).line().sentence()).contains("shipment.dispatched of SO-1-1");
        approve(plan);
        runAll();
        assertThat(effects().effect("wms", "leg.release", "SO-1-1").orElseThrow().state())
                .isEqualTo(EffectState.REFUSED);
    }

    @Test
    void whatHasToBeUndoneIsUndoneByItsCompensationOrByHand() {
        effect("erp", "order.post", "SO-1", "SO-1", "done", "E-500123");
        effect("wms", "leg.release", "SO-1-1", "SO-1", "done", "R-1");
        fact("order.cancelled", "SO-1", "SO-1");
        ReplayPlan plan = planned("SO-1");
        List<Item> items = replays().items(plan.id(), Optional.empty(), 0, 10);
        assertThat(items).extracting(item -> item.line().action()).containsExactly(Action.BY_HAND, Action.COMPENSATE);
        assertThat(items.getFirst().line().sentence()).contains("E-500123").contains("by hand");
        approve(plan);
        runAll();
        assertThat(effects().effect("wms", "leg.cancel", "SO-1-1")).isPresent();
        assertThat(replays().items(planned("SO-1").id(), Optional.empty(), 0, 10))
                .extracting(item -> item.line().action()).containsExactly(Action.BY_HAND, Action.SKIP, Action.SKIP);
    }

    @Test
    void aStalePlanIsRefusedNamingWhatChangedAndWithAFreshOneAtHand() {
        Effect refused = effect("erp", "order.post", "SO-1", "SO-1", "refused", "");
        ReplayPlan plan = planned("SO-1");
        fact("order.cancelled", "SO-1", "SO-1");
        Replays.Outcome.Stale stale = (Replays.Outcome.Stale) approve(plan);
        assertThat(stale.changed()).singleElement().asString().contains("order.post SO-1 at erp")
                .contains("order.cancelled");
        assertThat(stale.fresh().hash()).isNotEqualTo(plan.hash());
        runAll();
        assertThat(effects().effect(refused.id()).orElseThrow().state()).isEqualTo(EffectState.REFUSED);
        assertThat(approve(stale.fresh())).isInstanceOf(Stands.class);
        assertThat(replays().approve(plan.id(), "0".repeat(64), ANN, "x")).isInstanceOf(Replays.Outcome.OtherPlan.class);
    }

    @Test
    void whatMovesBetweenApprovalAndItsTurnIsPassedOver() {
        Effect refused = effect("erp", "order.post", "SO-1", "SO-1", "refused", "");
        ReplayPlan plan = planned("SO-1");
        approve(plan);
        effects().skip(refused.id(), "Entered by hand.", "user:bob");
        runAll();
        assertThat(effects().effect(refused.id()).orElseThrow().state()).isEqualTo(EffectState.SKIPPED);
        assertThat(only(plan).state()).isEqualTo("passed");
    }

    @Test
    void aLineThatCannotBeDoneIsNamedAndHoldsUpNoOther() {
        effect("erp", "order.post", "SO-1", "SO-1", "refused", "");
        effect("erp", "order.post", "SO-2", "SO-2", "refused", "");
        effect("erp", "order.post", "SO-3", "SO-3", "refused", "");
        hub.jdbc().sql("""
                CREATE FUNCTION public.poison() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'poisoned'; END $$;
                CREATE TRIGGER poison BEFORE UPDATE ON effects.effect FOR EACH ROW WHEN (old.business_key = 'SO-2')
                EXECUTE FUNCTION public.poison()
                """).update();
        try {
            ReplayPlan plan = planned(new ReplayScope.OfSystem("erp"));
            approve(plan);
            runAll();

            assertThat(replays().items(plan.id(), Optional.empty(), 0, 10)).extracting(item -> item.line().what() + " " + item.state()).containsExactlyInAnyOrder(
                    "order.post SO-1 done", "order.post SO-2 failed", "order.post SO-3 done");
            assertThat(replays().plan(plan.id()).orElseThrow().state()).isEqualTo(State.DONE);
            assertThat(replays().plan(plan.id()).orElseThrow().counts().failed()).isEqualTo(1);
        } finally {
            hub.jdbc().sql("DROP TRIGGER poison ON effects.effect; DROP FUNCTION public.poison()").update();
        }
    }

    @Test
    void ofManyWhoApproveAtOnceOneDecides() {
        effect("erp", "order.post", "SO-1", "SO-1", "refused", "");
        ReplayPlan plan = planned("SO-1");
        CyclicBarrier start = new CyclicBarrier(8);
        List<CompletableFuture<Replays.Outcome>> all = IntStream.range(0, 8).mapToObj(i -> CompletableFuture.supplyAsync(
                () -> {
                    try {
                        start.await();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    return replays().approve(plan.id(), plan.hash(), "user:" + i, "racing");
                }, run -> Thread.ofVirtual().start(run))).toList();
        assertThat(all).allSatisfy(each -> assertThat(each.join()).isInstanceOf(Stands.class));
        assertThat(hub.get(Journal.class).after(0)).filteredOn(fact -> fact.type().equals("replay.approved")).hasSize(1);
        CyclicBarrier both = new CyclicBarrier(2);
        List<CompletableFuture<Boolean>> runners = IntStream.range(0, 2).mapToObj(i -> CompletableFuture.supplyAsync(() -> {
            try {
                both.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return hub.get(ReplayRunner.class).step();
        }, run -> Thread.ofVirtual().start(run))).toList();
        runners.forEach(CompletableFuture::join);
        runAll();
        assertThat(effects().attempts(List.of(effects().ofKey("SO-1").getFirst().id()))).as("repeated once").hasSize(1);
    }

    @Test
    void aReplayOfManyGoesOnInBatchesWhereAKilledOneStopped() {
        List<Effect> refused = new ArrayList<>();
        for (int i = 0; i < ReplayRunner.BATCH + 20; i++) {
            refused.add(effect("erp", "order.post", "SO-" + i, "SO-" + i, "refused", ""));
        }
        ReplayPlan plan = planned(new ReplayScope.OfSystem("erp"));
        approve(plan);
        assertThat(hub.get(ReplayRunner.class).step()).isTrue();
        assertThat(replays().plan(plan.id()).orElseThrow()).satisfies(half -> {
            assertThat(half.state()).isEqualTo(State.RUNNING);
            assertThat(half.counts().done()).isEqualTo(ReplayRunner.BATCH);
        });
        hub.jdbc().sql("ALTER TABLE replay.line ADD CONSTRAINT killed CHECK (state = 'planned') NOT VALID").update();
        try {
            hub.get(ReplayRunner.class).step();
        } catch (org.springframework.dao.DataAccessException killed) {
            assertThat(replays().plan(plan.id()).orElseThrow().counts().done()).isEqualTo(ReplayRunner.BATCH);
        } finally {
            hub.jdbc().sql("ALTER TABLE replay.line DROP CONSTRAINT killed").update();
        }
        runAll();
        assertThat(replays().plan(plan.id()).orElseThrow().state()).isEqualTo(State.DONE);
        assertThat(replays().plan(plan.id()).orElseThrow().counts().done()).isEqualTo(refused.size());
        assertThat(effects().attempts(refused.stream().map(Effect::id).toList())).as("each once")
                .hasSize(refused.size());
    }

    @Test
    void aWindowTakesWhatWasAskedForInIt() {
        effect("erp", "order.post", "SO-1", "SO-1", "refused", "");
        clock.advance(Duration.ofMinutes(1));
        Instant from = clock.instant();
        effect("erp", "order.post", "SO-2", "SO-2", "refused", "");
        effect("wms", "leg.release", "SO-2-1", "SO-2", "refused", "");
        clock.advance(Duration.ofMinutes(1));
        assertThat(planned(new ReplayScope.OfWindow(from, clock.instant(), Optional.empty())).counts().repeat())
                .isEqualTo(2);
        assertThat(planned(new ReplayScope.OfWindow(from, clock.instant(), Optional.of("wms"))).counts().repeat())
                .isEqualTo(1);
        assertThat(replays().plan(new ReplayScope.OfWindow(from.minus(Duration.ofDays(2)), from.minus(Duration.ofDays(1)),
                Optional.empty()), ANN)).isInstanceOf(Replays.Outcome.Nothing.class);
    }

    @Test
    void aWindowWithMoreThanAPersonCanLookAtIsRefusedWholeAndOneLessIsPlanned() {
        Instant from = clock.instant();
        effect("erp", "order.post", "SO-1", "SO-1", "refused", "");
        hub.jdbc().sql("""
                INSERT INTO effects.effect (id, target, kind, business_key, ordering_key, tier, origin, state, request,
                                            next_attempt_at, reason, correlation, actor, created_at, finished_at)
                SELECT gen_random_uuid(), target, kind, 'SO-1' || n, 'SO-1' || n, tier, origin, state, request,
                       next_attempt_at, reason, correlation, actor, created_at, finished_at
                  FROM effects.effect, generate_series(1, :more) n
                """).param("more", ReplayPlan.LINES_MOST).update();
        clock.advance(Duration.ofMinutes(1));
        ReplayScope window = new ReplayScope.OfWindow(from, clock.instant(), Optional.of("erp"));
        assertThat(replays().plan(window, ANN)).isInstanceOf(Replays.Outcome.TooMuch.class);
        assertThat(hub.jdbc().sql("SELECT count(*) FROM replay.plan").query(Long.class).single()).isZero();

        hub.jdbc().sql("DELETE FROM effects.effect WHERE business_key = 'SO-17'").update();
        assertThat(planned(window).counts().repeat()).isEqualTo(ReplayPlan.LINES_MOST);
    }

    private UUID message(String source, Message.State state) {
        Receipt receipt = hub.get(Inbox.class).receive(new Incoming(source, "m-1", "application/json",
                "{}".getBytes(StandardCharsets.UTF_8), "system:" + source, "story"), "k");
        UUID id = ((Receipt.New) receipt).id();
        hub.inTransaction(() -> hub.get(Inbox.class).settle(List.of(new Settlement(id, state, "SO-1-1", Map.of()))));
        return id;
    }

    @Test
    void aMessageIsReadAgainOnlyIfItWasNotUnderstood() {
        UUID digested = message("wms-atl", Message.State.DIGESTED);
        Item skip = only(planned(new ReplayScope.OfMessage(digested)));
        assertThat(skip.line().action()).isEqualTo(Action.SKIP);
        assertThat(skip.line().sentence()).contains("became SO-1-1");
        begin();
        UUID asked = message("portal:demo", Message.State.REFUSED);
        assertThat(only(planned(new ReplayScope.OfMessage(asked))).line().action()).isEqualTo(Action.SKIP);
        begin();
        UUID refused = message("wms-atl", Message.State.REFUSED);
        ReplayPlan plan = planned(new ReplayScope.OfMessage(refused));
        assertThat(only(plan).line().action()).isEqualTo(Action.REPEAT);
        approve(plan);
        runAll();
        assertThat(hub.get(Inbox.class).message(refused).orElseThrow().state()).isEqualTo(Message.State.RECEIVED);
        assertThat(hub.get(Journal.class).after(0)).filteredOn(fact -> fact.type().equals(Inbox.RECEIVED)).hasSize(2);
        assertThat(hub.get(Journal.class).after(0)).filteredOn(fact -> fact.type().equals(Inbox.REPLAYED))
                .singleElement().satisfies(fact -> assertThat(fact.origin().actor()).isEqualTo(ANN));
    }
}
