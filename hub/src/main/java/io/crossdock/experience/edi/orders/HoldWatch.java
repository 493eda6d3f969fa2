package io.crossdock.experience.edi.orders;

import io.crossdock.platform.lifecycle.Rounds;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks at held orders again and again while the hub runs. */
@Component
class HoldWatch implements SmartLifecycle {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Rounds rounds;

    HoldWatch(Holds holds) {
        this.rounds = new Rounds("edi-held", PAUSE, holds::step);
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
