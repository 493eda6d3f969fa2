package io.crossdock.process.alerts;

import io.crossdock.platform.lifecycle.Rounds;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Looks whenever a look is due. Every process has one. */
@Component
class AlertWatch extends Rounds {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Alerts alerts;

    AlertWatch(Alerts alerts) {
        super("alerts", PAUSE);
        this.alerts = alerts;
    }

    @Override
    protected boolean step() {
        return alerts.step();
    }
}
