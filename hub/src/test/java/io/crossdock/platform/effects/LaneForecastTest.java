package io.crossdock.platform.effects;

import static io.crossdock.platform.effects.EffectsBench.ERP;
import static io.crossdock.platform.effects.EffectsBench.effect;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.effects.LaneForecast.Basis;
import io.crossdock.platform.effects.LaneForecast.Drain;
import io.crossdock.platform.effects.LaneForecast.Pace;
import io.crossdock.platform.landscape.MaintenanceWindow;
import io.crossdock.platform.landscape.MaintenanceWindow.Days;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** When a lane will be done, and whether that came true. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaneForecastTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Shares QUARTER = new Shares(25, 0, ZoneOffset.UTC);
    private static final Outcome DONE = new Outcome.Done("E", FakeTarget.NOTHING);
    private static final Pace TEN_PER_SECOND = new Pace(600, Optional.of(Duration.ofMillis(100)));

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

    private static LaneSettings lane(int concurrency, double perSecond, Shares shares) {
        LaneSettings d = LaneSettings.DEFAULT;
        return new LaneSettings(concurrency, BigDecimal.valueOf(perSecond), d.maxAttempts(), d.firstBackoff(),
                d.maxBackoff(), d.breakerFailures(), d.breakerOpen(), d.lease(), d.settle(), shares);
    }

    private static LaneView view(int critical, int bulk, Duration oldest, LaneStop stop, int begunToday) {
        return new LaneView(ERP, stop == LaneStop.FLOWING ? Optional.empty() : Optional.of("user:ana"), Optional.empty(), 0,
                Optional.empty(), critical + bulk, 0, 0, 0, Optional.of(NOW.minus(oldest)),
                new LaneView.Standing(stop, Optional.empty(), Optional.empty(), Optional.empty(),
                        Optional.of(LocalDate.ofInstant(NOW, ZoneOffset.UTC)), begunToday,
                        new LaneView.Waiting(critical, 0, bulk)));
    }

    private static Instant at(LaneForecast forecast) {
        return ((Drain.At) forecast.drain()).instant();
    }

    @Test
    void whatWasSeenWhileWorkWaitedIsThePaceElseWhatPlacesAndRateAllow() {
        LaneSettings lane = lane(8, 20, new Shares(25, 0, ZoneOffset.UTC));
        LaneForecast seen = LaneForecast.of(view(0, 6_000, Duration.ofMinutes(5), LaneStop.FLOWING, 0), TEN_PER_SECOND,
                lane, NOW);
        assertThat(seen.basis()).isEqualTo(Basis.SEEN);
        assertThat(seen.perMinute()).isEqualByComparingTo("600");
        assertThat(at(seen)).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
        LaneForecast possible = LaneForecast.of(view(1_200, 900, Duration.ofSeconds(5), LaneStop.FLOWING, 0), TEN_PER_SECOND,
                lane, NOW);
        assertThat(possible.basis()).isEqualTo(Basis.CAPACITY);
        assertThat(at(possible)).as("a minute of live work at 20 per second, then bulk at its share of 15")
                .isEqualTo(NOW.plus(Duration.ofMinutes(2)));
        LaneForecast assumed = LaneForecast.of(view(160, 0, Duration.ofSeconds(5), LaneStop.FLOWING, 0), Pace.NONE, lane,
                NOW);
        assertThat(assumed.basis()).isEqualTo(Basis.ASSUMED);
        assertThat(at(assumed)).isEqualTo(NOW.plus(Duration.ofSeconds(10)));
    }

    @Test
    void nothingWaitsStoppedAndBeyondAreSaidAsSuch() {
        LaneSettings lane = LaneSettings.DEFAULT;
        assertThat(LaneForecast.of(view(0, 0, Duration.ZERO, LaneStop.FLOWING, 0), Pace.NONE, lane, NOW).drain())
                .isEqualTo(new Drain.Empty());
        for (LaneStop stop : List.of(LaneStop.PAUSED, LaneStop.DRAINING, LaneStop.DRAINED)) {
            assertThat(LaneForecast.of(view(5, 0, Duration.ZERO, stop, 0), Pace.NONE, lane, NOW).drain())
                    .isEqualTo(new Drain.Stopped());
        }
        assertThat(LaneForecast.of(view(0, 10_000_000, Duration.ofHours(1), LaneStop.FLOWING, 0),
                new Pace(60, Optional.of(Duration.ofSeconds(1))), lane, NOW).drain()).isEqualTo(new Drain.Beyond());
    }

    @Test
    void aDaysCallsAreSpentThenMidnightIsWaitedFor() {
        LaneSettings thousand = lane(8, 0, new Shares(25, 1_000, ZoneId.of("America/Chicago")));
        LaneView view = new LaneView(ERP, Optional.empty(), Optional.empty(), 0, Optional.empty(), 1_300, 0, 0, 0,
                Optional.of(NOW.minus(Duration.ofHours(1))), new LaneView.Standing(LaneStop.FLOWING, Optional.empty(),
                        Optional.empty(), Optional.empty(), Optional.of(LocalDate.parse("2026-11-21")), 250,
                        new LaneView.Waiting(0, 0, 1_300)));
        // 500 today, 750 tomorrow, and 50 the day after, whose midnight is at 06:00 UTC.
        assertThat(at(LaneForecast.of(view, TEN_PER_SECOND, thousand, NOW))).isEqualTo("2026-11-23T06:00:05Z");
    }

    @Test
    void maintenanceStopsItAndHoldsBulkWorkBefore() {
        LaneSettings lane = lane(8, 0, QUARTER).in(List.of(new MaintenanceWindow("move",
                new Days.On(LocalDate.parse("2026-11-21")), LocalTime.parse("12:20"), Duration.ofHours(1), ZoneOffset.UTC,
                Duration.ofMinutes(30), Duration.ofMinutes(5), Duration.ofMinutes(15))));
        // Five minutes for bulk work are left before it is held; the rest follows the window.
        assertThat(at(LaneForecast.of(view(0, 6_000, Duration.ofHours(1), LaneStop.FLOWING, 0), TEN_PER_SECOND, lane, NOW)))
                .isEqualTo("2026-11-21T13:25:00Z");
        assertThat(at(LaneForecast.of(view(6_000, 0, Duration.ofHours(1), LaneStop.FLOWING, 0), TEN_PER_SECOND, lane, NOW)))
                .isEqualTo("2026-11-21T12:10:00Z");
    }

    @Test
    void aForecastIsKeptOncePerLaneAndComparedWithWhatHappened() {
        Forecasts forecasts = bench.hub.get(Forecasts.class);
        bench.request(IntStream.range(0, 640).mapToObj(i -> effect("K" + i, "e" + i)).toArray(NewEffect[]::new));
        bench.clock.advance(Duration.ofMinutes(2));
        work(64, Duration.ofMillis(500));
        forecasts.round();
        forecasts.round();
        CheckedForecast open = forecasts.checked(ERP, 9).getFirst();
        assertThat(forecasts.checked(ERP, 9)).hasSize(1);
        assertThat(open.backlog()).isEqualTo(576);
        assertThat(open.basis()).isEqualTo(Basis.SEEN);
        assertThat(open.drainsAt()).isEqualTo(open.madeAt().plus(Duration.ofMinutes(9)));
        assertThat(open.error()).isEmpty();

        bench.request(effect("new", "came later"));
        for (int minute = 0; minute < 9; minute++) {
            bench.clock.advance(Duration.ofMinutes(1));
            work(64, Duration.ofMillis(500));
        }
        bench.clock.advance(Duration.ofMillis(49_500));
        forecasts.round();
        CheckedForecast checked = forecasts.checked(ERP, 9).getFirst();
        assertThat(checked.error().orElseThrow()).isEqualTo(Duration.ofSeconds(54));
        assertThat(checked.errorPercent()).contains(10);
        assertThat(checked.disturbed()).isFalse();
    }

    @Test
    void aForecastThatSomebodyStoppedIsMarkedAndOldOnesAreForgotten() {
        Forecasts forecasts = bench.hub.get(Forecasts.class);
        bench.request(IntStream.range(0, 1_000).mapToObj(i -> effect("K" + i, "e" + i)).toArray(NewEffect[]::new));
        forecasts.round();
        assertThat(forecasts.checked(ERP, 9)).hasSize(1);
        bench.effects().pause(ERP, "user:ana");
        forecasts.round();
        assertThat(forecasts.checked(ERP, 9).getFirst().disturbed()).isTrue();
        bench.hub.jdbc().sql("""
                INSERT INTO effects.forecast (target, made_at, backlog, up_to_seq, per_minute, basis, drains_at, drained_at)
                SELECT 'erp', now(), 1, 1, 1, 'seen', now(), now() FROM generate_series(1, 300)
                """).update();
        forecasts.round();
        assertThat(forecasts.checked(ERP, 1_000)).hasSize(ForecastStore.KEPT);
    }

    /** Does some calls of a length. */
    private void work(int calls, Duration each) {
        LaneSettings wide = lane(64, 0, QUARTER);
        List<Leased> begun = new ArrayList<>(bench.hub.get(LaneClaims.class).claim(ERP, wide, calls).toSend());
        assertThat(begun).hasSize(calls);
        bench.clock.advance(each);
        begun.forEach(leased -> bench.hub.get(Completions.class).write(List.of(new Completion.Sent(leased, DONE,
                bench.erp.promise(ERP), bench.clock.instant().minus(each), bench.clock.instant()))));
    }
}
