package io.crossdock.experience.edi.changes;

import io.crossdock.platform.lifecycle.Rounds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks at changes that wait while the hub runs, each in a transaction of its own: soon after something has happened, less
 * and less often while nothing does. What cannot be looked at rests after some attempts.
 */
@Component
class ChangeWatch extends Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeWatch.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int MOST = 50;
    /** Over half an hour, with pauses that grow to five minutes. */
    static final int FAILURES_MOST = 12;

    private final ChangeDesk desk;
    private final ChangeRequestStore store;
    private final TransactionTemplate transaction;

    ChangeWatch(ChangeDesk desk, ChangeRequestStore store, TransactionTemplate transaction) {
        super("edi-changes", PAUSE);
        this.desk = desk;
        this.store = store;
        this.transaction = transaction;
    }

    /** Whether there may be more that is due. */
    @Override
    protected boolean step() {
        Instant now = desk.now();
        List<UUID> due = store.due(now, MOST);
        due.forEach(set -> turn(set, now));
        return due.size() == MOST;
    }

    private void turn(UUID set, Instant now) {
        try {
            transaction.executeWithoutResult(status -> desk.turn(set, now));
        } catch (RuntimeException failure) {
            LOG.warn("change {} could not go on", set, failure);
            transaction.executeWithoutResult(status -> store.failed(set, "It could not be decided: "
                    + failure.getMessage(), FAILURES_MOST, now));
        }
    }

    @Override
    public void start() {
        store.resume();
        super.start();
    }
}
