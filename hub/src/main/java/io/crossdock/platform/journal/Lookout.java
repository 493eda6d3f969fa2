package io.crossdock.platform.journal;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks out for all subscriptions of this process at once, for facts that have become final, whoever wrote them, and for
 * parked ones that are due: what is final is costly to find out, and none of them has to ask for itself. Thread-safe.
 */
final class Lookout {

    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);
    /** How long a fact written by another replica may go unnoticed. */
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    /** Between two looks it rests so many times as long as a look takes: a busy database is asked less often, for more. */
    private static final int REST = 4;

    private final JournalStore store;
    private final Clock clock;
    private final Wake.Bell written;
    private final Wake news = new Wake();
    private volatile long safe;

    /** @param written rings when this process has written facts */
    Lookout(JournalStore store, Clock clock, Wake.Bell written) {
        this.store = store;
        this.clock = clock;
        this.written = written;
        this.safe = store.safe();
    }

    /** Rings when there may be something to do for a subscription. */
    Wake.Bell bell(String subscription, Collection<String> types) {
        Set<String> topics = new HashSet<>(types);
        topics.add(JournalStore.PARKED + subscription);
        return news.bell(topics);
    }

    /** Facts up to here are final. Never lower than before. */
    long safe() {
        return safe;
    }

    void run(BooleanSupplier running) {
        while (running.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
            try {
                long begun = System.nanoTime();
                look();
                pause(Duration.ofNanos((System.nanoTime() - begun) * REST));
                rest(POLL);
            } catch (RuntimeException | Error e) {
                LOG.warn("nobody looks out for facts, trying again in {}", AFTER_TROUBLE, e);
                rest(AFTER_TROUBLE);
            }
        }
    }

    /** The second statement sees all that the first one found to be final. */
    private void look() {
        long before = safe;
        long now = store.safe();
        Collection<String> topics = store.news(before, now, clock.instant());
        safe = now;
        news.those(topics);
    }

    /** However often it rings. */
    private void pause(Duration length) {
        try {
            Thread.sleep(length.compareTo(POLL) < 0 ? length : POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void rest(Duration longest) {
        try {
            written.await(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
