package io.crossdock.platform.effects;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.node.JsonNodeFactory;

/** A target of one kind of effect that keeps its promise, whatever it promises, and can be slow to show what it has. */
final class FakeBooks implements EffectExecutor {

    private final String kind;
    private final Clock clock;
    private final Map<String, List<Entry>> documents = new ConcurrentHashMap<>();
    private volatile Promise promise = Promise.LOOKUP;
    private volatile Duration hidden = Duration.ZERO;

    private record Entry(String reference, Instant shownFrom) {
    }

    FakeBooks(String kind, Clock clock) {
        this.kind = kind;
        this.clock = clock;
    }

    FakeBooks promising(Promise kept, Duration showsAfter) {
        promise = kept;
        hidden = showsAfter;
        return this;
    }

    void forget() {
        documents.clear();
    }

    List<String> documents(String key) {
        return documents.getOrDefault(key, List.of()).stream().map(Entry::reference).toList();
    }

    /** Somebody else enters it, too. */
    void enter(String key) {
        List<Entry> entries = documents.computeIfAbsent(key, each -> new CopyOnWriteArrayList<>());
        entries.add(new Entry("E-" + key + "-" + (entries.size() + 1), clock.instant().plus(hidden)));
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public Promise promise(String target) {
        return promise;
    }

    @Override
    public Duration visibleAfter(String target) {
        return hidden;
    }

    @Override
    public Outcome execute(Effect effect) {
        String key = effect.businessKey();
        if (promise != Promise.NATIVE_KEY || documents(key).isEmpty()) {
            enter(key);
        }
        return new Outcome.Done(promise == Promise.NATIVE_KEY ? documents(key).getFirst() : documents(key).getLast(),
                JsonNodeFactory.instance.objectNode());
    }

    @Override
    public Sighting lookup(Effect effect) {
        List<String> shown = documents.getOrDefault(effect.businessKey(), List.of()).stream()
                .filter(entry -> !entry.shownFrom().isAfter(clock.instant())).map(Entry::reference).toList();
        return switch (shown.size()) {
            case 0 -> new Sighting.Absent();
            case 1 -> new Sighting.Found(shown.getFirst(), JsonNodeFactory.instance.objectNode());
            default -> new Sighting.Several(shown);
        };
    }
}
