package io.crossdock.platform.replica;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes what a feed has read into the tables: what passes the gate, and the new version, in one transaction. */
@Component
class Intake {

    private final TransactionTemplate transaction;
    private final ReplicaStore store;
    private final Optional<Gate> gate;

    Intake(TransactionTemplate transaction, ReplicaStore store, Optional<Gate> gate) {
        this.transaction = transaction;
        this.store = store;
        this.gate = gate;
    }

    /** What is known of a feed before a run. */
    enum Known {
        NOTHING,
        ALL
    }

    /** Returns how many rows are different now. */
    <R> int store(Feed<R> feed, Known known, List<R> rows) {
        return changed(feed, () -> {
            List<R> passed = guard(known).map(each -> each.pass(feed, rows)).orElse(rows);
            return passed.isEmpty() ? 0 : feed.store(passed);
        });
    }

    /** Returns how many rows are gone. */
    int keepOnly(Feed<?> feed, Known known, Collection<String> seen) {
        return changed(feed, () -> {
            Set<String> kept = new HashSet<>(seen);
            guard(known).ifPresent(each -> kept.addAll(each.kept(feed, seen)));
            return feed.keepOnly(kept);
        });
    }

    /** Rows of which something stands that people decide; see {@link Gate#decided}. */
    <R> Map<String, Optional<R>> decided(Feed<R> feed, List<R> rows) {
        return gate.map(each -> each.decided(feed, rows)).orElse(Map.of());
    }

    Set<String> standing(Feed<?> feed) {
        return gate.map(each -> each.standing(feed)).orElse(Set.of());
    }

    private Optional<Gate> guard(Known known) {
        return known == Known.ALL ? gate : Optional.empty();
    }

    private int changed(Feed<?> feed, IntSupplier work) {
        Integer rows = transaction.execute(status -> {
            int changed = work.getAsInt();
            if (changed > 0) {
                store.bump(feed.name());
            }
            return changed;
        });
        return rows == null ? 0 : rows;
    }
}
