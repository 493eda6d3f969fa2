package io.crossdock.platform.effects;

import io.crossdock.platform.lifecycle.Rounds;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Makes forecasts and compares them; any number of replicas may. */
@Component
class ForecastRounds implements SmartLifecycle {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Rounds rounds;

    ForecastRounds(Forecasts forecasts) {
        rounds = new Rounds("lane-forecasts", PAUSE, () -> {
            forecasts.round();
            return false;
        });
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
