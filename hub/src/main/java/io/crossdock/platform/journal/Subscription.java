package io.crossdock.platform.journal;

import io.crossdock.platform.journal.JournalStore.Cursor;
import io.crossdock.platform.journal.JournalStore.Due;
import io.crossdock.platform.journal.JournalStore.Next;
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
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private final Clock clock;
    private final CrashPoints crashPoints;
    /** After a failed batch facts are handled one by one behind savepoints, so that only the culprit is parked. */
    private boolean careful;
    /** Whether the last batch had any facts. */
    private boolean handled;
    private long caughtUpTo;

    Subscription(FactHandler handler, JournalStore store, TransactionTemplate transaction, Clock clock,
            CrashPoints crashPoints) {
        this.handler = handler;
        this.store = store;
        this.transaction = transaction;
        this.savepoint = Savepoints.of(transaction);
        this.clock = clock;
        this.crashPoints = crashPoints;
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
        Turn turn = store.claim(handler.subscription(), handler.types(), clock.instant());
        if (turn.safe() - caughtUpTo >= IDLE_LAG_MAX) {
            store.catchUp(handler.subscription(), handler.types(), turn.safe(), clock.instant());
            caughtUpTo = turn.safe();
        }
        if (turn.cursors().isEmpty()) {
            return false;
        }
        if (turn.due()) {
            retryParked(turn.cursors());
        }
        List<Next> facts = store.next(handler.subscription(), turn, handler.types(), handler.batch());
        handled = !facts.isEmpty();
        reach(Point.AFTER_CLAIM);
        long reached = handle(facts, turn);
        reach(Point.BEFORE_ADVANCE);
        store.advance(handler.subscription(), turn.cursors(), reached, clock.instant());
        reach(Point.AFTER_ADVANCE);
        return reached < turn.safe() || turn.due() || turn.cursors().size() == Turn.MOST;
    }

    /** @return up to where all facts of the turn are done */
    private long handle(List<Next> facts, Turn turn) {
        List<Next> together = upToTheEnd(facts);
        Set<String> parkedKeys = together.stream().filter(Next::parked).map(next -> next.fact().key())
                .collect(Collectors.toCollection(HashSet::new));
        List<Fact> free = together.stream().map(Next::fact).filter(fact -> !parkedKeys.contains(fact.key())).toList();
        if (careful) {
            together.forEach(next -> handleOrPark(next.fact(), parkedKeys));
        } else {
            together.stream().map(Next::fact).filter(fact -> parkedKeys.contains(fact.key())).forEach(this::queue);
            handleTogether(Batch.of(free));
        }
        return together.size() < facts.size() || facts.size() == handler.batch()
                ? together.getLast().fact().position() : turn.safe();
    }

    private void handleTogether(Batch batch) {
        handler.handleAll(batch);
        for (Fact fact : batch.facts()) {
            Optional<Indigestible> why = batch.why(fact);
            if (why.isPresent()) {
                park(fact, 1, why.get());
            } else if (batch.isStuck(fact)) {
                queue(fact);
            }
        }
    }

    /** The facts up to one that ends the batch. */
    private List<Next> upToTheEnd(List<Next> facts) {
        for (int i = 0; i < facts.size(); i++) {
            if (handler.endsBatch(facts.get(i).fact())) {
                return facts.subList(0, i + 1);
            }
        }
        return facts;
    }

    private void handleOrPark(Fact fact, Set<String> parkedKeys) {
        if (parkedKeys.contains(fact.key())) {
            queue(fact);
        } else if (!digest(fact, 0)) {
            parkedKeys.add(fact.key());
        }
    }

    private void queue(Fact fact) {
        store.park(handler.subscription(), fact, new Trouble("queued-behind",
                "An earlier fact of " + fact.key() + " is parked.", Optional.empty()), 0, clock.instant());
    }

    private void retryParked(List<Cursor> cursors) {
        for (Due due : store.due(handler.subscription(), cursors, clock.instant(), handler.batch())) {
            if (digest(due.fact(), due.attempts())) {
                store.unpark(handler.subscription(), due.fact(), clock.instant());
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
            park(fact, attemptsBefore + 1, e);
            return false;
        }
    }

    private void park(Fact fact, int attempts, Throwable e) {
        Trouble trouble = switch (e) {
            case Indigestible known -> {
                LOG.info("{}: fact {} ({} of {}) waits: {}", handler.subscription(), fact.position(), fact.type(),
                        fact.key(), known.getMessage());
                yield new Trouble(known.code(), String.valueOf(known.getMessage()),
                        known.passing() ? nextAttempt(attempts, WAITING_ATTEMPTS_MAX) : Optional.empty());
            }
            case Throwable fault -> {
                LOG.warn("{}: fact {} ({} of {}) is parked after attempt {}", handler.subscription(), fact.position(),
                        fact.type(), fact.key(), attempts, fault);
                yield new Trouble("fault", "The hub could not digest " + fact.type() + " of " + fact.subject() + ": "
                        + fault.getClass().getSimpleName() + ".", nextAttempt(attempts, ATTEMPTS_MAX));
            }
        };
        store.park(handler.subscription(), fact, trouble, attempts, clock.instant());
    }

    private Optional<Instant> nextAttempt(int attempts, int most) {
        if (attempts >= most) {
            return Optional.empty();
        }
        Duration backoff = Duration.ofSeconds(1L << Math.min(attempts - 1, ATTEMPTS_MAX + 1));
        return Optional.of(clock.instant().plus(backoff.compareTo(BACKOFF_MAX) < 0 ? backoff : BACKOFF_MAX));
    }
}
