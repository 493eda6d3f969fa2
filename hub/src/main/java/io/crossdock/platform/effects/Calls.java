package io.crossdock.platform.effects;

import java.time.Clock;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/** Calls under way, each on a virtual thread; their number is bounded by the lanes' concurrency. */
@Component
class Calls {

    private final Executors executors;
    private final Clock clock;
    private final AtomicInteger underWay = new AtomicInteger();

    Calls(Executors executors, Clock clock) {
        this.executors = executors;
        this.clock = clock;
    }

    int underWay() {
        return underWay.get();
    }

    void send(Effect effect, Queue<Completion> answers) {
        call(effect, answers, started -> new Completion.Sent(effect, executors.execute(effect),
                executors.promise(effect), started, clock.instant()));
    }

    void lookUp(Effect effect, Queue<Completion> answers) {
        call(effect, answers, started -> new Completion.LookedUp(effect, executors.lookup(effect), started,
                clock.instant()));
    }

    private interface Call {
        Completion from(Instant started);
    }

    private void call(Effect effect, Queue<Completion> answers, Call call) {
        underWay.incrementAndGet();
        Thread.ofVirtual().name("call-" + effect.target()).start(() -> {
            MDC.put("order", effect.orderingKey());
            MDC.put("correlation", effect.origin().correlation());
            try {
                answers.add(call.from(clock.instant()));
            } finally {
                underWay.decrementAndGet();
                MDC.clear();
            }
        });
    }
}
