package io.crossdock.process.practice;

import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectExecutor;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.json.Json;
import io.crossdock.process.practice.ShadowDrill.Treatment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** The stand-in: it has books of its own, promises what the real system does, and is in trouble when its drill says so. */
@Component
class ShadowTarget implements EffectExecutor {

    static final String KIND = "shadow.call";

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int UNANSWERED_PERCENT = 10;

    private final ShadowDrillStore store;
    private final Json json;
    private final Clock clock;

    ShadowTarget(ShadowDrillStore store, Json json, Clock clock) {
        this.store = store;
        this.json = json;
        this.clock = clock;
    }

    /** What is asked of the stand-in. */
    record Call(UUID drill) {
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** What the real system promises: a hub that trusts a better promise than it gets is what the drill is to find. */
    @Override
    public Promise promise(String target) {
        return store.runningOn(target.substring(target.indexOf(':') + 1)).map(run -> run.standIn().promise())
                .orElse(Promise.NONE);
    }

    @Override
    public Outcome execute(Effect effect) {
        ShadowRun run = run(effect);
        Instant now = clock.instant();
        return switch (run.treatment(effect.businessKey(), effect.attempts(), now)) {
            case Treatment.Away() -> new Outcome.Unavailable("The stand-in refuses connections.", Optional.empty());
            case Treatment.Throttled(int most) when store.bookedSince(run.id(), now.minus(SECOND)) >= most ->
                    new Outcome.Unavailable("The stand-in has had enough calls for this second.", Optional.of(SECOND));
            case Treatment.Throttled throttled -> answer(run, effect, new Treatment.Works(true, true, Duration.ZERO));
            case Treatment.Works works -> answer(run, effect, works);
        };
    }

    private Outcome answer(ShadowRun run, Effect effect, Treatment.Works works) {
        Optional<String> reference = works.done() ? Optional.of(store.book(run.id(), effect.businessKey(),
                run.standIn().promise() == Promise.NATIVE_KEY, clock.instant())) : Optional.empty();
        try {
            TimeUnit.NANOSECONDS.sleep(works.takes().toNanos());
        } catch (InterruptedException outlived) {
            Thread.currentThread().interrupt();
            return new Outcome.Ambiguous("Nobody waited for the stand-in any longer.");
        }
        return reference.filter(done -> works.answered())
                .<Outcome>map(done -> new Outcome.Done(done, json.tree(Map.of())))
                .orElseGet(() -> new Outcome.Ambiguous("The stand-in's answer was lost."));
    }

    @Override
    public Sighting lookup(Effect effect) {
        ShadowRun run = run(effect);
        Instant now = clock.instant();
        boolean silent = run.inTrouble(now) && (run.plan().drill() == ShadowDrill.SYSTEM_DOWN
                || run.plan().drill() == ShadowDrill.AMBIGUOUS_ANSWERS
                && run.random(effect.businessKey(), -effect.lookups()).nextInt(100) < UNANSWERED_PERCENT);
        if (silent) {
            return new Sighting.Unknown("The stand-in did not answer.");
        }
        List<String> booked = store.booked(run.id(), effect.businessKey());
        return switch (booked.size()) {
            case 0 -> new Sighting.Absent();
            case 1 -> new Sighting.Found(booked.getFirst(), json.tree(Map.of()));
            default -> new Sighting.Several(booked);
        };
    }

    private ShadowRun run(Effect effect) {
        Call call = json.read(effect.request(), Call.class);
        return store.byId(call.drill()).orElseThrow(() -> new IllegalStateException("no drill " + call.drill()));
    }
}
