package io.crossdock.experience.subscriptions;

import io.crossdock.platform.lifecycle.Rounds;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Goes on with the rebuilds of read sides. */
@Component
class RebuildRounds extends Rounds {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Rebuilds rebuilds;

    RebuildRounds(Rebuilds rebuilds) {
        super("rebuilds", PAUSE);
        this.rebuilds = rebuilds;
    }

    @Override
    protected boolean step() {
        return rebuilds.step();
    }
}
