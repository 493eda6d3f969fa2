package io.crossdock.platform.journal;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

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
        Set<String> types = facts.stream().map(NewFact::type).collect(Collectors.toSet());
        AfterCommit.run(() -> wake.those(types));
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void append(NewFact fact) {
        append(List.of(fact));
    }

    /** Facts of one key after a position, oldest first, at most {@link #PAGE}. */
    public List<Fact> ofKey(String key, long after) {
        return store.ofKey(key, after, PAGE);
    }

    /** Facts of one key and of some types, up to a position, oldest first, at most {@code most}. */
    public List<Fact> ofKey(String key, Collection<String> types, long upTo, int most) {
        return store.ofKey(key, types, upTo, most);
    }

    /**
     * Whether the last fact of the same key and type came later and is such, too. Who looks at things as they are now need
     * not handle both.
     */
    public boolean isOvertaken(Fact fact, Predicate<Fact> such) {
        return store.last(fact.key(), fact.type()).filter(last -> last.position() > fact.position()).filter(such)
                .isPresent();
    }

    /** Facts of some types that were written from an instant on and before another, oldest first, at most {@code most}. */
    public List<Fact> between(Instant from, Instant to, Collection<String> types, int most) {
        return store.between(from, to, types, 0, most);
    }

    /** The same after a position, so that a long time is read in pieces. */
    public List<Fact> between(Instant from, Instant to, Collection<String> types, long after, int most) {
        return store.between(from, to, types, after, most);
    }

    /** How many there are. */
    public long count(Instant from, Instant to, Collection<String> types) {
        return store.count(from, to, types);
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

    /** How many facts of a type cannot be digested, or queue behind one that cannot. */
    public int parkedOf(String type) {
        return store.parkedOf(type);
    }

    /**
     * Lets a parked fact be tried again now.
     *
     * @return false if it is not parked (any more), or queues behind an earlier fact of its key
     */
    @Transactional
    public boolean release(String subscription, long position) {
        boolean released = store.release(subscription, position, clock.instant());
        AfterCommit.run(wake::everyone);
        return released;
    }
}
