package io.crossdock.platform.journal;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The journal. Facts are written in the transaction that decides them and never change. Thread-safe. */
@Component
public class Journal {

    /** Most facts that one read returns. */
    public static final int PAGE = 500;

    private final JournalStore store;
    private final Wake wake;
    private final Clock clock;

    Journal(JournalStore store, Wake wake, Clock clock) {
        this.store = store;
        this.wake = wake;
        this.clock = clock;
    }

    /** Writes facts in the given order and wakes the subscriptions of this process once they are committed. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void append(List<NewFact> facts) {
        if (facts.isEmpty()) {
            return;
        }
        store.append(facts, clock.instant());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                wake.everyone();
            }
        });
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void append(NewFact fact) {
        append(List.of(fact));
    }

    /** Facts of one key after a position, oldest first, at most {@link #PAGE}. */
    public List<Fact> ofKey(String key, long after) {
        return store.ofKey(key, after, PAGE);
    }

    public Optional<Fact> at(long position) {
        return store.at(position);
    }

    /** Facts of all keys after a position, oldest first, at most {@link #PAGE}, gaps included. */
    public List<Fact> after(long position) {
        return store.after(position, PAGE);
    }

    /** Facts at the head of their keys that could not be digested, oldest first, at most {@link #PAGE}. */
    public List<Parked> parked() {
        return store.parked(PAGE);
    }

    /**
     * Lets a parked fact be tried again now.
     *
     * @return false if it is not parked (any more)
     */
    @Transactional
    public boolean release(String subscription, long position) {
        boolean released = store.release(subscription, position, clock.instant());
        wake.everyone();
        return released;
    }
}
