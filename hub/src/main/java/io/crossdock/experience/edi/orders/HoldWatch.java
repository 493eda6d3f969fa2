package io.crossdock.experience.edi.orders;

import io.crossdock.experience.edi.orders.HoldStore.Held;
import io.crossdock.platform.journal.Savepoints;
import io.crossdock.platform.lifecycle.Rounds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks at held orders again and again while the hub runs; each by itself, so that none holds up the others. */
@Component
class HoldWatch extends Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(HoldWatch.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    /** A reference may also come with the landscape's files, or an item with the catalogue. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);
    private static final int MOST = 20;

    private final Holds holds;
    private final HoldStore store;
    private final TransactionTemplate transaction;
    private final TransactionTemplate savepoint;
    private final Clock clock;

    HoldWatch(Holds holds, HoldStore store, TransactionTemplate transaction, Clock clock) {
        super("edi-held", PAUSE);
        this.holds = holds;
        this.store = store;
        this.transaction = transaction;
        this.savepoint = Savepoints.of(transaction);
        this.clock = clock;
    }

    /** Looks at what is due; false when there is no more. */
    @Override
    protected boolean step() {
        return holds.isReady() && Boolean.TRUE.equals(transaction.execute(status -> {
            Instant now = clock.instant();
            List<Held> due = store.due(now, now.minus(LOOK_EVERY), MOST);
            due.forEach(held -> turn(held, now));
            return due.size() == MOST;
        }));
    }

    private void turn(Held held, Instant now) {
        try {
            savepoint.executeWithoutResult(status -> holds.turn(held, now));
        } catch (RuntimeException failure) {
            LOG.warn("{} of {} could not go on", held.reference(), held.partner(), failure);
            store.lookedAt(held.set(), List.of(), now);
        }
    }
}
