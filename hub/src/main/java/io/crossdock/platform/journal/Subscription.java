package io.crossdock.platform.journal;

import io.crossdock.platform.journal.JournalStore.Cursor;
import io.crossdock.platform.journal.JournalStore.Due;
import io.crossdock.platform.journal.JournalStore.Next;
import io.crossdock.platform.journal.JournalStore.ParkedRow;
import io.crossdock.platform.journal.JournalStore.Trouble;
import io.crossdock.platform.journal.JournalStore.Turn;
import io.crossdock.platform.lifecycle.CrashPoints;
import io.crossdock.platform.lifecycle.CrashPoints.Point;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.transaction.support.TransactionTemplate;

/** Moves one subscription forward, a batch of facts per transaction. */
final class Subscription {

    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
    /** Attempts at one fact that fails before only a person can release it. */
    private static final int ATTEMPTS_MAX = 8;
    /** Attempts at one that waits for something else, which may be late by hours: about a day. */
    static final int WAITING_ATTEMPTS_MAX = 300;
    private static final Duration BACKOFF_MAX = Duration.ofMinutes(5);
    /** How many facts of other types an idle cursor may have before it: they are looked through at every turn. */
    private static final int IDLE_LAG_MAX = 500;

    private final FactHandler handler;
    private final JournalStore store;
    private final TransactionTemplate transaction;
    private final TransactionTemplate savepoint;
    private final LongSupplier safe;
    private final Clock clock;
    private final CrashPoints crashPoints;
    /** After a failed batch facts are handled one by one behind savepoints, so that only the culprit is parked. */
    private boolean careful;
    /** Whether the last batch had any facts. */
    private boolean handled;
    /** Whether the last turn tried parked facts again: the next one goes on, however many are due. */
    private boolean triedAgain;
    /** Of the whole turn: what is given back during it waits from here on, however long the turn took. */
    private Instant now = Instant.EPOCH;
    private long caughtUpTo;

    /** @param safe up to where facts are final, as far as is known */
    Subscription(FactHandler handler, Subscriptions.Ledger ledger, LongSupplier safe, Clock clock) {
        this.handler = handler;
        this.store = ledger.store();
        this.transaction = ledger.transaction();
        this.savepoint = Savepoints.of(ledger.transaction());
        this.safe = safe;
        this.clock = clock;
        this.crashPoints = ledger.crashPoints();
    }

    void register() {
        transaction.executeWithoutResult(status ->
                store.subscribe(handler.subscription(), handler.fromTheBeginning(), clock.instant()));
    }

    /** Handles at most one batch. Returns false if there is nothing more to do. */
    boolean step() {
        try {
            boolean more = Boolean.TRUE.equals(transaction.execute(status -> batch()));
            careful = false;
            return more;
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            if (careful || DatabaseTrouble.is(e)) {
                throw e;
            }
            LOG.debug("{}: a batch failed, handling its facts one by one", handler.subscription(), e);
            careful = true;
            return true;
        }
    }

    /** Turns without facts pass no such place. */
    private void reach(Point point) {
        if (handled) {
            crashPoints.reach(point);
        }
    }

    private boolean batch() {
        crashPoints.reach(Point.BEFORE_CLAIM);
        handled = false;
        now = clock.instant();
        Turn turn = store.claim(handler.subscription(), handler.types(), safe.getAsLong(), now);
        if (turn.safe() - caughtUpTo >= IDLE_LAG_MAX) {
            store.catchUp(handler.subscription(), handler.types(), turn.safe(), now);
            caughtUpTo = turn.safe();
        }
        if (turn.cursors().isEmpty()) {
            return false;
        }
        if (turn.due() && !triedAgain && retryParked(turn.cursors())) {
            triedAgain = true;
            return true;
        }
        triedAgain = false;
        List<Next> facts = store.next(handler.subscription(), turn, handler.types(), handler.batch());
        handled = !facts.isEmpty();
        reach(Point.AFTER_CLAIM);
        long reached = handle(facts, turn);
        reach(Point.BEFORE_ADVANCE);
        store.advance(handler.subscription(), turn.cursors(), reached, now);
        reach(Point.AFTER_ADVANCE);
        return reached < turn.safe() || turn.due() || turn.cursors().size() == Turn.MOST;
    }

    /** @return up to where all facts of the turn are done */
    private long handle(List<Next> facts, Turn turn) {
        List<Next> together = upToTheEnd(facts, Next::fact);
        Set<String> parkedKeys = together.stream().filter(Next::parked).map(next -> next.fact().key())
                .collect(Collectors.toCollection(HashSet::new));
        List<Fact> free = together.stream().map(Next::fact).filter(fact -> !parkedKeys.contains(fact.key())).toList();
        if (careful) {
            together.forEach(next -> handleOrPark(next.fact(), parkedKeys));
        } else {
            park(together.stream().map(Next::fact).filter(fact -> parkedKeys.contains(fact.key())).map(this::queued)
                    .toList());
            handleTogether(Batch.of(free));
        }
        return together.size() < facts.size() || facts.size() == handler.batch()
                ? together.getLast().fact().position() : turn.safe();
    }

