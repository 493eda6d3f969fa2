package io.crossdock.platform.transports;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** How long a source is left alone: as it wants, ever longer while it fails, never all hubs at once. */
final class Pause {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final int DOUBLINGS_MAX = 10;

    private final CountDownLatch end;
    private int failures;

    Pause(CountDownLatch end) {
        this.end = end;
    }

    void well() {
        failures = 0;
    }

    void rest(Duration time) {
        try {
            if (end.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Doubles from half a second to a quarter of a minute and takes up to half of it away. */
    void afterFailure() {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(failures++, DOUBLINGS_MAX));
        long longest = Math.min(doubled.toMillis(), LONGEST.toMillis());
        rest(Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1)));
    }
}
