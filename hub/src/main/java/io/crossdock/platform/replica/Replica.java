package io.crossdock.platform.replica;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A snapshot of some feeds, held in memory and never changed, only replaced. Reading it costs nothing.
 *
 * @param <S> the snapshot
 */
public final class Replica<S> {

    private final Set<String> feeds;
    private final Supplier<S> load;
    private volatile Held<S> held;

    /**
     * What is in memory now.
     *
     * @param asOf  the oldest of its feeds; the epoch while one of them was never read
     * @param parts the same for each system that tells a part of their rows beside the first one, by landscape id
     */
    public record Held<S>(S snapshot, Map<String, Long> versions, Instant asOf, Map<String, Instant> parts) {

        /** How old what a system has told is: one that does not answer makes the rows of others no older. */
        public Instant asOf(String system) {
            return parts.getOrDefault(system, asOf);
        }
    }

    Replica(Set<String> feeds, Supplier<S> load, List<FeedState> states) {
        this.feeds = Set.copyOf(feeds);
        this.load = load;
        this.held = held(load.get(), versions(states), states);
    }

    public Held<S> held() {
        return held;
    }

    /** @param states read before this call, so that a change in between is noticed the next time */
    void follow(List<FeedState> states) {
        Map<String, Long> versions = versions(states);
        Held<S> before = held;
        S snapshot = versions.equals(before.versions()) ? before.snapshot() : load.get();
        held = held(snapshot, versions, states);
    }

    private Held<S> held(S snapshot, Map<String, Long> versions, List<FeedState> states) {
        Map<String, Instant> parts = own(states).stream().flatMap(state -> state.system().stream()).distinct()
                .collect(Collectors.toMap(system -> system, system -> asOf(states, Optional.of(system))));
        return new Held<>(snapshot, versions, asOf(states, Optional.empty()), parts);
    }

    private Map<String, Long> versions(List<FeedState> states) {
        Map<String, Long> versions = new HashMap<>();
        own(states).forEach(state -> versions.put(state.name(), state.version()));
        return versions;
    }

    /** Where a system tells no rows of a feed those of the first one count. */
    private Instant asOf(List<FeedState> states, Optional<String> system) {
        return feeds.stream().map(feed -> system.flatMap(id -> of(states, feed + "/" + id)).or(() -> of(states, feed))
                .map(FeedState::asOf).orElse(Instant.EPOCH)).min(Instant::compareTo).orElse(Instant.EPOCH);
    }

    private static Optional<FeedState> of(List<FeedState> states, String name) {
        return states.stream().filter(state -> state.name().equals(name)).findFirst();
    }

    private List<FeedState> own(List<FeedState> states) {
        return states.stream().filter(state -> feeds.contains(state.feed())).toList();
    }
}
