package io.crossdock.platform.effects;

import io.crossdock.platform.lifecycle.Rounds;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Makes forecasts and compares them; any number of replicas may. */
@Component
class ForecastRounds extends Rounds {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Forecasts forecasts;

    ForecastRounds(Forecasts forecasts) {
        super("lane-forecasts", PAUSE);
        this.forecasts = forecasts;
    }

    @Override
    protected boolean step() {
        forecasts.round();
        return false;
    }
}
