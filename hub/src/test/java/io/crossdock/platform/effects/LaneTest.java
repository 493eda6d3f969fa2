package io.crossdock.platform.effects;

import static io.crossdock.platform.effects.EffectsBench.ERP;
import static io.crossdock.platform.effects.EffectsBench.effect;
import static io.crossdock.platform.effects.EffectsBench.keys;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.effects.LaneClaims.Claim;
import io.crossdock.testing.HeldTransaction;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who goes when: keys, tiers, budgets, breaker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaneTest {

    private static final LaneSettings ROOMY = lane(100, 0);

    private EffectsBench bench;

    @BeforeAll
    void open() {
        bench = new EffectsBench();
    }

    @BeforeEach
    void begin() {
        bench.begin();
    }

    @AfterAll
    void close() {
        bench.close();
    }

    private static LaneSettings lane(int concurrency, double ratePerSecond) {
        LaneSettings d = LaneSettings.DEFAULT;
        return new LaneSettings(concurrency, BigDecimal.valueOf(ratePerSecond), d.maxAttempts(), d.firstBackoff(), d.maxBackoff(),
                d.breakerFailures(), d.breakerOpen(), d.lease(), d.settle());
    }

    @Test
    void effectsOfOneKeyGoOneAfterTheOther() {
        bench.request(effect("SO-1", "a"), effect("SO-1", "b"), effect("SO-2", "c"));
        Claim first = bench.claim(ROOMY);
        assertThat(keys(first.toSend())).containsExactly("a", "c");
        assertThat(bench.claimed(ROOMY)).isEmpty();
        bench.answer(first.toSend().getFirst(), new Outcome.Done("E-1", FakeTarget.NOTHING));
        assertThat(bench.claimed(ROOMY)).containsExactly("b");
    }

    @Test
    void aCallIsDatedNoEarlierThanTheEndOfTheOneBeforeItOnItsKey() {
        bench.request(effect("SO-1", "a"), effect("SO-1", "b"));
        Leased first = bench.claim(ROOMY).toSend().getFirst();
        bench.clock.advance(Duration.ofSeconds(5));
        bench.answer(first, new Outcome.Done("E-1", FakeTarget.NOTHING));
        // A worker that read its clock before the answer was written, and claims after it.
        bench.clock.advance(Duration.ofSeconds(-2));
        Leased second = bench.claim(ROOMY).toSend().getFirst();
        assertThat(second.effect().startedAt()).isEqualTo(bench.state("a").finishedAt());
        assertThat(second.since()).isEqualTo(second.effect().startedAt().orElseThrow());
    }

    @Test
    void anEffectThatWaitsOrIsParkedHoldsUpItsKeyAndNoOther() {
        bench.erp.promises(Promise.NONE);
        bench.request(effect("SO-1", "a"), effect("SO-1", "a2"), effect("SO-2", "b"), effect("SO-2", "b2"),
                effect("SO-3", "c"));
        List<Leased> sent = bench.claim(ROOMY).toSend();
        bench.answer(sent.get(0), new Outcome.Failed("500"));
        bench.answer(sent.get(1), new Outcome.Ambiguous("time-out"));
        bench.answer(sent.get(2), new Outcome.Refused("credit", "No."));
        bench.request(effect("SO-3", "c2"));
        assertThat(bench.claimed(ROOMY)).containsExactly("c2");
        assertThat(bench.state("a").state()).isEqualTo(EffectState.READY);
        assertThat(bench.state("b").state()).isEqualTo(EffectState.PARKED);
        bench.erp.promises(Promise.LOOKUP);
    }

    @Test
    void urgentEffectsGoFirstAndNewOnesBeforeRetries() {
        bench.request(effect("K1", "bulk", Tier.BULK), effect("K2", "failed"), effect("K3", "normal", Tier.NORMAL));
        Leased failed = bench.claim(ROOMY).toSend().stream()
                .filter(l -> l.effect().businessKey().equals("failed")).findFirst().orElseThrow();
        bench.answer(failed, new Outcome.Failed("500"));
        bench.begin();
        bench.request(effect("K1", "bulk", Tier.BULK), effect("K2", "failed"), effect("K3", "normal", Tier.NORMAL));
        Leased again = bench.claim(lane(1, 0)).toSend().getFirst();
        assertThat(again.effect().businessKey()).isEqualTo("failed");
        bench.answer(again, new Outcome.Failed("500"));
        bench.request(effect("K4", "new"));
        bench.clock.advance(Duration.ofSeconds(1));
        LaneSettings one = lane(1, 0);
        for (String expected : List.of("new", "failed", "normal", "bulk")) {
            Leased next = bench.claim(one).toSend().getFirst();
            assertThat(next.effect().businessKey()).isEqualTo(expected);
            bench.answer(next, new Outcome.Done("E", FakeTarget.NOTHING));
        }
    }

    @Test
    void askingAgainForTheSameEffectChangesNothing() {
        bench.request(effect("SO-1", "a"));
        bench.request(effect("SO-1", "a"), effect("SO-1", "a"));
        assertThat(bench.effects().ofKey("SO-1")).hasSize(1);
    }

    @Test
    void replicasTogetherNeverHaveMoreCallsUnderWayThanTheLaneAllows() {
        LaneSettings three = lane(3, 0);
        bench.request(many(10));
        try (var other = bench.replica(three)) {
            List<Leased> here = bench.hub.get(LaneClaims.class).claim(ERP, three, 2).toSend();
            List<Leased> there = other.get(LaneClaims.class).claim(ERP, three, LaneClaims.MOST).toSend();
            assertThat(here).hasSize(2);
            assertThat(there).hasSize(1);
            assertThat(bench.claimed(three)).isEmpty();
            bench.answer(there.getFirst(), new Outcome.Done("E", FakeTarget.NOTHING));
            assertThat(bench.claimed(three)).hasSize(1);
            assertThat(other.get(LaneClaims.class).claim(ERP, three, LaneClaims.MOST).toSend()).isEmpty();
        }
    }

    @Test
    void questionsAboutDoubtfulEffectsTakePlacesToo() {
        LaneSettings two = lane(2, 0);
        bench.request(many(6));
        List<Leased> sent = bench.claim(two).toSend();
        sent.forEach(leased -> bench.answer(leased, new Outcome.Ambiguous("time-out")));
        bench.clock.advance(two.settle());
        Claim claim = bench.claim(two);
        assertThat(claim.toLookUp()).hasSize(2);
        assertThat(claim.toSend()).isEmpty();
        assertThat(bench.claim(two).size()).isZero();
    }

    @Test
    void whileOneReplicaClaimsAnotherTakesNothing() {
        bench.request(many(4));
        try (HeldTransaction claiming = new HeldTransaction(bench.hub)) {
            claiming.run(() -> bench.claim(lane(2, 0)));
            assertThat(bench.claim(lane(2, 0)).size()).isZero();
            claiming.commit();
        }
        assertThat(bench.claim(lane(2, 0)).size()).isZero();
        assertThat(bench.claim(lane(4, 0)).toSend()).hasSize(2);
    }

    @Test
    void aRateIsKeptByAllReplicasTogether() {
        LaneSettings tenPerSecond = lane(100, 10);
        bench.request(many(100));
        try (var other = bench.replica(tenPerSecond)) {
            int begun = 0;
            for (int tick = 0; tick < 40; tick++) {
                bench.clock.advance(Duration.ofMillis(50));
                begun += bench.claim(tenPerSecond).size();
                begun += other.get(LaneClaims.class).claim(ERP, tenPerSecond, LaneClaims.MOST).size();
            }
            assertThat(begun).as("two seconds at ten per second").isBetween(19, 20);
            bench.clock.advance(Duration.ofSeconds(10));
            assertThat(bench.claim(tenPerSecond).size()).as("half a second's worth is saved").isEqualTo(5);
            assertThat(bench.claim(tenPerSecond).size()).isZero();
        }
    }

    @Test
    void aRateMayBeLessThanOnePerSecond() {
        LaneSettings slow = lane(100, 0.5);
        bench.request(many(10));
        bench.clock.advance(Duration.ofMinutes(1));
        assertThat(bench.claim(slow).size()).isEqualTo(1);
        bench.clock.advance(Duration.ofMillis(1999));
        assertThat(bench.claim(slow).size()).isZero();
        bench.clock.advance(Duration.ofMillis(1));
        assertThat(bench.claim(slow).size()).isEqualTo(1);
    }

    @Test
    void afterFailuresInARowTheLaneRestsThenTriesOneCallThenFlows() {
        LaneSettings lane = ROOMY;
        bench.request(many(20));
        Claim claim = bench.claim(lane(5, 0));
        claim.toSend().forEach(leased -> bench.answer(leased, new Outcome.Unavailable("503", Optional.empty())));
        bench.clock.advance(Duration.ofSeconds(2));
        assertThat(bench.claim(lane).size()).as("resting").isZero();
        assertThat(bench.effects().unavailable()).containsExactly(ERP);
        assertThat(bench.effects().lanes().getFirst().broken(bench.clock.instant())).isTrue();

        bench.clock.advance(lane.breakerOpen());
        Claim probe = bench.claim(lane);
        assertThat(probe.toSend()).as("one probe").hasSize(1);
        assertThat(bench.claim(lane).size()).as("and no second one").isZero();
        bench.answer(probe.toSend().getFirst(), new Outcome.Unavailable("503", Optional.empty()));
        assertThat(bench.claim(lane).size()).as("resting again").isZero();

        bench.clock.advance(lane.breakerOpen());
        probe = bench.claim(lane);
        assertThat(probe.toSend()).hasSize(1);
        bench.answer(probe.toSend().getFirst(), new Outcome.Done("E", FakeTarget.NOTHING));
        assertThat(bench.claim(lane).toSend()).as("flowing").hasSize(19);
        assertThat(bench.effects().unavailable()).isEmpty();
        assertThat(bench.state("k0").attempts()).as("calls to a dead target do not count").isLessThanOrEqualTo(1);
    }

    @Test
    void aProbeMayBeAQuestion() {
        bench.request(many(6));
        bench.claim(lane(5, 0)).toSend().forEach(l -> bench.answer(l, new Outcome.Ambiguous("cut")));
        bench.clock.advance(LaneSettings.DEFAULT.breakerOpen());
        Claim probe = bench.claim(ROOMY);
        assertThat(probe.toLookUp()).hasSize(1);
        assertThat(probe.toSend()).isEmpty();
        assertThat(bench.claim(ROOMY).size()).isZero();
        bench.answer(probe.toLookUp().getFirst(), new Sighting.Absent());
        assertThat(bench.claim(ROOMY).size()).isEqualTo(6);
    }

    @Test
    void aTargetThatAsksForRestIsLeftAlone() {
        bench.request(many(3));
        List<Leased> sent = bench.claim(lane(2, 0)).toSend();
        bench.answer(sent.get(0), new Outcome.Unavailable("429", Optional.of(Duration.ofSeconds(30))));
        bench.answer(sent.get(1), new Outcome.Done("E", FakeTarget.NOTHING));
        bench.clock.advance(Duration.ofSeconds(29));
        assertThat(bench.claim(ROOMY).size()).isZero();
        bench.clock.advance(Duration.ofSeconds(1));
        assertThat(bench.claim(ROOMY).toSend()).hasSize(2);
    }

    @Test
    void aTargetThatAskedForRestIsLeftAloneFromItsAnswerOnHoweverLateThatIsWritten() {
        bench.request(many(2));
        Leased sent = bench.claim(lane(1, 0)).toSend().getFirst();
        Instant answered = bench.clock.instant();
        bench.clock.advance(Duration.ofSeconds(20));
        bench.hub.get(Completions.class).write(List.of(new Completion.Sent(sent,
                new Outcome.Unavailable("429", Optional.of(Duration.ofSeconds(25))), Promise.LOOKUP, answered, answered)));
        assertThat(bench.claim(ROOMY).size()).isZero();
        bench.clock.advance(Duration.ofSeconds(5));
        assertThat(bench.claim(ROOMY).toSend()).hasSize(2);
    }

    @Test
    void aKilledWorkerDoesNotMakeTheTargetLookDead() {
        bench.request(many(20));
        assertThat(bench.claim(lane(10, 0)).toSend()).hasSize(10);
        bench.clock.advance(LaneSettings.DEFAULT.lease().plusSeconds(1));
        assertThat(bench.claim(ROOMY).toSend()).hasSize(10);
        assertThat(bench.effects().unavailable()).isEmpty();
    }

    @Test
    void aPausedLaneTakesNoCallsUntilItIsResumed() {
        bench.request(many(1));
        assertThat(bench.effects().pause(ERP, "user:ann")).isTrue();
        assertThat(bench.claim().size()).isZero();
        assertThat(bench.effects().unavailable()).containsExactly(ERP);
        assertThat(bench.effects().lanes().getFirst().pausedBy()).contains("user:ann");
        assertThat(bench.effects().resume(ERP)).isTrue();
        assertThat(bench.claim().size()).isEqualTo(1);
        assertThat(bench.effects().pause("nobody", "user:ann")).isFalse();
    }

    @Test
    void lanesAndTargetsWithoutALaneAreBothSeen() {
        bench.request(effect("K1", "a"), effect("K2", "b"));
        NewEffect a = effect("K3", "c");
        bench.request(new NewEffect("nobody", a.kind(), a.businessKey(), a.orderingKey(), a.tier(), a.origin(),
                a.request()));
        assertThat(bench.claim(lane(1, 0)).toSend()).hasSize(1);
        assertThat(bench.effects().lanes()).satisfiesExactly(
                erp -> assertThat(erp).returns(ERP, LaneView::target).returns(1, LaneView::waiting)
                        .returns(1, LaneView::sending).returns(0, LaneView::consecutiveFailures),
                nobody -> assertThat(nobody).returns("nobody", LaneView::target).returns(1, LaneView::waiting)
                        .returns(Optional.of(bench.clock.instant()), LaneView::oldest));
    }

    private static NewEffect[] many(int count) {
        return IntStream.range(0, count).mapToObj(i -> effect("K" + i, "k" + i)).toArray(NewEffect[]::new);
    }
}
