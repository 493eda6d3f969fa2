package io.crossdock.platform.journal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Wakes loops of this process as soon as there is work; their polling is the net for work of other processes. */
@Component
public final class Wake {

    private final List<Bell> bells = new CopyOnWriteArrayList<>();

    public Bell bell() {
        Bell bell = new Bell();
        bells.add(bell);
        return bell;
    }

    public void silence(Bell bell) {
        bells.remove(bell);
    }

    public void everyone() {
        bells.forEach(Bell::ring);
    }

    /** Remembers one ring, however often it was rung. */
    public static final class Bell {

        private final Semaphore rung = new Semaphore(0);

        public void ring() {
            if (rung.availablePermits() == 0) {
                rung.release();
            }
        }

        /** Returns when rung or after {@code longest}. */
        public void await(Duration longest) throws InterruptedException {
            if (rung.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                rung.drainPermits();
            }
        }
    }
}
