package io.crossdock.experience.subscriptions;

import io.crossdock.platform.lifecycle.Rounds;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Goes on with the rebuilds of read sides. */
@Component
class RebuildRounds implements SmartLifecycle {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Rounds rounds;

    RebuildRounds(Rebuilds rebuilds) {
        rounds = new Rounds("rebuilds", PAUSE, rebuilds::step);
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
