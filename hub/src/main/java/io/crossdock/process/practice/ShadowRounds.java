package io.crossdock.process.practice;

import io.crossdock.platform.lifecycle.Rounds;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Takes drills on shadow lanes further; any number of replicas may. */
@Component
class ShadowRounds implements SmartLifecycle {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Rounds rounds;

    ShadowRounds(ShadowDrills drills, OpenShadows shadows) {
        rounds = new Rounds("shadow-drills", PAUSE, () -> {
            drills.beginDue();
            shadows.look();
            drills.running().forEach(run -> drills.step(run.id()));
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
