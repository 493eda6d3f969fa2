package io.crossdock.process.repairs;

import io.crossdock.canonical.Fault;
import io.crossdock.platform.journal.Ids;
import io.crossdock.platform.journal.Journal;
import io.crossdock.process.repairs.Plan.Approval;
import io.crossdock.process.repairs.Plan.Counts;
import io.crossdock.process.repairs.Plan.Item;
import io.crossdock.process.repairs.Plan.Scope;
import io.crossdock.process.repairs.Plan.State;
import io.crossdock.process.repairs.Remedy.Proposal;
import io.crossdock.process.repairs.Remedy.Step;
import io.crossdock.process.repairs.Remedy.Wish;
import io.crossdock.process.story.OpenException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Plans repairs, takes approvals, and shows how far they are. Thread-safe. */
@Component
public class Repairs {

    /** A plan that nobody has approved is forgotten after this time. */
    private static final Duration KEEP = Duration.ofDays(7);

    private final Remedies remedies;
    private final PlanStore store;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Repairs(Remedies remedies, PlanStore store, Journal journal, TransactionTemplate transaction, Clock clock) {
        this.remedies = remedies;
        this.store = store;
        this.journal = journal;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What came of a wish. */
    public sealed interface Outcome {

        /** How the plan stands now. */
        record Stands(Plan plan) implements Outcome {
        }

        /** Nothing was changed. @param code {@code fix-unknown}, {@code fix-stale}, {@code fix-over} or that of a value */
        record Refused(List<Fault> faults) implements Outcome {
        }
    }

    /** The remedies for a cause. */
    public List<Remedy> remedies(String cluster) {
        return remedies.of(cluster);
    }

    /** The same for those who know what is open of it. */
    public List<Remedy> remedies(String cluster, List<OpenException> members) {
        return remedies.of(cluster, members);
    }

    /** Looks what a remedy would do, and keeps that for an approval. */
    public Outcome plan(String remedy, Wish wish, String who) {
        Optional<Remedy> known = remedies(wish.cluster()).stream().filter(each -> each.name().equals(remedy)).findFirst();
        if (known.isEmpty()) {
            return refused("/fix", "fix-unknown", "There is no fix " + remedy + " for " + wish.cluster() + ".");
        }
        return switch (known.get().propose(wish)) {
            case Proposal.Refused(var faults) -> new Outcome.Refused(faults);
            case Proposal.Steps(var says, var wayBack, var steps) when steps.isEmpty() -> refused("/cluster", "fix-over",
                    "Nothing of " + wish.cluster() + " is open any more.");
            case Proposal.Steps(var says, var wayBack, var steps) -> kept(known.get(), wish, says, wayBack,
                    steps.stream().limit(Plan.STEPS_MOST).toList(), who);
        };
    }

    private Outcome kept(Remedy remedy, Wish wish, String says, Optional<String> wayBack, List<Step> steps, String who) {
        Instant now = clock.instant();
        Plan plan = new Plan(Ids.at(now), remedy.name(), remedy.label(), wish.cluster(), wish.values(), wish.only(), says,
                wayBack, hash(remedy.name(), wish, steps), new Counts(steps.size(), 0, 0, 0, 0, 0), 0, State.PROPOSED, who,
                now, Optional.empty(), Optional.empty());
        transaction.executeWithoutResult(status -> {
            store.forget(now.minus(KEEP));
            store.insert(plan, steps);
        });
        return new Outcome.Stands(store.plan(plan.id()).orElseThrow());
    }

    static String hash(String remedy, Wish wish, List<Step> steps) {
        String head = remedy + "\n" + wish.cluster() + "\n" + new TreeMap<>(wish.values()) + "\n";
        String all = steps.stream().map(step -> step.subject() + "\n" + step.becomes() + "\n" + step.digest())
                .collect(Collectors.joining("\n", head, ""));
        return digest(all).substring(0, 32);
    }

    /** A fingerprint for steps and plans. */
    public static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    public Optional<Plan> plan(UUID id) {
        return store.plan(id);
    }

    /** The newest first. */
    public List<Plan> plans(Optional<UUID> before, int most) {
        return store.plans(before, most);
    }

    /** Its steps after an ordinal, in order. */
    public List<Item> items(UUID plan, int after, int most) {
        return store.items(plan, after, most);
    }

    /**
     * Approves steps of a plan; they are done in the background, in batches. What was approved before is not done again.
     *
     * @param hash of the plan that was looked at
     * @param who  {@code user:kim}
     */
    public Outcome run(UUID id, String hash, Scope scope, String who, String why) {
        Optional<Plan> found = store.plan(id);
        if (found.isEmpty()) {
            return refused("", "fix-unknown", "There is no such plan.");
        }
        Plan seen = found.get();
        if (!seen.hash().equals(hash)) {
            return refused("/hash", "fix-stale", "This is not the plan that you looked at. Look again.");
        }
        int upTo = scope == Scope.ALL ? Plan.STEPS_MOST : Math.min(scope.steps(), seen.counts().all());
        if (covers(seen, upTo)) {
            return new Outcome.Stands(seen);
        }
        Optional<String> stale = stale(seen);
        if (stale.isPresent()) {
            return refused("/hash", "fix-stale", stale.get());
        }
        return transaction.execute(status -> approve(id, upTo, new Approval(who, clock.instant(), why)));
    }

    private static boolean covers(Plan plan, int upTo) {
        return plan.state() != State.PROPOSED && plan.upTo() >= upTo;
    }

    private Outcome approve(UUID id, int upTo, Approval approval) {
        Plan plan = store.lock(id).orElseThrow();
        if (!covers(plan, upTo)) {
            if (plan.state() == State.UNDONE) {
                return refused("", "fix-over", "This plan was taken back.");
            }
            store.approve(id, upTo, approval);
            journal.append(RepairFact.approved(plan, upTo, approval));
        }
        return new Outcome.Stands(store.plan(id).orElseThrow());
    }

    /** Why the plan is not what would happen now; empty when it is. What is mended already does no harm. */
    private Optional<String> stale(Plan plan) {
        Optional<Remedy> remedy = remedies.named(plan.remedy());
        if (remedy.isEmpty()) {
            return Optional.of("This hub does not know the fix " + plan.remedy() + " any more.");
        }
        return switch (remedy.get().propose(plan.wish())) {
            case Proposal.Refused(var faults) -> Optional.of(faults.getFirst().message());
            case Proposal.Steps(var says, var wayBack, var steps) -> differing(plan, steps);
        };
    }

    private Optional<String> differing(Plan plan, List<Step> steps) {
        Map<String, Step> fresh = steps.stream().collect(Collectors.toMap(Step::subject, Function.identity()));
        return store.planned(plan.id(), plan.counts().all(), Plan.STEPS_MOST).stream().map(Item::step)
                .flatMap(step -> Optional.ofNullable(fresh.get(step.subject())).filter(other -> differs(step, other))
                        .stream())
                .findFirst().map(other -> "Things have changed since you looked: of " + other.what() + " would become: "
                        + other.becomes());
    }

    private static boolean differs(Step seen, Step now) {
        return !seen.becomes().equals(now.becomes()) || !seen.digest().equals(now.digest());
    }

    /** Takes back what a plan made hold from now on; what has gone on by it stays. */
    public Outcome undo(UUID id, String who, String why) {
        return transaction.execute(status -> undone(id, new Approval(who, clock.instant(), why)));
    }

    private Outcome undone(UUID id, Approval approval) {
        Optional<Plan> plan = store.lock(id);
        if (plan.isEmpty()) {
            return refused("", "fix-unknown", "There is no such plan.");
        }
        Plan known = plan.get();
        if (known.state() == State.UNDONE) {
            return new Outcome.Stands(known);
        }
        Optional<Remedy> remedy = remedies.named(known.remedy());
        if (known.settled().isEmpty() || remedy.isEmpty()) {
            return refused("", "fix-over", "There is nothing that could be taken back.");
        }
        if (!remedy.get().undo(new Remedy.Approved(id, known.wish(), approval.who(), approval.why()),
                known.settled().get())) {
            return refused("", "fix-over", "It does not hold any more.");
        }
        store.move(id, State.UNDONE);
        journal.append(RepairFact.undone(known, approval));
        return new Outcome.Stands(store.plan(id).orElseThrow());
    }

    private static Outcome refused(String pointer, String code, String message) {
        return new Outcome.Refused(List.of(new Fault(pointer, code, message)));
    }
}
