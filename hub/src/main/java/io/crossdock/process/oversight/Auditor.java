package io.crossdock.process.oversight;

import io.crossdock.platform.lifecycle.Rounds;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Looks whenever a look is due. Every process has one. */
@Component
class Auditor extends Rounds {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Oversight oversight;

    Auditor(Oversight oversight) {
        super("oversight", PAUSE);
        this.oversight = oversight;
    }

    @Override
    protected boolean step() {
        return oversight.step();
    }
}
