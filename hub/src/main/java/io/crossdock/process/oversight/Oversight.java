package io.crossdock.process.oversight;

import io.crossdock.platform.journal.Ids;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Proves what must always hold, one invariant per transaction; of several replicas, each look is made by one. Thread-safe.
 */
@Component
public class Oversight {

    private static final Logger LOG = LoggerFactory.getLogger(Oversight.class);
    /** From one look to the next. */
    static final Duration EVERY = Duration.ofSeconds(20);
    /** After a look that took its time nobody looks for so many times as long. */
    private static final int REST = 20;
    private static final Duration PAUSE_MOST = Duration.ofMinutes(5);
    /** So many closed subjects are looked at again with each look. */
    private static final int WALK = 500;
    /** Whoever finds more than this has seen enough. */
    private static final int BREACHES_MOST = 100;
    private static final Duration KEEP_CLOSED = Duration.ofDays(30);

    private final OversightStore store;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Oversight(OversightStore store, Journal journal, TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.journal = journal;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** How every invariant stands, in the order of the catalogue. */
    public List<Proof> proofs() {
        return store.proofs(Invariants.ALL);
    }

    /** All that is broken, the oldest first, at most 500. */
    public List<Breach> breaches() {
        return store.breaches(Invariants.ALL);
    }

    /** Every invariant is due at once. */
    @Transactional
    public void askAll() {
        store.register(Invariants.ALL, clock.instant());
        store.due(clock.instant());
    }

    /** Makes one look that is due; false when none is. */
    boolean step() {
        Instant begun = clock.instant();
        store.register(Invariants.ALL, begun);
        List<Invariant> claimed = new ArrayList<>();
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                Optional<OversightStore.Audit> due = store.claim(Invariants.ALL, begun);
                due.ifPresent(audit -> {
                    claimed.add(audit.invariant());
                    // Whoever wished for it meanwhile gets a look of after the wish.
                    look(audit, clock.instant());
                });
                return due.isPresent();
            }));
        } catch (RuntimeException failure) {
            if (claimed.isEmpty()) {
                throw failure;
            }
            Invariant invariant = claimed.getFirst();
            LOG.warn("{} could not be proved", invariant.name(), failure);
            store.failed(invariant, "The database did not answer the question: " + failure.getClass().getSimpleName() + ".",
                    begun.plus(EVERY));
            return true;
        }
    }

    /** A look that takes long is made less often: proving never takes more than a small part of the database's time. */
    static Duration pause(Duration took) {
        Duration rest = took.multipliedBy(REST);
        return rest.compareTo(EVERY) < 0 ? EVERY : rest.compareTo(PAUSE_MOST) < 0 ? rest : PAUSE_MOST;
    }

    private void look(OversightStore.Audit audit, Instant now) {
        Invariant invariant = audit.invariant();
        long begun = System.nanoTime();
        List<OversightStore.Found> before = store.open(invariant);
        Set<String> again = before.stream().map(OversightStore.Found::subject).collect(Collectors.toSet());
        OversightStore.Walk walk = store.walk(invariant, audit.walkedTo(), WALK);
        List<OversightStore.Found> found = store.look(invariant, walk, again, now, BREACHES_MOST);
        Set<String> broken = found.stream().map(OversightStore.Found::subject).collect(Collectors.toSet());
        List<NewFact> facts = new ArrayList<>();
        for (OversightStore.Found each : found) {
            if (store.found(Ids.at(now), invariant, each, now)) {
                facts.add(new OversightFact(invariant.name(), each.subject(), each.says()).broken());
            }
        }
        // Whoever stopped at the most there may be cannot say that the others are gone.
        if (found.size() < BREACHES_MOST) {
            before.stream().filter(each -> !broken.contains(each.subject())).forEach(gone -> {
                store.close(invariant, gone.subject(), now);
                facts.add(new OversightFact(invariant.name(), gone.subject(), gone.says()).restored());
            });
        }
        if (found.isEmpty()) {
            store.carry(invariant);
        }
        journal.append(facts);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        store.looked(invariant, walk, found.isEmpty(), now, took, now.plus(pause(took)));
        store.forget(now.minus(KEEP_CLOSED));
    }
}
