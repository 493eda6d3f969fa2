package io.crossdock.platform.effects;

import io.crossdock.platform.effects.LaneForecast.Drain;
import io.crossdock.platform.effects.LaneForecast.Pace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** When lanes will be done with what waits, kept and compared with what happens. Thread-safe. */
@Component
public class Forecasts {

    /** Shorter ones are not worth keeping. */
    static final Duration WORTH_KEEPING = Duration.ofMinutes(1);

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final LaneStore laneStore;
    private final ForecastStore store;
    private final Lanes lanes;
    private final Clock clock;

    Forecasts(LaneStore laneStore, ForecastStore store, Lanes lanes, Clock clock) {
        this.laneStore = laneStore;
        this.store = store;
        this.lanes = lanes;
        this.clock = clock;
    }

    /** What is known of the pace of all lanes at one moment. */
    public final class Outlook {

        private final Map<String, Pace> paces;
        private final Instant now;

        private Outlook(Map<String, Pace> paces, Instant now) {
            this.paces = paces;
            this.now = now;
        }

        public LaneForecast of(LaneView lane) {
            return LaneForecast.of(lane, paces.getOrDefault(lane.target(), Pace.NONE), settings(lane.target()), now);
        }
    }

    public Outlook outlook() {
        return outlook(clock.instant());
    }

    private Outlook outlook(Instant now) {
        return new Outlook(store.pace(now.minus(WINDOW)), now);
    }

    /** What a lane may do, and when not. */
    public LaneSettings settings(String target) {
        return lanes.all().getOrDefault(target, LaneSettings.DEFAULT);
    }

    /** The settings of a lane that there is. */
    Optional<LaneSettings> known(String target) {
        return Optional.ofNullable(lanes.all().get(target));
    }

    /** How long so many urgent effects would take from now; empty if nobody can say, for the lane is stopped. */
    Optional<Duration> takes(String target, int critical) {
        Instant now = clock.instant();
        Optional<Drain> drain = laneStore.view(target).map(lane -> outlook(now).of(lane.with(critical)).drain());
        return drain.flatMap(each -> switch (each) {
            case Drain.Empty() -> Optional.of(Duration.ZERO);
            case Drain.At(Instant at) -> Optional.of(Duration.between(now, at));
            case Drain.Beyond() -> Optional.of(LaneForecast.HORIZON);
            case Drain.Stopped() -> Optional.empty();
        });
    }

    /** The last forecasts of a lane, the newest first, at most 100 of which are kept. */
    public List<CheckedForecast> checked(String target, int most) {
        return store.latest(target, most);
    }

    /** By lane the last undisturbed forecast that can be compared with what happened. */
    public Map<String, CheckedForecast> compared() {
        return store.compared();
    }

    /** Compares open forecasts with what happened, and makes new ones for lanes that take a while. */
    @Transactional
    public void round() {
        Instant now = clock.instant();
        store.compare(now);
        Outlook outlook = outlook(now);
        for (LaneView lane : laneStore.views()) {
            LaneForecast forecast = outlook.of(lane);
            if (forecast.drain() instanceof Drain.At(Instant at)
                    && Duration.between(now, at).compareTo(WORTH_KEEPING) >= 0) {
                store.keep(lane.target(), lane.backlog(), forecast, at, now);
            }
        }
        store.forget();
    }
}
