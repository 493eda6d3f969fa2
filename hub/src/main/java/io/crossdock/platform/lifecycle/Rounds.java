package io.crossdock.platform.lifecycle;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something again and again, in a thread of its own, from {@link #start()} to {@link #stop()}. A round that fails is
 * said once in the log, and the next one is tried after the pause. Thread-safe.
 */
public final class Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final String name;
    private final Duration pause;
    private final BooleanSupplier round;
    private volatile boolean running;
    private Thread thread = new Thread();

    /**
     * @param name  of the thread, and in the log
     * @param pause after a round that had nothing to do, and after one that failed
     * @param round says whether there is more to do at once
     */
    public Rounds(String name, Duration pause, BooleanSupplier round) {
        this.name = name;
        this.pause = pause;
        this.round = round;
    }

    public synchronized void start() {
        running = true;
        thread = Thread.ofVirtual().name(name).start(this::run);
    }

    /** Lets a round under way end, up to 5 s. */
    public synchronized void stop() {
        running = false;
        thread.interrupt();
        try {
            thread.join(STOP_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean isRunning() {
        return running;
    }

    private void run() {
        boolean well = true;
        while (running) {
            boolean more = false;
            try {
                more = round.getAsBoolean();
                well = true;
            } catch (RuntimeException failure) {
                if (well) {
                    LOG.warn("{} rests for a moment: {}", name, failure.toString());
                }
                well = false;
            }
            if (!more && !rest()) {
                return;
            }
        }
    }

    private boolean rest() {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
