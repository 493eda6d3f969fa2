package io.crossdock.platform.journal;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Wakes loops of this process as soon as there is work for them; their polling is the net for work of other
 * processes. Topics are types of facts and targets of effects. Thread-safe.
 */
@Component
public final class Wake {

    private final List<Bell> bells = new CopyOnWriteArrayList<>();

    /** A bell that hears everything. */
    public Bell bell() {
        return bell(Set.of());
    }

    /** A bell that hears some topics; none means all. */
    public Bell bell(Collection<String> topics) {
        Bell bell = new Bell(Set.copyOf(topics));
        bells.add(bell);
        return bell;
    }

    public void silence(Bell bell) {
        bells.remove(bell);
    }

    public void everyone() {
        bells.forEach(Bell::ring);
    }

    /** Rings the bells that hear one of the topics. */
    public void those(Collection<String> topics) {
        for (Bell bell : bells) {
            if (bell.topics.isEmpty() || topics.stream().anyMatch(bell.topics::contains)) {
                bell.ring();
            }
        }
    }

    /** Remembers one ring, however often it was rung. */
    public static final class Bell {

        private final Set<String> topics;
        private final Semaphore rung = new Semaphore(0);

        private Bell(Set<String> topics) {
            this.topics = topics;
        }

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
