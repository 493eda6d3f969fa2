package io.crossdock.system.inventory;

import io.crossdock.canonical.Sku;
import io.crossdock.platform.journal.Wake;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * All positions in the memory of this process, for questions; what is promised is decided on the positions themselves.
 *
 * <p>It follows the movements, which every change of a position leaves in its own transaction: woken by facts of this
 * process, and ten times a second for what others do. Movements are found by the number of their transaction, from the
 * oldest one that was still running at the last look, so none is passed over however long it took to commit. All
 * positions are read again once a minute. While the database is away the answers stay, and {@link #asOf} falls behind.
 */
@Component
public class Shelf implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);
    private static final Duration POLL = Duration.ofMillis(100);
    /** Between two looks, however often the bell rings. */
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration WHOLE = Duration.ofMinutes(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final ShelfStore store;
    private final Clock clock;
    private final List<Consumer<Collection<Sku>>> followers = new CopyOnWriteArrayList<>();
    private volatile Map<Sku, List<Stock>> positions = Map.of();
    private volatile Instant asOf = Instant.EPOCH;
    private String horizon = "0";
    private Instant wholeAt = Instant.EPOCH;
    private final Wake.Bell bell;
    private volatile boolean running;
    private Thread thread = new Thread();

    Shelf(ShelfStore store, Wake wake, Clock clock) {
        this.store = store;
        this.bell = wake.bell();
        this.clock = clock;
        refresh();
    }

    /** The positions of an item at all locations, by location; empty where none was ever reported. */
    public List<Stock> of(Sku sku) {
        return positions.getOrDefault(sku, List.of());
    }

    /** Everything that was committed until then is contained. */
    public Instant asOf() {
        return asOf;
    }

    /** Hears of items whose positions have changed, some of them more often than they did. */
    public void follow(Consumer<Collection<Sku>> follower) {
        followers.add(follower);
    }

    /** Looks now. */
    public final synchronized void refresh() {
        Instant begun = clock.instant();
        String next = store.horizon();
        boolean whole = !begun.isBefore(wholeAt.plus(WHOLE));
        Map<Sku, List<Stock>> read = (whole ? store.all() : store.movedSince(horizon)).stream()
                .collect(Collectors.groupingBy(Stock::sku, HashMap::new, Collectors.toUnmodifiableList()));
        if (whole) {
            positions = new ConcurrentHashMap<>(read);
            wholeAt = begun;
        } else {
            positions.putAll(read);
        }
        horizon = next;
        asOf = begun;
        if (!read.isEmpty()) {
            followers.forEach(follower -> follower.accept(read.keySet()));
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("shelf").start(this::run);
    }

    private void run() {
        boolean well = true;
        while (running) {
            try {
                Thread.sleep(PAUSE);
                bell.await(POLL.minus(PAUSE));
                refresh();
                well = true;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                break;
            } catch (RuntimeException failure) {
                if (well) {
                    LOG.warn("positions in memory stay as they were at {}: {}", asOf, failure.toString());
                }
                well = false;
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        bell.ring();
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
}
