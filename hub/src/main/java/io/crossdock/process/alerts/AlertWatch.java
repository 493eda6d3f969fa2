package io.crossdock.process.alerts;

import io.crossdock.platform.lifecycle.Rounds;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks whenever a look is due. Every process has one. */
@Component
class AlertWatch implements SmartLifecycle {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Rounds rounds;

    AlertWatch(Alerts alerts) {
        this.rounds = new Rounds("alerts", PAUSE, alerts::step);
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
