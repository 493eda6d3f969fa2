package io.crossdock.process.replay;

import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.Savepoints;
import io.crossdock.platform.lifecycle.Rounds;
import io.crossdock.process.replay.ReplayPlan.Approval;
import io.crossdock.process.replay.ReplayPlan.Item;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does what was approved, a batch of lines per transaction together with its progress, so that a killed process is
 * followed by another one where it stopped. Of several replicas one works on a plan.
 */
@Component
class ReplayRunner extends Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayRunner.class);
    static final int BATCH = 50;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ReplayStore store;
    private final Doing doing;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final TransactionTemplate savepoint;
    private final Clock clock;

    ReplayRunner(ReplayStore store, Doing doing, Journal journal, TransactionTemplate transaction, Clock clock) {
        super("replay", PAUSE);
        this.store = store;
        this.doing = doing;
        this.journal = journal;
        this.transaction = transaction;
        this.savepoint = Savepoints.of(transaction);
        this.clock = clock;
    }

    /** Does one batch; false when nothing is approved. */
    @Override
    protected boolean step() {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Optional<ReplayPlan> plan = store.claim();
            plan.ifPresent(this::batch);
            return plan.isPresent();
        }));
    }

    private void batch(ReplayPlan plan) {
        Approval approval = plan.approval().orElseThrow();
        List<Item> items = store.toDo(plan.id(), BATCH);
        items.forEach(item -> apply(plan, item, approval));
        if (items.size() < BATCH) {
            store.done(plan.id(), clock.instant());
            journal.append(ReplayFact.ended(plan, approval));
        }
    }

    /** In a savepoint of its own: a line that cannot be done would otherwise repeat its batch for ever. */
    private void apply(ReplayPlan plan, Item item, Approval approval) {
        try {
            Optional<String> done = Objects.requireNonNull(savepoint.execute(status ->
                    doing.apply(item.line(), plan.maps(), approval)));
            ended(plan, item, done.isPresent() ? "done" : "passed",
                    done.orElse("It had moved on before it was its turn; nothing was done."));
        } catch (RuntimeException failure) {
            LOG.warn("{} could not be replayed", item.line().subject(), failure);
            ended(plan, item, "failed", "The hub could not do it: " + failure.getClass().getSimpleName() + ".");
        }
    }

    private void ended(ReplayPlan plan, Item item, String state, String says) {
        store.ended(plan.id(), item.ordinal(), state, says, clock.instant());
    }
}
