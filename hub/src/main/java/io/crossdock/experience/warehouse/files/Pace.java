package io.crossdock.experience.warehouse.files;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** When a place is looked at again: as often as it wants, ever later while looking fails, never all hubs at once. */
final class Pace {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int DOUBLINGS_MAX = 10;

    private final RandomGenerator random;
    private Instant due = Instant.MIN;
    private int failures;

    Pace(RandomGenerator random) {
        this.random = random;
    }

    boolean isDue(Instant now) {
        return !now.isBefore(due);
    }

    void well(Instant now, Duration poll) {
        failures = 0;
        due = now.plus(poll);
    }

    /** Doubles the pause, up to five minutes (or the poll time, if that is longer), and takes up to half of it away. */
    void failed(Instant now, Duration poll) {
        Duration base = poll.compareTo(LONGEST) < 0 ? poll : LONGEST;
        Duration doubled = base.multipliedBy(1L << Math.min(failures, DOUBLINGS_MAX));
        Duration pause = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST.compareTo(poll) > 0 ? LONGEST : poll;
        failures++;
        due = poll.isZero() ? now : now.plusMillis(pause.toMillis() / 2 + random.nextLong(pause.toMillis() / 2 + 1));
    }
}
