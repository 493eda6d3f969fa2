package io.crossdock.process.returns;

import io.crossdock.platform.lifecycle.Rounds;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Ends returns whose goods do not come; every replica does, each takes what no other works on. */
@Component
class Lapsing implements SmartLifecycle {

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int BATCH = 50;

    private final Rounds rounds;

    Lapsing(Returns returns) {
        this.rounds = new Rounds("returns", EVERY, () -> returns.lapse(BATCH) == BATCH);
    }

    @Override
    public void start() {
        rounds.start();
    }

    @Override
    public void stop() {
        rounds.stop();
    }

    @Override
    public boolean isRunning() {
        return rounds.isRunning();
    }
}
