package io.crossdock.system.inventory;

import io.crossdock.platform.lifecycle.Rounds;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Ends reservations of carts and quotes in their time; every replica does, each takes what no other works on. */
@Component
class SoftExpiry extends Rounds {

    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final int BATCH = 100;

    private final SoftReservations reservations;

    SoftExpiry(SoftReservations reservations) {
        super("reservations", EVERY);
        this.reservations = reservations;
    }

    @Override
    protected boolean step() {
        return reservations.expire(BATCH) == BATCH;
    }
}
