package io.crossdock.experience.edi.incoming;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks at the folder that {@code crossdock.edi.folder} names every second while the hub runs; unset means none. */
@Component
class FolderWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Optional<FolderIntake> intake;
    private volatile boolean running;
    private ScheduledExecutorService scheduler = scheduler();

    FolderWatch(EdiDoor door, @Value("${crossdock.edi.folder:}") String folder,
            @Value("${crossdock.node:hub}") String node, Clock clock) {
        this.intake = folder.isBlank()
                ? Optional.empty() : Optional.of(new FolderIntake(door, Path.of(folder), node, clock));
    }

    @Override
    public synchronized void start() {
        if (scheduler.isShutdown()) {
            scheduler = scheduler();
        }
        intake.ifPresent(found -> scheduler.scheduleWithFixedDelay(() -> look(found), INTERVAL.toMillis(),
                INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
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

    private static void look(FolderIntake intake) {
        try {
            intake.look();
        } catch (IOException | RuntimeException failure) {
            // A throw would end the schedule; what was taken is found again at the next look.
            LOG.warn("the EDI folder could not be worked through", failure);
        }
    }

    private static ScheduledExecutorService scheduler() {
        return Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("edi-folder").factory());
    }
}
