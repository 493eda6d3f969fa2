package io.crossdock.platform.effects;

import static io.crossdock.platform.effects.EffectsBench.ERP;
import static io.crossdock.platform.effects.EffectsBench.effect;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.landscape.Lane.Bounds;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A queue has a bound, and who meets it is told when to come back. */
class BacklogsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SettableClock clock = SettableClock.standing();
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final TestHub hub = replica(new Bounds(100, Optional.empty()));

    private TestHub replica(Bounds bounds) {
        LaneSettings d = LaneSettings.DEFAULT;
        LaneSettings lane = new LaneSettings(4, BigDecimal.TEN, d.maxAttempts(), d.firstBackoff(), d.maxBackoff(),
                d.breakerFailures(), d.breakerOpen(), d.lease(), d.settle()).bounded(bounds);
        TestHub open = TestHub.on(database, clock).with(Lanes.class, () -> Map.of(ERP, lane))
                .with(EffectExecutor.class, new FakeTarget("order.post")).open();
        open.get(LaneClaims.class).register(ERP);
        return open;
    }

    @AfterEach
    void close() {
        hub.close();
        database.close();
    }

    private static NewEffect[] some(int from, int to, Tier tier) {
        return IntStream.range(from, to).mapToObj(i -> effect("K" + i, "e" + i, tier)).toArray(NewEffect[]::new);
    }

    private void request(NewEffect... effects) {
        hub.inTransaction(() -> hub.get(Effects.class).request(Arrays.asList(effects)));
    }

    private Optional<Backlogs.Crowd> crowded() {
        return hub.get(Backlogs.class).crowded(List.of("unknown", ERP));
    }

    @Test
    void theBoundIsMetExactlyEvenWithinTheSecondOfACount() {
        assertThat(crowded()).isEmpty();
        request(some(0, 99, Tier.CRITICAL));
        assertThat(crowded()).as("one more has room").isEmpty();
        request(some(99, 100, Tier.NORMAL));
        assertThat(crowded()).hasValueSatisfying(crowd -> {
            assertThat(crowd.target()).isEqualTo(ERP);
            assertThat(crowd.waiting()).isEqualTo(100);
            assertThat(crowd.comeBack()).as("two effects are a moment at ten a second").isEqualTo(Duration.ofSeconds(5));
        });
        clock.advance(SECOND);
        assertThat(crowded()).isPresent();
        assertThat(hub.get(LaneClaims.class).claim(ERP, hub.get(Forecasts.class).settings(ERP), 1).size()).isOne();
        clock.advance(SECOND);
        assertThat(crowded()).as("as soon as there is room").isEmpty();
    }

    @Test
    void bulkWorkStandsBehindAndDoesNotCount() {
        request(some(0, 500, Tier.BULK));
        assertThat(crowded()).isEmpty();
        request(some(500, 600, Tier.CRITICAL));
        assertThat(crowded()).isPresent();
    }

    @Test
    void anotherReplicaSeesItWithinASecond() {
        try (TestHub other = replica(new Bounds(100, Optional.empty()))) {
            assertThat(other.get(Backlogs.class).crowded(List.of(ERP))).isEmpty();
            request(some(0, 200, Tier.CRITICAL));
            clock.advance(SECOND);
            assertThat(other.get(Backlogs.class).crowded(List.of(ERP)).orElseThrow().waiting()).isEqualTo(101);
        }
    }

    @Test
    void whenToComeBackFollowsTheForecast() {
        request(some(0, 100, Tier.CRITICAL));
        hub.jdbc().sql("UPDATE effects.lane SET open_until = :until")
                .param("until", clock.instant().plusSeconds(120).atOffset(java.time.ZoneOffset.UTC)).update();
        assertThat(crowded().orElseThrow().comeBack()).as("the target is silent for two minutes, then two effects")
                .isBetween(Duration.ofSeconds(120), Duration.ofSeconds(121));
        hub.get(Effects.class).pause(ERP, "user:ana");
        assertThat(crowded().orElseThrow().comeBack()).as("nobody can say").isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aLongestWaitIsABoundToo() {
        try (TestHub patient = replica(new Bounds(50_000, Optional.of(Duration.ofMinutes(1))))) {
            request(some(0, 400, Tier.CRITICAL));
            assertThat(patient.get(Backlogs.class).crowded(List.of(ERP))).as("50 s at the 8 per second assumed").isEmpty();
            request(some(400, 1_200, Tier.CRITICAL));
            clock.advance(SECOND);
            assertThat(patient.get(Backlogs.class).crowded(List.of(ERP)).orElseThrow().comeBack())
                    .as("150 s, of which one minute is allowed").isEqualTo(Duration.ofSeconds(90));
        }
    }
}
