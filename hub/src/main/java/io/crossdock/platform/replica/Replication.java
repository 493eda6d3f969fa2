package io.crossdock.platform.replica;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs every feed on a thread of its own; of several processes one reads, the others wait for their turn. */
@Component
public class Replication implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Replication.class);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(2);
    private static final Duration WHILE_NOBODY = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final List<Feed<?>> feeds;
    private final ReplicaStore store;
    private final Intake intake;
    private final Replicas replicas;
    private final Clock clock;
    private final Map<String, String> troubles = new ConcurrentHashMap<>();
    private final Pace pace = new Pace();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    Replication(List<Feed<?>> feeds, ReplicaStore store, Intake intake, Replicas replicas, Clock clock) {
        this.feeds = feeds;
        this.store = store;
        this.intake = intake;
        this.replicas = replicas;
        this.clock = clock;
    }

    /**
     * How a feed is doing, for people.
     *
     * @param trouble why the last run did not come to its end, empty when it did
     */
    public record Health(FeedState state, boolean available, Optional<String> trouble) {
    }

    public List<Health> health() {
        return feeds.stream().flatMap(feed -> feed.systems().isEmpty() ? Stream.of(health(feed.name(), false))
                : feed.systems().stream().map(system -> health(FeedState.name(feed, system), true))).toList();
    }

    /** Which systems have never been read whole, and why, in sentences: until then the hub is not ready. */
    public List<String> awaited() {
        Map<Unread, String> rows = new LinkedHashMap<>();
        feeds.forEach(feed -> feed.systems().stream().filter(system -> !store.state(FeedState.name(feed, system)).filled())
                .forEach(system -> rows.merge(new Unread(system, Optional.ofNullable(
                        troubles.get(FeedState.name(feed, system)))), feed.name(), (one, other) -> one + ", " + other)));
        return rows.entrySet().stream().map(each -> each.getKey().system() + " has not been read yet (" + each.getValue()
                + ")" + each.getKey().trouble().map(why -> ": " + why.replaceFirst("\\.$", "")).orElse("") + ".").toList();
    }

    private record Unread(String system, Optional<String> trouble) {
    }

    private Health health(String name, boolean available) {
        return new Health(store.state(name), available, Optional.ofNullable(troubles.get(name)));
    }

    /** Runs every feed that is due, each once nobody else is at it; for tests and for people in a hurry. */
    public void runNow() {
        feeds.forEach(feed -> feed.systems().forEach(system -> attempt(feed, system, store::whenFree)));
    }

    /** How a reading gets its turn; false when it gets none. */
    private interface Turn {

        boolean take(String feed, Runnable reading) throws SQLException;
    }

    @Override
    public void start() {
        running = true;
        feeds.forEach(feed -> threads.add(
                Thread.ofVirtual().name("feed-" + feed.name()).start(() -> keepRunning(feed))));
    }

    private void keepRunning(Feed<?> feed) {
        while (running) {
            Duration pause = attempt(feed) ? pause(feed) : AFTER_TROUBLE;
            try {
                Thread.sleep(pause);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** A system that does not answer keeps nobody from reading the others. */
    private boolean attempt(Feed<?> feed) {
        List<String> systems = feed.systems();
        boolean read = true;
        for (String system : systems) {
            String name = FeedState.name(feed, system);
            read &= pace.isResting(name, System.nanoTime()) ? !troubles.containsKey(name)
                    : attempt(feed, system, store::underLock);
        }
        return read;
    }

    private boolean attempt(Feed<?> feed, String system, Turn turn) {
        String name = FeedState.name(feed, system);
        long begunNs = System.nanoTime();
        try {
            if (turn.take(feed.name(), new FeedRun<>(feed, system, store, intake, clock)::run)) {
                replicas.refresh();
            }
            if (troubles.remove(name) != null) {
                LOG.info("{}: is being read again", name);
            }
            return true;
        } catch (SQLException | RuntimeException failure) {
            if (running && troubles.put(name, String.valueOf(failure.getMessage())) == null) {
                LOG.warn("{}: could not be read, trying again every {}: {}", name, AFTER_TROUBLE,
                        failure.toString());
            }
            return false;
        } finally {
            pace.took(name, begunNs, System.nanoTime());
        }
    }

    private static Duration pause(Feed<?> feed) {
        return feed.systems().stream().map(system -> feed.schedule(system).every()).min(Duration::compareTo)
                .orElse(WHILE_NOBODY);
    }

    @Override
    public void stop() {
        running = false;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(STOP_WITHIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
