package io.crossdock.process.oversight;

import io.crossdock.platform.lifecycle.Rounds;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks whenever a look is due. Every process has one. */
@Component
class Auditor implements SmartLifecycle {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Rounds rounds;

    Auditor(Oversight oversight) {
        this.rounds = new Rounds("oversight", PAUSE, oversight::step);
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
