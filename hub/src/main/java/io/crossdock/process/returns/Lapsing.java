package io.crossdock.process.returns;

import io.crossdock.platform.lifecycle.Rounds;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Ends returns whose goods do not come; every replica does, each takes what no other works on. */
@Component
class Lapsing extends Rounds {

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int BATCH = 50;

    private final Returns returns;

    Lapsing(Returns returns) {
        super("returns", EVERY);
        this.returns = returns;
    }

    @Override
    protected boolean step() {
        return returns.lapse(BATCH) == BATCH;
    }
}
