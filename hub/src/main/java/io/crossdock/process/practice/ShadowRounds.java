package io.crossdock.process.practice;

import io.crossdock.platform.lifecycle.Rounds;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Takes drills on shadow lanes further; any number of replicas may. */
@Component
class ShadowRounds extends Rounds {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ShadowDrills drills;
    private final OpenShadows shadows;

    ShadowRounds(ShadowDrills drills, OpenShadows shadows) {
        super("shadow-drills", PAUSE);
        this.drills = drills;
        this.shadows = shadows;
    }

    @Override
    protected boolean step() {
        drills.beginDue();
        shadows.look();
        drills.running().forEach(run -> drills.step(run.id()));
        return false;
    }
}
