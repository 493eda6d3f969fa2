package io.crossdock.experience.warehouse.files;

import io.crossdock.platform.landscape.FileFeed;
import io.crossdock.platform.landscape.FilePlace;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks every second at the places in which warehouses leave files, as far as they are due. */
@Component("warehouse-file-watch")
class FileWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final FileDoor door;
    private final FileStore store;
    private final FileFolders folders;
    private final Landscapes landscapes;
    private final Clock clock;
    private final Map<Feed, FeedLook> looks = new ConcurrentHashMap<>();
    private final Set<Feed> busy = ConcurrentHashMap.newKeySet();
    private volatile boolean running;
    private ScheduledExecutorService scheduler = scheduler();
    private volatile ExecutorService looking = Executors.newVirtualThreadPerTaskExecutor();

    FileWatch(FileDoor door, FileStore store, FileFolders folders, Landscapes landscapes, Clock clock) {
        this.door = door;
        this.store = store;
        this.folders = folders;
        this.landscapes = landscapes;
        this.clock = clock;
    }

    /** What is forgotten as soon as the landscape says something else: what was seen there, and when to look again. */
    private record Feed(String system, String name, FilePlace place) {
    }

    @Override
    public synchronized void start() {
        if (scheduler.isShutdown()) {
            scheduler = scheduler();
            looking = Executors.newVirtualThreadPerTaskExecutor();
        }
        scheduler.scheduleWithFixedDelay(this::tick, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        running = true;
    }

    @Override
    public synchronized void stop() {
        running = false;
        scheduler.shutdownNow();
        looking.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** One look at every feed of the landscape in force that is due. */
    void look() {
        each((system, feed) -> look(key(system, feed), system, feed));
    }

    /** The same, without waiting: a server that does not answer holds up nobody else. */
    private void tick() {
        try {
            each(this::lookAside);
        } catch (RuntimeException failure) {
            // A throw would end the schedule.
            LOG.warn("the files of warehouses could not be looked at", failure);
        }
    }

    private void lookAside(SystemSettings system, FileFeed feed) {
        Feed key = key(system, feed);
        if (!busy.add(key)) {
            return;
        }
        try {
            looking.execute(() -> {
                try {
                    look(key, system, feed);
                } finally {
                    busy.remove(key);
                }
            });
        } catch (RejectedExecutionException stopping) {
            busy.remove(key);
        }
    }

    private void each(BiConsumer<SystemSettings, FileFeed> action) {
        List<SystemSettings> systems = landscapes.current().systems(SystemSettings.Kind.WMS);
        looks.keySet().retainAll(systems.stream()
                .flatMap(system -> looked(system).map(feed -> key(system, feed)))
                .collect(Collectors.toSet()));
        systems.forEach(system -> looked(system).forEach(feed -> action.accept(system, feed)));
    }

    private static Stream<FileFeed> looked(SystemSettings system) {
        return system.messages().files().stream().filter(feed -> !(feed.place() instanceof FilePlace.BySource));
    }

    private void look(Feed key, SystemSettings system, FileFeed feed) {
        looks.computeIfAbsent(key, fresh -> new FeedLook(door, store, folders, clock)).look(system, feed);
    }

    private static Feed key(SystemSettings system, FileFeed feed) {
        return new Feed(system.id(), feed.name(), feed.place());
    }

    private static ScheduledExecutorService scheduler() {
        return Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("warehouse-files").factory());
    }
}
