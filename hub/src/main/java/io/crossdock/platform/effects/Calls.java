package io.crossdock.platform.effects;

import io.crossdock.platform.lifecycle.CrashPoints;
import io.crossdock.platform.tracing.Traces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/**
 * Calls under way in this process, each on a virtual thread, and their answers until they are written. A call needs a
 * place; a lane has as many as its concurrency and all lanes together {@link #PLACES_MAX}, so that neither threads nor
 * answers pile up while the database is away.
 */
@Component
class Calls {

    static final int PLACES_MAX = 2048;

    private final Executors executors;
    private final Traces traces;
    private final Clock clock;
    private final CrashPoints crashPoints;
    private final Map<String, Integer> taken = new HashMap<>();
    private final Set<Running> running = ConcurrentHashMap.newKeySet();
    /** Something empty only wakes whoever takes it. */
    private final BlockingQueue<Optional<Completion>> answers = new LinkedBlockingQueue<>(PLACES_MAX + 1);

    Calls(Executors executors, Traces traces, Clock clock, CrashPoints crashPoints) {
        this.executors = executors;
        this.crashPoints = crashPoints;
        this.traces = traces;
        this.clock = clock;
    }

    private record Running(Thread thread, Instant until) {
    }

    /** Takes as many places as a lane may still have; whatever is not called for is given back. */
    synchronized int take(String target, int concurrency) {
        int ofLane = taken.getOrDefault(target, 0);
        int places = Math.max(0, Math.min(concurrency - ofLane, PLACES_MAX - underWay()));
        taken.put(target, ofLane + places);
        return places;
    }

    synchronized void giveBack(String target, int places) {
        taken.merge(target, -places, Integer::sum);
    }

    /** Calls whose answers are not yet written. */
    synchronized int underWay() {
        return taken.values().stream().mapToInt(Integer::intValue).sum();
    }

    void send(Leased leased) {
        call(leased, started -> new Completion.Sent(leased, execute(leased.effect()),
                executors.promise(leased.effect()), started, clock.instant()));
    }

    private Outcome execute(Effect effect) {
        crashPoints.reach(CrashPoints.Point.BEFORE_CALL);
        Outcome outcome = executors.execute(effect);
        crashPoints.reach(CrashPoints.Point.AFTER_CALL);
        return outcome;
    }

    void lookUp(Leased leased) {
        call(leased, started -> new Completion.LookedUp(leased, executors.lookup(leased.effect()),
                executors.visibleAfter(leased.effect()), started, clock.instant()));
    }

    private void call(Leased leased, Function<Instant, Completion> call) {
        Effect effect = leased.effect();
        Thread.ofVirtual().name("call-" + effect.target()).start(() -> {
            Running self = new Running(Thread.currentThread(), leased.until());
            running.add(self);
            MDC.put("order", effect.orderingKey());
            MDC.put("correlation", effect.origin().correlation());
            boolean answered = false;
            try {
                Completion answer = traced(effect, call);
                running.remove(self);
                answered = answers.offer(Optional.of(answer));
            } finally {
                running.remove(self);
                if (!answered) {
                    giveBack(effect.target(), 1);
                }
                MDC.clear();
            }
        });
    }

    private Completion traced(Effect effect, Function<Instant, Completion> call) {
        try (Traces.Scope span = traces.call(effect.kind() + " " + effect.target(), effect.origin().traceparent(),
                Map.of("crossdock.effect", effect.businessKey(), "crossdock.order", effect.orderingKey(),
                        "crossdock.correlation", effect.origin().correlation()))) {
            return call.apply(clock.instant());
        }
    }

    /** Interrupts calls that outlived their lease: the ledger no longer waits for them. */
    void endTheOverdue() {
        Instant now = clock.instant();
        for (Running call : running) {
            if (call.until().isBefore(now)) {
                call.thread().interrupt();
            }
        }
    }

    /** Waits for answers and returns those that are there, at most {@code most}. */
    List<Completion> answers(int most, Duration wait) throws InterruptedException {
        List<Optional<Completion>> batch = new ArrayList<>();
        Optional<Completion> first = answers.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        if (first != null) {
            batch.add(first);
            answers.drainTo(batch, most - 1);
        }
        return batch.stream().flatMap(Optional::stream).toList();
    }

    /** Whoever waits for answers waits no longer. */
    void lookAgain() {
        answers.offer(Optional.empty());
    }

    /** Frees the places of answers that are in the ledger, or given up. */
    void written(List<Completion> batch) {
        crashPoints.reach(CrashPoints.Point.AFTER_OUTCOME);
        batch.forEach(answer -> giveBack(answer.effect().target(), 1));
    }
}
