package io.crossdock.platform.effects;

import static io.crossdock.platform.effects.EffectsBench.ERP;
import static io.crossdock.platform.effects.EffectsBench.effect;
import static io.crossdock.platform.effects.EffectsBench.keys;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is kept for live and for critical work, and what a poisoned order costs the others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaneSharesTest {

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final Shares QUARTER = new Shares(25, 0, ZoneOffset.UTC);
    private static final Outcome DONE = new Outcome.Done("E", FakeTarget.NOTHING);

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

    private static LaneSettings lane(int concurrency, double ratePerSecond, Shares shares) {
        LaneSettings d = LaneSettings.DEFAULT;
        return new LaneSettings(concurrency, BigDecimal.valueOf(ratePerSecond), d.maxAttempts(), d.firstBackoff(),
                d.maxBackoff(), d.breakerFailures(), d.breakerOpen(), d.lease(), d.settle(), shares);
    }

    private static NewEffect[] many(int count, String prefix, Tier tier) {
        return IntStream.range(0, count).mapToObj(i -> effect(prefix + i, prefix + i, tier))
                .toArray(NewEffect[]::new);
    }

    @Test
    void bulkWorkNeverTakesThePlacesThatLiveWorkNeedsOverAllReplicas() {
        LaneSettings eight = lane(8, 0, QUARTER);
        bench.request(many(50, "bulk", Tier.BULK));
        try (var other = bench.replica(eight)) {
            assertThat(bench.hub.get(LaneClaims.class).claim(ERP, eight, 4).toSend()).hasSize(4);
            assertThat(other.get(LaneClaims.class).claim(ERP, eight, LaneClaims.MOST).toSend()).hasSize(2);
            assertThat(bench.claimed(eight)).isEmpty();
            bench.request(effect("SO-1", "live"), effect("SO-2", "paper", Tier.NORMAL), effect("SO-3", "late"));
            assertThat(keys(other.get(LaneClaims.class).claim(ERP, eight, LaneClaims.MOST).toSend()))
                    .containsExactly("live", "late");
            assertThat(bench.claimed(eight)).as("all eight are under way").isEmpty();
        }
    }

    @Test
    void bulkWorkGetsAQuarterOfALaneOfWhichNothingElseIsSaid() {
        bench.request(many(50, "bulk", Tier.BULK));
        assertThat(bench.claimed(lane(8, 0, Shares.DEFAULT))).hasSize(2);
        assertThat(new Shares(75, 1_000, CHICAGO).reservedOfDay()).as("normal work needs its day, too").isEqualTo(250);
        assertThat(new Shares(10, 1_000, CHICAGO).reservedOfDay()).isEqualTo(100);
    }

    @Test
    void liveWorkMayTakeEveryPlace() {
        bench.request(many(20, "live", Tier.CRITICAL));
        assertThat(bench.claimed(lane(8, 0, QUARTER))).hasSize(8);
    }

    @Test
    void aLaneWithOnePlaceStillDoesBulkWork() {
        bench.request(many(2, "bulk", Tier.BULK));
        assertThat(bench.claimed(lane(1, 0, QUARTER))).hasSize(1);
    }

    @Test
    void bulkWorkKeepsWithinItsShareOfTheRateOverAllReplicas() {
        LaneSettings eight = lane(200, 8, QUARTER);
        bench.request(many(100, "bulk", Tier.BULK));
        try (var other = bench.replica(eight)) {
            int begun = 0;
            for (int tick = 0; tick < 100; tick++) {
                bench.clock.advance(Duration.ofMillis(100));
                begun += bench.claim(eight).size();
                begun += other.get(LaneClaims.class).claim(ERP, eight, LaneClaims.MOST).size();
            }
            assertThat(begun).as("ten seconds at six of eight per second").isBetween(59, 61);
            bench.request(many(20, "live", Tier.CRITICAL));
            bench.clock.advance(Duration.ofMillis(125));
            assertThat(keys(bench.claim(eight).toSend())).as("the bucket is full for live work")
                    .hasSizeGreaterThanOrEqualTo(3).allMatch(key -> key.startsWith("live"));
        }
    }

    @Test
    void theCallsOfADayAreCountedExactlyOverAllReplicasAndTheLastOnesKeptForCriticalWork() {
        LaneSettings twenty = lane(100, 0, new Shares(25, 20, CHICAGO));
        toLocal("2026-03-07T12:00:00");
        bench.request(many(30, "paper", Tier.NORMAL));
        bench.request(many(30, "bulk", Tier.BULK));
        try (var other = bench.replica(twenty)) {
            List<Leased> begun = new ArrayList<>(bench.hub.get(LaneClaims.class).claim(ERP, twenty, 10).toSend());
            begun.addAll(other.get(LaneClaims.class).claim(ERP, twenty, LaneClaims.MOST).toSend());
            assertThat(begun).as("fifteen, for five are kept").hasSize(15);
            begun.forEach(leased -> bench.answer(leased, DONE));
            assertThat(bench.claimed(twenty)).isEmpty();
            bench.request(many(30, "live", Tier.CRITICAL));
            List<Leased> critical = other.get(LaneClaims.class).claim(ERP, twenty, LaneClaims.MOST).toSend();
            assertThat(keys(critical)).hasSize(5).allMatch(key -> key.startsWith("live"));
            critical.forEach(leased -> bench.answer(leased, DONE));
            assertThat(bench.claimed(twenty)).isEmpty();
        }
    }

    @Test
    void aDayBeginsAtMidnightOfTheSystemAlsoWhenItHasTwentyThreeHours() {
        LaneSettings two = lane(100, 0, new Shares(0, 2, CHICAGO));
        toLocal("2026-03-07T23:59:00");
        bench.request(many(10, "live", Tier.CRITICAL));
        // Clocks go forward on 8 March 2026.
        for (String moment : List.of("2026-03-07T23:59:59", "2026-03-08T00:00:00", "2026-03-09T00:00:00")) {
            toLocal(moment);
            assertThat(bench.claimed(two)).as(moment).hasSize(2);
            assertThat(bench.claimed(two)).as(moment).isEmpty();
        }
        bench.clock.advance(Duration.ofMillis(1));
        assertThat(bench.claimed(two)).isEmpty();
    }

    private void toLocal(String moment) {
        Instant at = LocalDateTime.parse(moment).atZone(CHICAGO).toInstant();
        bench.clock.advance(Duration.between(bench.clock.instant(), at));
    }

    @Test
    void aPauseTakesEffectAtOnceForEveryReplica() {
        LaneSettings eight = lane(8, 0, QUARTER);
        bench.request(many(20, "live", Tier.CRITICAL));
        try (var other = bench.replica(eight)) {
            assertThat(bench.hub.get(LaneClaims.class).claim(ERP, eight, 1).toSend()).hasSize(1);
            bench.effects().pause(ERP, "user:ana");
            assertThat(other.get(LaneClaims.class).claim(ERP, eight, LaneClaims.MOST).size()).isZero();
            bench.effects().resume(ERP);
            assertThat(other.get(LaneClaims.class).claim(ERP, eight, LaneClaims.MOST).toSend()).hasSize(7);
        }
    }

    @Test
    void ofAThousandOrdersOnePoisonedParksAloneAndKeepsTheOrderOfItsKey() {
        LaneSettings lane = lane(64, 0, QUARTER);
        bench.request(many(1_000, "SO-", Tier.CRITICAL));
        bench.request(effect("SO-500", "after"));
        List<String> done = new ArrayList<>();
        for (int round = 0; round < 200 && bench.state("SO-500").state() != EffectState.PARKED; round++) {
            for (Leased leased : bench.claim(lane).toSend()) {
                boolean poisoned = leased.effect().businessKey().equals("SO-500");
                bench.answer(leased, poisoned ? new Outcome.Failed("500: unit BX is not known") : DONE);
                if (!poisoned) {
                    done.add(leased.effect().businessKey());
                }
            }
            bench.clock.advance(Duration.ofMinutes(1));
        }
        assertThat(done).hasSize(999).doesNotHaveDuplicates().doesNotContain("after");
        assertThat(bench.state("SO-500").state()).isEqualTo(EffectState.PARKED);
        assertThat(bench.state("SO-500").reason()).hasValueSatisfying(why -> assertThat(why)
                .contains("unit BX is not known"));
        assertThat(bench.state("after").state()).isEqualTo(EffectState.READY);
        bench.effects().retry(bench.state("SO-500").id(), "user:ana");
        Leased mended = bench.claim(lane).toSend().getFirst();
        assertThat(mended.effect().businessKey()).isEqualTo("SO-500");
        assertThat(bench.claimed(lane)).isEmpty();
        bench.answer(mended, DONE);
        assertThat(bench.claimed(lane)).containsExactly("after");
    }
}
