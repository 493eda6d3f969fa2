package io.crossdock.process.promising;

import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.Consumer;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.system.inventory.Shelf;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What every channel is told of every item, kept in a table that marketplaces read from where they left off. Only what
 * says something else than before is written, so promises that come and go in between cost nobody anything. One replica
 * at a time looks over all items, every few seconds.
 */
@Component
public class Listings implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Listings.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    /** A look may cost a twentieth of the time. */
    private static final int SHARE = 20;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final ListedStore store;
    private final Views views;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Map<Key, Listed> told = new HashMap<>();
    private long seen;
    private volatile boolean running;
    private Thread thread = new Thread();

    Listings(ListedStore store, Views views, TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.views = views;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What listings are made of. */
    @Component
    record Views(Offers offers, Catalog catalog, Shelf shelf, Landscapes landscapes) {
    }

    private record Key(Channel channel, Sku sku) {
    }

    /**
     * What changed for a channel.
     *
     * @param items    oldest change first; each item once, with what holds now
     * @param version  to go on from
     * @param complete nothing newer was there
     * @param full     it begins with the first item there is: what the reader knew before does not count
     */
    public record Page(List<Listed> items, long version, boolean complete, boolean full) {
    }

    /**
     * A page of what changed after a version; everything for zero, or for a version that this database does not know.
     */
    public Page after(Channel channel, long version, int limit) {
        boolean full = version <= 0 || version > store.last();
        List<Listed> items = store.page(channel, full ? 0 : version, limit);
        long reached = items.isEmpty() ? full ? 0 : version : items.getLast().version();
        return new Page(items, reached, items.size() < limit, full);
    }

    /** Looks over all items now, unless another replica does. Returns how many rows say something else. */
    public final synchronized int look() {
        return Optional.ofNullable(transaction.execute(status -> store.alone() ? write() : 0)).orElse(0);
    }

    private int write() {
        for (Listed each : store.newerThan(seen)) {
            told.put(new Key(each.channel(), each.sku()), each);
            seen = Math.max(seen, each.version());
        }
        // What the writer before had seen must be seen here, too, or an older answer would overwrite a newer one.
        views.shelf().refresh();
        Instant now = clock.instant();
        List<Listed> changed = new ArrayList<>();
        Set<Key> present = new HashSet<>();
        Set<Channel> channels = channels(views.landscapes().current());
        for (Item item : views.catalog().items()) {
            for (Channel channel : channels) {
                present.add(new Key(channel, item.sku()));
                compare(listed(item, channel, now), changed);
            }
        }
        for (Listed gone : told.values()) {
            if (channels.contains(gone.channel()) && !present.contains(new Key(gone.channel(), gone.sku()))) {
                compare(new Listed(gone.channel(), gone.sku(), gone.unit(), BigDecimal.ZERO, List.of(), 0, now), changed);
            }
        }
        if (!changed.isEmpty()) {
            store.write(changed, now);
        }
        return changed.size();
    }

    /** Those that somebody reads or is told of. */
    private static Set<Channel> channels(Landscape landscape) {
        return Stream.concat(landscape.consumers().values().stream().map(Consumer::channel),
                landscape.partners().values().stream().flatMap(each -> each.inventory().stream())
                        .map(Partner.Inventory::channel)).collect(Collectors.toSet());
    }

    private void compare(Listed now, List<Listed> changed) {
        Listed before = told.get(new Key(now.channel(), now.sku()));
        if (before == null || !before.saysThatOf(now)) {
            changed.add(now);
        }
    }

    private Listed listed(Item item, Channel channel, Instant now) {
        Offer offer = views.offers().offer(new Wish(item, item.packs().base(), Optional.empty(), channel,
                Optional.empty(), Optional.empty()));
        return new Listed(channel, item.sku(), offer.unit(), offer.available(), offer.dates(), 0, now);
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("listings").start(this::run);
    }

    private void run() {
        boolean well = true;
        while (running) {
            long begun = System.nanoTime();
            try {
                look();
                well = true;
            } catch (RuntimeException failure) {
                if (well) {
                    LOG.warn("feeds of availability rest: {}", failure.toString());
                }
                well = false;
            }
            try {
                Thread.sleep(Math.max(EVERY.toMillis(), (System.nanoTime() - begun) / 1_000_000 * SHARE));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void stop() {
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
}
