package io.crossdock.experience.warehouse.files;

import io.crossdock.platform.landscape.FileFeed;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks every second at the folders in which warehouses leave files. */
@Component("warehouse-file-watch")
class FileWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final FileDoor door;
    private final FileStore store;
    private final Landscapes landscapes;
    private final String node;
    private final Clock clock;
    private final Map<Path, FileFolder> folders = new HashMap<>();
    private volatile boolean running;
    private ScheduledExecutorService scheduler = scheduler();

    FileWatch(FileDoor door, FileStore store, Landscapes landscapes, @Value("${crossdock.node:hub}") String node,
            Clock clock) {
        this.door = door;
        this.store = store;
        this.landscapes = landscapes;
        this.node = node;
        this.clock = clock;
    }

    @Override
    public synchronized void start() {
        if (scheduler.isShutdown()) {
            scheduler = scheduler();
        }
        scheduler.scheduleWithFixedDelay(this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
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

    /** One look at every folder of the landscape in force. */
    void look() {
        for (SystemSettings system : landscapes.current().systems(SystemSettings.Kind.WMS)) {
            system.messages().files().forEach(feed -> look(system, feed));
        }
    }

    private void look(SystemSettings system, FileFeed feed) {
        try {
            folders.computeIfAbsent(feed.folder(), folder -> new FileFolder(door, store, node, clock)).look(system, feed);
        } catch (IOException | RuntimeException failure) {
            // A throw would end the schedule; what was taken is found again at the next look.
            LOG.warn("the folder {} of {} could not be worked through", feed.folder(), system.id(), failure);
        }
    }

    private static ScheduledExecutorService scheduler() {
        return Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("warehouse-files").factory());
    }
}
