package io.crossdock.platform.replica;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One reading of what one system tells a feed, from the first page to the last. */
final class FeedRun<R> {

    private static final Logger LOG = LoggerFactory.getLogger(FeedRun.class);
    static final int MAX_PAGES = 100_000;

    private final Feed<R> feed;
    private final String system;
    private final ReplicaStore store;
    private final Intake intake;
    private final Clock clock;
    private final Set<String> keys = new HashSet<>();
    private Intake.Known known = Intake.Known.NOTHING;
    private Instant newest = Instant.EPOCH;
    private int changed;

    FeedRun(Feed<R> feed, String system, ReplicaStore store, Intake intake, Clock clock) {
        this.feed = feed;
        this.system = system;
        this.store = store;
        this.intake = intake;
        this.clock = clock;
    }

    /** Does nothing when another process has just done it. */
    void run() {
        FeedState state = state();
        Instant begun = clock.instant();
        boolean moved = store.moved(state.name(), feed.ownership(system));
        if (!moved && state.filled() && state.asOf().plus(feed.schedule(system).every()).isAfter(begun)) {
            return;
        }
        known = state.filled() ? Intake.Known.ALL : Intake.Known.NOTHING;
        boolean full = moved || !state.filled() || !state.fullAt().plus(feed.schedule(system).full()).isAfter(begun)
                || state.watermark().equals(Instant.EPOCH);
        pages(full ? Optional.empty() : Optional.of(state.watermark().minus(feed.overlap(system))));
        if (full) {
            changed += keepOnlySeen();
            store.owned(state.name(), feed.ownership(system));
            store.keepOnly(feed.name(), feed.systems().stream().map(each -> FeedState.name(feed, each)).toList());
        }
        Instant fullAt = full ? begun : state.fullAt();
        finish(state, begun, fullAt);
        if (changed > 0) {
            LOG.info("{}: {} rows changed", state.name(), changed);
        }
    }

    /** Reads what has changed by the source's own word, due or not; everything where the source does not tell. */
    void catchUp() {
        FeedState state = state();
        if (!state.filled() || state.watermark().equals(Instant.EPOCH)) {
            run();
            return;
        }
        Instant begun = clock.instant();
        known = Intake.Known.ALL;
        pages(Optional.of(state.watermark().minus(feed.overlap(system))));
        finish(state, begun, state.fullAt());
    }

    /**
     * A row of a later page may be newer than a change of a row whose page had been read before: no reading is said to have
     * seen more than what there was when it began.
     */
    private void finish(FeedState state, Instant begun, Instant fullAt) {
        Instant seen = newest.isAfter(begun) ? begun : newest;
        store.finish(new FeedState(state.name(), state.version(), begun, seen, fullAt));
    }

    private FeedState state() {
        return store.state(FeedState.name(feed, system));
    }

    private void pages(Optional<Instant> since) {
        Optional<String> after = Optional.empty();
        for (int page = 0; page < MAX_PAGES; page++) {
            Page<R> read = feed.read(system, since, after);
            store(read.rows().stream().filter(row -> feed.owns(system, row)).toList());
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
            LOG.warn("{}: the source {} has no rows at all; what is there is kept", feed.name(), system);
            return 0;
        }
        keys.addAll(feed.ownedByOthers(system));
        return intake.keepOnly(feed, known, keys);
    }
}
