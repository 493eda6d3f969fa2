package io.crossdock.platform.effects;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A target that keeps books of what it has done, and that misbehaves on demand. */
final class FakeTarget implements EffectExecutor {

    static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final String kind;
    private final Map<String, Integer> books = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Queue<Function<Effect, Outcome>> script = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private volatile Promise promise = Promise.LOOKUP;
    private volatile Runnable duringCall = () -> { };

    FakeTarget(String kind) {
        this.kind = kind;
    }

    void promises(Promise promise) {
        this.promise = promise;
    }

    /** What it does with the next call that is not yet scripted. */
    void next(Function<Effect, Outcome> behaviour) {
        script.add(behaviour);
    }

    void duringCalls(Runnable work) {
        duringCall = work;
    }

    Outcome does(Effect effect) {
        books.merge(effect.businessKey(), 1, Integer::sum);
        return new Outcome.Done("E-" + effect.businessKey(), NOTHING);
    }

    /** How often each business key was really done. */
    Map<String, Integer> books() {
        return books;
    }

    /** Business keys in the order in which calls came in. */
    List<String> calls() {
        return calls;
    }

    int mostUnderWay() {
        return mostUnderWay.get();
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
    public Outcome execute(Effect effect) {
        calls.add(effect.businessKey());
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
            duringCall.run();
            Function<Effect, Outcome> scripted = script.poll();
            return scripted == null ? does(effect) : scripted.apply(effect);
        } finally {
            underWay.decrementAndGet();
        }
    }

    @Override
    public Sighting lookup(Effect effect) {
        int times = books.getOrDefault(effect.businessKey(), 0);
        return switch (times) {
            case 0 -> new Sighting.Absent();
            case 1 -> new Sighting.Found("E-" + effect.businessKey(), NOTHING);
            default -> new Sighting.Several(List.of("E-1", "E-2"));
        };
    }
}
