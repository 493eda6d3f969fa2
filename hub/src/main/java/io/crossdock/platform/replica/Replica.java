package io.crossdock.platform.replica;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

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
     * @param asOf the oldest of its feeds; the epoch while one of them was never read
     */
    public record Held<S>(S snapshot, Map<String, Long> versions, Instant asOf) {
    }

    Replica(Set<String> feeds, Supplier<S> load, List<FeedState> states) {
        this.feeds = Set.copyOf(feeds);
        this.load = load;
        this.held = new Held<>(load.get(), versions(states), asOf(states));
    }

    public Held<S> held() {
        return held;
    }

    /** @param states read before this call, so that a change in between is noticed the next time */
    void follow(List<FeedState> states) {
        Map<String, Long> versions = versions(states);
        Held<S> before = held;
        S snapshot = versions.equals(before.versions()) ? before.snapshot() : load.get();
        held = new Held<>(snapshot, versions, asOf(states));
    }

    private Map<String, Long> versions(List<FeedState> states) {
        Map<String, Long> versions = new HashMap<>();
        states.stream().filter(state -> feeds.contains(state.name()))
                .forEach(state -> versions.put(state.name(), state.version()));
        return versions;
    }

    private Instant asOf(List<FeedState> states) {
        List<FeedState> own = states.stream().filter(state -> feeds.contains(state.name())).toList();
        return own.size() < feeds.size() ? Instant.EPOCH
                : own.stream().map(FeedState::asOf).min(Instant::compareTo).orElse(Instant.EPOCH);
    }
}
