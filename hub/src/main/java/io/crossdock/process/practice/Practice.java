package io.crossdock.process.practice;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The history of drills: those on estates of their own, whose reports are told to the hub, and its own. Thread-safe. */
@Component
public class Practice {

    /** Older reports are forgotten. */
    static final int KEEP = 1_000;

    private final PracticeStore store;
    private final Clock clock;

    Practice(PracticeStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What became of a report that was told. */
    public enum Told {
        KEPT,
        /** Word for word as before. */
        KNOWN,
        /** This run was told before, and otherwise. */
        CONTRADICTED
    }

    /** @param by who told. */
    @Transactional
    public Told tell(DrillReport report, String by) {
        if (store.insert(report, by, clock.instant())) {
            store.forget(KEEP);
            return Told.KEPT;
        }
        return store.byId(report.id()).filter(report::equals).isPresent() ? Told.KNOWN : Told.CONTRADICTED;
    }

    /**
     * The newest first.
     *
     * @param drill empty: all
     * @param after the last one of the page before
     */
    public List<DrillReport> reports(Optional<String> drill, Optional<UUID> after, int limit) {
        return store.list(drill, after, limit);
    }

    public Optional<DrillReport> report(UUID id) {
        return store.byId(id);
    }
}
