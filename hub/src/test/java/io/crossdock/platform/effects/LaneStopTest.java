package io.crossdock.platform.effects;

import static io.crossdock.platform.effects.EffectsBench.ERP;
import static io.crossdock.platform.effects.EffectsBench.effect;
import static io.crossdock.platform.effects.EffectsBench.keys;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.landscape.MaintenanceWindow;
import io.crossdock.platform.landscape.MaintenanceWindow.Days;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestHub;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Pause, drain, maintenance: what stops a lane, for every replica and over restarts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaneStopTest {

    private static final Outcome DONE = new Outcome.Done("E", FakeTarget.NOTHING);
    private static final Duration MINUTE = Duration.ofMinutes(1);

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

    private LaneView lane() {
        return bench.effects().lanes().getFirst();
    }

    private LaneStop stop() {
        return lane().standing().stop();
    }

    /** Each stop by each thing that can happen to it, with nothing under way. */
    @Test
    void everyStopHasAnAnswerToEverything() {
        Map<LaneStop, Consumer<Effects>> reach = Map.of(LaneStop.FLOWING, effects -> effects.resume(ERP),
                LaneStop.PAUSED, effects -> effects.pause(ERP, "user:ana"),
                LaneStop.DRAINING, effects -> effects.drain(ERP, "user:ana"),
                LaneStop.DRAINED, effects -> {
                    effects.drain(ERP, "user:ana");
                    bench.claim();
                });
        for (LaneStop from : LaneStop.values()) {
            for (String event : List.of("pause", "drain", "resume", "turn")) {
                bench.effects().resume(ERP);
                reach.getOrDefault(from, effects -> { }).accept(bench.effects());
                assertThat(stop()).isEqualTo(from);
                LaneStop to = switch (event) {
                    case "pause" -> {
                        bench.effects().pause(ERP, "user:kim");
                        yield LaneStop.PAUSED;
                    }
                    case "drain" -> {
                        bench.effects().drain(ERP, "user:kim");
                        yield from == LaneStop.DRAINED ? LaneStop.DRAINED : LaneStop.DRAINING;
                    }
                    case "resume" -> {
                        bench.effects().resume(ERP);
                        yield LaneStop.FLOWING;
                    }
                    default -> {
                        bench.claim();
                        yield from == LaneStop.DRAINING ? LaneStop.DRAINED : from;
                    }
                };
                assertThat(stop()).as(from + " " + event).isEqualTo(to);
                assertThat(lane().pausedBy().isPresent()).isEqualTo(to != LaneStop.FLOWING);
            }
        }
        assertThat(bench.effects().drain("nobody", "user:kim")).isFalse();
    }

    @Test
    void aDrainBeginsNothingEndsWhatRunsAsksAboutDoubtAndSaysWhenItIsEmpty() {
        bench.request(effect("SO-1", "runs"), effect("SO-2", "lost"));
        List<Leased> running = bench.claim().toSend();
        bench.request(effect("SO-3", "waits"));
        bench.effects().drain(ERP, "user:ana");
        try (TestHub other = bench.replica(LaneSettings.DEFAULT)) {
            assertThat(other.get(LaneClaims.class).claim(ERP, LaneSettings.DEFAULT, 9).size()).isZero();
            assertThat(stop()).isEqualTo(LaneStop.DRAINING);
            bench.answer(running.getFirst(), DONE);
            bench.answer(running.getLast(), new Outcome.Ambiguous("no answer"));
            bench.clock.advance(MINUTE);
            Leased asked = other.get(LaneClaims.class).claim(ERP, LaneSettings.DEFAULT, 9).toLookUp().getFirst();
            assertThat(stop()).as("one is in doubt").isEqualTo(LaneStop.DRAINING);
            bench.answer(asked, new Sighting.Absent());
            Instant empty = bench.clock.instant();
            assertThat(bench.claim().size()).isZero();
            assertThat(stop()).isEqualTo(LaneStop.DRAINED);
            assertThat(lane().standing().drainedAt()).contains(empty);
        }
        try (TestHub restarted = bench.replica(LaneSettings.DEFAULT)) {
            assertThat(restarted.get(LaneClaims.class).claim(ERP, LaneSettings.DEFAULT, 9).size()).as("after a restart")
                    .isZero();
            restarted.get(Effects.class).resume(ERP);
            assertThat(keys(bench.claim().toSend())).containsExactly("lost", "waits");
        }
    }

    @Test
    void aWorkerThatDoesNotComeBackDoesNotHoldUpADrainForEver() {
        bench.request(effect("SO-1", "gone"));
        bench.send();
        bench.effects().drain(ERP, "user:ana");
        bench.clock.advance(MINUTE);
        bench.claim();
        bench.clock.advance(MINUTE);
        Leased asked = bench.lookUp();
        bench.answer(asked, new Sighting.Found("E-1", FakeTarget.NOTHING));
        bench.claim();
        assertThat(stop()).isEqualTo(LaneStop.DRAINED);
    }

    private static final LaneSettings NIGHTLY = LaneSettings.DEFAULT.in(List.of(new MaintenanceWindow("nightly",
            new Days.Weekly(Set.of(java.time.DayOfWeek.values())), LocalTime.parse("02:00"), Duration.ofHours(1),
            ZoneId.of("America/Chicago"), Duration.ofMinutes(30), Duration.ofMinutes(5), Duration.ofMinutes(15))));

    private static void to(SettableClock clock, Instant at) {
        clock.advance(Duration.between(clock.instant(), at));
    }

    /** The next one that has not begun. */
    private Instant nextBegin() {
        return NIGHTLY.maintenance().getFirst().next(bench.clock.instant().plus(Duration.ofHours(2))).orElseThrow().from();
    }

    private void one(String of) {
        bench.request(effect("B" + of, "bulk" + of, Tier.BULK), effect("N" + of, "paper" + of, Tier.NORMAL),
                effect("C" + of, "live" + of));
    }

    private List<String> doneNow() {
        List<Leased> claimed = bench.claim(NIGHTLY).toSend();
        claimed.forEach(leased -> bench.answer(leased, DONE));
        return keys(claimed);
    }

    @Test
    void beforeMaintenanceBulkWorkIsHeldThenAllButCriticalAndInItEverything() {
        Instant begin = nextBegin();
        to(bench.clock, begin.minus(Duration.ofMinutes(15)).minusMillis(1));
        one("0");
        assertThat(doneNow()).containsExactlyInAnyOrder("live0", "paper0", "bulk0");
        bench.clock.advance(Duration.ofMillis(1));
        one("1");
        assertThat(doneNow()).containsExactlyInAnyOrder("live1", "paper1");
        to(bench.clock, begin.minus(Duration.ofMinutes(5)));
        one("2");
        assertThat(doneNow()).containsExactly("live2");
        to(bench.clock, begin);
        one("3");
        assertThat(doneNow()).isEmpty();
        assertThat(bench.effects().unavailable()).as("orders are accepted as in an outage").containsExactly(ERP);
        assertThat(lane().standing().held(begin)).contains(new Held(Held.What.ALL, "nightly",
                begin.plus(Duration.ofHours(1))));
        to(bench.clock, begin.plus(Duration.ofHours(1)).minusMillis(1));
        assertThat(doneNow()).isEmpty();
        bench.clock.advance(Duration.ofMillis(1));
        assertThat(doneNow()).contains("live3", "paper2", "paper3").hasSize(4);
        assertThat(bench.effects().unavailable()).isEmpty();
    }

    @Test
    void aReplicaWhoseClockIsBehindHoldsBackAsSoonAsOneHasSeenTheWindow() {
        Instant begin = nextBegin();
        to(bench.clock, begin.minusSeconds(9));
        bench.request(effect("C", "live"));
        to(bench.clock, begin);
        SettableClock behind = SettableClock.standing();
        to(behind, begin.minusSeconds(2));
        try (TestHub late = TestHub.on(bench.database, behind).with(Lanes.class, () -> Map.of(ERP, NIGHTLY))
                .with(EffectExecutor.class, bench.erp).open()) {
            assertThat(bench.claimed(NIGHTLY)).isEmpty();
            assertThat(late.get(LaneClaims.class).claim(ERP, NIGHTLY, 9).size()).isZero();
            assertThat(keys(late.get(LaneClaims.class).claim(ERP, LaneSettings.DEFAULT, 9).toSend()))
                    .as("the landscape has no such window any more").containsExactly("live");
            assertThat(lane().standing().held(behind.instant())).isEmpty();
        }
    }
}
