package io.crossdock.platform.lifecycle;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Does something again and again, in a thread of its own, while the hub runs. A step that fails is said once in the log, and
 * the next one is tried after the pause. Every process has its own: of several, each takes what no other works on.
 */
public abstract class Rounds implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final String name;
    private final Duration pause;
    private volatile boolean running;
    private Thread thread = new Thread();

    /**
     * @param name  of the thread, and in the log
     * @param pause after a step that left nothing to do, and after one that failed
     */
    protected Rounds(String name, Duration pause) {
        this.name = name;
        this.pause = pause;
    }

    /** Bounded, and in transactions of its own. @return whether there is more to do at once */
    protected abstract boolean step();

    @Override
    public synchronized void start() {
        running = true;
        thread = Thread.ofVirtual().name(name).start(this::run);
    }

    /** Lets a step under way end, up to 5 s. */
    @Override
    public synchronized void stop() {
        running = false;
        thread.interrupt();
        try {
            thread.join(STOP_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        boolean well = true;
        while (running) {
            boolean more = false;
            try {
                more = step();
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
