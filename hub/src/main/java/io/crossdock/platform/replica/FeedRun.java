package io.crossdock.platform.replica;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One reading of one feed, from the first page to the last. */
final class FeedRun<R> {

    private static final Logger LOG = LoggerFactory.getLogger(FeedRun.class);
    static final int MAX_PAGES = 100_000;
    /**
     * A source stamps a change before it shows it; what happened this long before the last look is read
     * again.
     */
    private static final Duration OVERLAP = Duration.ofSeconds(60);

    private final Feed<R> feed;
    private final ReplicaStore store;
    private final Intake intake;
    private final Clock clock;
    private final Set<String> keys = new HashSet<>();
    private Intake.Known known = Intake.Known.NOTHING;
    private Instant newest = Instant.EPOCH;
    private int changed;

    FeedRun(Feed<R> feed, ReplicaStore store, Intake intake, Clock clock) {
        this.feed = feed;
        this.store = store;
        this.intake = intake;
        this.clock = clock;
    }

    /** Does nothing when another process has just done it. */
    void run() {
        FeedState state = store.state(feed.name());
        Instant begun = clock.instant();
        if (state.filled() && state.asOf().plus(feed.schedule().every()).isAfter(begun)) {
            return;
        }
        known = state.filled() ? Intake.Known.ALL : Intake.Known.NOTHING;
        boolean full = !state.filled() || !state.fullAt().plus(feed.schedule().full()).isAfter(begun)
                || state.watermark().equals(Instant.EPOCH);
        pages(full ? Optional.empty() : Optional.of(state.watermark().minus(OVERLAP)));
        if (full) {
            changed += keepOnlySeen();
        }
        Instant fullAt = full ? begun : state.fullAt();
        store.finish(new FeedState(feed.name(), state.version(), begun, newest, fullAt));
        if (changed > 0) {
            LOG.info("{}: {} rows changed", feed.name(), changed);
        }
    }

    /** Reads what has changed by the source's own word, due or not; everything where the source does not tell. */
    void catchUp() {
        FeedState state = store.state(feed.name());
        if (!state.filled() || state.watermark().equals(Instant.EPOCH)) {
            run();
            return;
        }
        Instant begun = clock.instant();
        known = Intake.Known.ALL;
        pages(Optional.of(state.watermark().minus(OVERLAP)));
        store.finish(new FeedState(feed.name(), state.version(), begun, newest, state.fullAt()));
    }

    private void pages(Optional<Instant> since) {
        Optional<String> after = Optional.empty();
        for (int page = 0; page < MAX_PAGES; page++) {
            Page<R> read = feed.read(since, after);
            store(read.rows());
            if (read.next().isEmpty()) {
                return;
            }
            after = read.next();
        }
        throw new IllegalStateException(feed.name() + " has more than " + MAX_PAGES + " pages");
    }

    private void store(List<R> rows) {
        if (rows.isEmpty()) {
            return;
        }
        for (R row : rows) {
            keys.add(feed.key(row));
            feed.modifiedAt(row).filter(at -> at.isAfter(newest)).ifPresent(at -> newest = at);
        }
        changed += intake.store(feed, known, rows);
    }

    private int keepOnlySeen() {
        if (keys.isEmpty() && !feed.mayBeEmpty()) {
            // An empty answer is more likely a fault of the source than the end of all its rows.
            LOG.warn("{}: the source has no rows at all; what is there is kept", feed.name());
            return 0;
        }
        return intake.keepOnly(feed, known, keys);
    }
}
