package io.crossdock.process.repairs;

import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.Savepoints;
import io.crossdock.platform.lifecycle.Rounds;
import io.crossdock.process.repairs.Plan.Approval;
import io.crossdock.process.repairs.Plan.Item;
import io.crossdock.process.repairs.Plan.State;
import io.crossdock.process.repairs.Remedy.Approved;
import io.crossdock.process.repairs.Remedy.After;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Does what was approved, a batch of steps per transaction; of several replicas one works on a plan. */
@Component
class RepairRunner extends Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(RepairRunner.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int BATCH = 20;

    private final PlanStore store;
    private final Remedies remedies;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final TransactionTemplate savepoint;
    private final Clock clock;

    RepairRunner(PlanStore store, Remedies remedies, Journal journal, TransactionTemplate transaction, Clock clock) {
        super("repairs", PAUSE);
        this.store = store;
        this.remedies = remedies;
        this.journal = journal;
        this.transaction = transaction;
        this.savepoint = Savepoints.of(transaction);
        this.clock = clock;
    }

    /** Does one batch; false when nothing is approved. */
    @Override
    protected boolean step() {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Optional<Plan> plan = store.claim();
            plan.ifPresent(this::batch);
            return plan.isPresent();
        }));
    }

    private void batch(Plan plan) {
        Approval approval = plan.approval().orElseThrow();
        Optional<Remedy> remedy = remedies.named(plan.remedy());
        List<Item> items = store.planned(plan.id(), plan.upTo(), BATCH);
        Approved approved = new Approved(plan.id(), plan.wish(), approval.who(), approval.why());
        if (remedy.isPresent()) {
            if (plan.whole() && plan.only().isEmpty() && plan.settled().isEmpty()) {
                remedy.get().settle(approved).ifPresent(by -> store.settled(plan.id(), by));
            }
            items.forEach(item -> apply(plan, remedy.get(), approved, item));
        } else {
            items.forEach(item -> ended(plan, item, "failed", "This hub does not know the fix any more."));
        }
        if (items.size() < BATCH) {
            store.move(plan.id(), plan.whole() ? State.DONE : State.TRIED);
        }
    }

    private void apply(Plan plan, Remedy remedy, Approved approved, Item item) {
        try {
            After result = Objects.requireNonNull(savepoint.execute(status -> remedy.apply(approved, item.step())));
            switch (result) {
                case After.Done(String says) -> ended(plan, item, "done", says);
                case After.Gone(String says) -> ended(plan, item, "gone", says);
                case After.Changed(String says) -> ended(plan, item, "changed", says);
            }
        } catch (RuntimeException failure) {
            LOG.warn("{} could not be repaired by {}", item.step().subject(), plan.remedy(), failure);
            ended(plan, item, "failed", "The hub could not do it: " + failure.getClass().getSimpleName() + ".");
        }
    }

    private void ended(Plan plan, Item item, String state, String says) {
        store.ended(plan.id(), item.ordinal(), state, says, clock.instant());
        journal.append(RepairFact.applied(plan, item, state, says, plan.approval().orElseThrow()));
    }
}
