package io.crossdock.process.story;

import io.crossdock.platform.effects.CheckedForecast;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.Forecasts;
import io.crossdock.platform.effects.LaneSettings;
import io.crossdock.platform.effects.LaneView;
import io.crossdock.platform.effects.Shares;
import io.crossdock.platform.landscape.MaintenanceWindow;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.process.story.SystemState.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How the systems around us are doing. Thread-safe. */
@Component
public class Systems {

    private final Effects effects;
    private final StoryStore store;
    private final Stories stories;
    private final Forecasts forecasts;

    Systems(Effects effects, Forecasts forecasts, StoryStore store, Stories stories) {
        this.forecasts = forecasts;
        this.effects = effects;
        this.store = store;
        this.stories = stories;
    }

    /** One of the copies that we hold of what others own. @param name {@code customers.accounts} */
    public record Copy(String name, Instant asOf) {
    }

    /** Every system that we call: those in trouble first. */
    public List<SystemState> all() {
        Wording wording = stories.wording();
        Names names = stories.names();
        Forecasts.Outlook outlook = forecasts.outlook();
        Map<String, CheckedForecast> compared = forecasts.compared();
        return effects.lanes().stream().filter(lane -> isCalled(lane, names))
                .map(lane -> SystemState.of(lane, names.lane(lane.target()).label(),
                        outlook(lane, outlook,
                                Optional.ofNullable(compared.get(lane.target())), wording), wording))
                .sorted(Comparator.comparing(SystemState::health).reversed()
                        .thenComparing(state -> names.lane(state.lane().target()).kind())
                        .thenComparing(SystemState::name))
                .toList();
    }

    /** As which moment it is told. */
    public Instant now() {
        return stories.wording().now();
    }

    /** One of them. */
    public Optional<SystemState> one(String target) {
        return all().stream().filter(each -> each.lane().target().equals(target)).findFirst();
    }

    /** Its last forecasts beside what happened, the newest first. */
    public List<CheckedForecast> forecasts(String target, int most) {
        return forecasts.checked(target, most);
    }

    private Outlook outlook(LaneView lane, Forecasts.Outlook outlook, Optional<CheckedForecast> compared,
            Wording wording) {
        LaneSettings settings = forecasts.settings(lane.target());
        Shares shares = settings.shares();
        LocalDate today = LocalDate.ofInstant(wording.now(), shares.zone());
        return new Outlook(outlook.of(lane), MaintenanceWindow.next(settings.maintenance(), wording.now()),
                shares.callsPerDay() == 0 ? Optional.empty() : Optional.of(new SystemState.DayBudget(
                        lane.standing().begunOn(today), shares.callsPerDay(), shares.reservedOfDay())),
                compared, settings.bounds().effects());
    }

    /** Carriers only tell us things; nothing waits for them. */
    private static boolean isCalled(LaneView lane, Names names) {
        boolean idle = lane.oldest().isEmpty() && lane.pausedBy().isEmpty() && lane.consecutiveFailures() == 0;
        return !idle || names.kind(lane.target()).filter(kind -> kind != SystemSettings.Kind.CARRIER).isPresent();
    }

    /** What we know from others, and since when. */
    public List<Copy> copies() {
        return store.freshness().stream().map(each -> new Copy(each.name(), each.asOf())).toList();
    }

    /** The files that warehouses leave, as far as somebody looked for them within the last day. */
    public List<FeedState> feeds() {
        return store.feeds(stories.wording().now().minus(Duration.ofDays(1)));
    }
}
