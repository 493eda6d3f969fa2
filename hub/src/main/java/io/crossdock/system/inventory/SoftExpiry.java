package io.crossdock.system.inventory;

import io.crossdock.platform.lifecycle.Rounds;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Ends reservations of carts and quotes in their time; every replica does, each takes what no other works on. */
@Component
class SoftExpiry implements SmartLifecycle {

    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final int BATCH = 100;

    private final Rounds rounds;

    SoftExpiry(SoftReservations reservations) {
        this.rounds = new Rounds("reservations", EVERY, () -> reservations.expire(BATCH) == BATCH);
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
