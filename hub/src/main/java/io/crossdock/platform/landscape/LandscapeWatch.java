package io.crossdock.platform.landscape;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Has the folder looked at again every two seconds while the hub runs. */
final class LandscapeWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LandscapeWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final Landscapes landscapes;
    private volatile boolean running;
    private ScheduledExecutorService scheduler = scheduler();

    LandscapeWatch(Landscapes landscapes) {
        this.landscapes = landscapes;
    }

    @Override
    public synchronized void start() {
        if (scheduler.isShutdown()) {
            scheduler = scheduler();
        }
        scheduler.scheduleWithFixedDelay(this::look, INTERVAL.toMillis(), INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
        running = true;
    }

    @Override
    public synchronized void stop() {
        running = false;
        scheduler.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void look() {
        try {
            landscapes.refresh();
        } catch (RuntimeException failure) {
            // A throw would end the schedule: the folder may be readable again in two seconds.
            LOG.warn("the landscape folder could not be looked at", failure);
        }
    }

    private static ScheduledExecutorService scheduler() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("landscape-watch").factory());
    }
}
