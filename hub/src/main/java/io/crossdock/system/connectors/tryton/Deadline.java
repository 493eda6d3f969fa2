package io.crossdock.system.connectors.tryton;

import java.time.Duration;

/** Until when one piece of work, however many calls it takes, has to be at its end. */
final class Deadline {

    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    /** By the monotonic clock, which nobody sets. */
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** What is left; zero when it is over. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    boolean over() {
        return left().isZero();
    }
}