    private void handleTogether(Batch batch) {
        handler.handleAll(batch);
        park(batch.facts().stream().filter(batch::isStuck).map(fact -> batch.why(fact)
                .map(why -> parked(fact, 1, why)).orElseGet(() -> queued(fact))).toList());
    }

    /** The facts up to one that ends the batch. */
    private <T> List<T> upToTheEnd(List<T> facts, Function<T, Fact> fact) {
        for (int i = 0; i < facts.size(); i++) {
            if (handler.endsBatch(fact.apply(facts.get(i)))) {
                return facts.subList(0, i + 1);
            }
        }
        return facts;
    }

    private void handleOrPark(Fact fact, Set<String> parkedKeys) {
        if (parkedKeys.contains(fact.key())) {
            park(List.of(queued(fact)));
        } else if (!digest(fact, 0)) {
            parkedKeys.add(fact.key());
        }
    }

    private ParkedRow queued(Fact fact) {
        return parked(fact, 0, new Trouble("queued-behind", "An earlier fact of " + fact.key() + " is parked.",
                Optional.empty()));
    }

    /** What queues behind a fact that is due is tried with it. Returns whether there was anything. */
    private boolean retryParked(List<Cursor> cursors) {
        List<Due> all = upToTheEnd(store.due(handler.subscription(), cursors, now, handler.batch()), Due::fact);
        if (careful) {
            retryOneByOne(all);
        } else {
            retryTogether(all);
        }
        return !all.isEmpty();
    }

    private void retryTogether(List<Due> all) {
        Batch batch = Batch.of(all.stream().map(Due::fact).toList());
        handler.handleAll(batch);
        unpark(all.stream().map(Due::fact).filter(fact -> !batch.isStuck(fact)).toList());
        park(all.stream().flatMap(due -> batch.why(due.fact()).stream()
                .map(why -> parked(due.fact(), due.attempts() + 1, why))).toList());
    }

    private void retryOneByOne(List<Due> all) {
        Set<String> stuck = new HashSet<>();
        for (Due due : all) {
            if (!stuck.contains(due.fact().key())) {
                if (digest(due.fact(), due.attempts())) {
                    unpark(List.of(due.fact()));
                } else {
                    stuck.add(due.fact().key());
                }
            }
        }
    }

    private boolean digest(Fact fact, int attemptsBefore) {
        try {
            savepoint.executeWithoutResult(status -> handler.handle(fact));
            return true;
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            if (DatabaseTrouble.is(e)) {
                throw e;
            }
            park(List.of(parked(fact, attemptsBefore + 1, e)));
            return false;
        }
    }

    private void park(List<ParkedRow> rows) {
        store.park(handler.subscription(), rows, now);
    }

    private void unpark(List<Fact> facts) {
        store.unpark(handler.subscription(), facts, now);
    }

    private ParkedRow parked(Fact fact, int attempts, Throwable e) {
        return parked(fact, attempts, switch (e) {
            case Indigestible known -> {
                LOG.atLevel(attempts == 1 ? Level.INFO : Level.DEBUG).log("{}: fact {} ({} of {}) waits: {}",
                        handler.subscription(), fact.position(), fact.type(), fact.key(), known.getMessage());
                yield new Trouble(known.code(), String.valueOf(known.getMessage()),
                        known.passing() ? nextAttempt(attempts, WAITING_ATTEMPTS_MAX) : Optional.empty());
            }
            case Throwable fault -> {
                LOG.warn("{}: fact {} ({} of {}) is parked after attempt {}", handler.subscription(), fact.position(),
                        fact.type(), fact.key(), attempts, fault);
                yield new Trouble("fault", "The hub could not digest " + fact.type() + " of " + fact.subject() + ": "
                        + fault.getClass().getSimpleName() + ".", nextAttempt(attempts, ATTEMPTS_MAX));
            }
        });
    }

    private static ParkedRow parked(Fact fact, int attempts, Trouble trouble) {
        return new ParkedRow(fact.position(), JournalStore.partition(fact.key()), fact.key(), trouble.code(),
                trouble.reason(), attempts, trouble.nextAttemptAt().orElse(null));
    }

    private Optional<Instant> nextAttempt(int attempts, int most) {
        if (attempts >= most) {
            return Optional.empty();
        }
        Duration backoff = Duration.ofSeconds(1L << Math.min(attempts - 1, ATTEMPTS_MAX + 1));
        return Optional.of(now.plus(backoff.compareTo(BACKOFF_MAX) < 0 ? backoff : BACKOFF_MAX));
    }
}
