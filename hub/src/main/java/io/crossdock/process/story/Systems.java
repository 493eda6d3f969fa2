package io.crossdock.process.story;

import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.LaneView;
import io.crossdock.platform.landscape.SystemSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** How the systems around us are doing. Thread-safe. */
@Component
public class Systems {

    private static final Duration PACE_WINDOW = Duration.ofMinutes(1);

    private final Effects effects;
    private final StoryStore store;
    private final Stories stories;

    Systems(Effects effects, StoryStore store, Stories stories) {
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
        Map<String, Integer> pace = store.pace(wording.now().minus(PACE_WINDOW)).stream()
                .collect(Collectors.toMap(StoryStore.Pace::target, StoryStore.Pace::done));
        return effects.lanes().stream().filter(lane -> isCalled(lane, names))
                .map(lane -> SystemState.of(lane, names.lane(lane.target()).label(),
                        pace.getOrDefault(lane.target(), 0), wording))
                .sorted(Comparator.comparing(SystemState::health).reversed()
                        .thenComparing(state -> names.lane(state.lane().target()).kind())
                        .thenComparing(SystemState::name))
                .toList();
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
