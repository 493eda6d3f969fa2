package io.crossdock.process.replay;

import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.lifecycle.Rounds;
import io.crossdock.process.replay.ReplayPlan.Approval;
import io.crossdock.process.replay.ReplayPlan.Item;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does what was approved, a batch of lines per transaction together with its progress, so that a killed process is
 * followed by another one where it stopped. Of several replicas one works on a plan.
 */
@Component
class ReplayRunner implements SmartLifecycle {

    static final int BATCH = 50;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ReplayStore store;
    private final Doing doing;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Rounds rounds;

    ReplayRunner(ReplayStore store, Doing doing, Journal journal, TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.doing = doing;
        this.journal = journal;
        this.transaction = transaction;
        this.clock = clock;
        this.rounds = new Rounds("replay", PAUSE, this::step);
    }

    /** Does one batch; false when nothing is approved. */
    boolean step() {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Optional<ReplayPlan> plan = store.claim();
            plan.ifPresent(this::batch);
            return plan.isPresent();
        }));
    }

    private void batch(ReplayPlan plan) {
        Approval approval = plan.approval().orElseThrow();
        List<Item> items = store.toDo(plan.id(), BATCH);
        for (Item item : items) {
            Optional<String> done = doing.apply(item.line(), approval);
            store.ended(plan.id(), item.ordinal(), done.isPresent() ? "done" : "passed",
                    done.orElse("It had moved on before it was its turn; nothing was done."), clock.instant());
        }
        if (items.size() < BATCH) {
            store.done(plan.id(), clock.instant());
            journal.append(ReplayFact.ended(plan, approval));
        }
    }

    @Override
    public void start() {
        rounds.start();
    }

    @Override
    public void stop() {
        rounds.stop();
    }

    @Override
    public boolean isRunning() {
        return rounds.isRunning();
    }
}
