package io.crossdock.platform.replica;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps every replica of this process in step with the tables: one small question, twice a second, for all.
 */
@Component
public class Replicas implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final ReplicaStore store;
    private final List<Replica<?>> all = new CopyOnWriteArrayList<>();
    private final List<Runnable> alongside = new CopyOnWriteArrayList<>();
    private volatile boolean running;
    private ScheduledExecutorService scheduler = scheduler();

    Replicas(ReplicaStore store) {
        this.store = store;
    }

    /**
     * A replica of {@code feeds}, loaded now and again after every change of theirs.
     *
     * @param load reads the whole snapshot from the tables
     */
    public <S> Replica<S> hold(Set<String> feeds, Supplier<S> load) {
        Replica<S> replica = new Replica<>(feeds, load, store.states());
        all.add(replica);
        return replica;
    }

    /** Does something at every look as well, once the replicas have followed. */
    public void along(Runnable look) {
        alongside.add(look);
    }

    /** Rows of a feed have changed otherwise than by reading it; belongs into the transaction that changes them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void changed(String feed) {
        store.bump(feed);
    }

    /** Follows the tables now. */
    public synchronized void refresh() {
        List<FeedState> states = store.states();
        all.forEach(replica -> replica.follow(states));
        alongside.forEach(Runnable::run);
    }

    private void look() {
        try {
            refresh();
        } catch (RuntimeException failure) {
            // A throw would end the schedule; what is held stays, and shows its age.
            LOG.warn("replicas could not be refreshed: {}", failure.toString());
        }
    }

    @Override
    public synchronized void start() {
        if (scheduler.isShutdown()) {
            scheduler = scheduler();
        }
        scheduler.scheduleWithFixedDelay(this::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
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

    private static ScheduledExecutorService scheduler() {
        return Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("replicas").factory());
    }
}
