package io.crossdock.process.repairs;

import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.process.repairs.Plan.Approval;
import io.crossdock.process.repairs.Plan.Item;
import java.util.Map;
import java.util.UUID;

/** What the facts about repairs say: who let what be done, why, and what it was before and after. */
record RepairFact(UUID plan, String fix, String cluster, Map<String, String> values, int steps, String why) {

    private static final String APPROVED = "repair.approved";
    private static final String APPLIED = "repair.applied";
    private static final String UNDONE = "repair.undone";

    /** @param after what came of it */
    record Applied(UUID plan, String fix, String subject, String what, String before, String planned, String after,
            String state, String why) {
    }

    static NewFact approved(Plan plan, int upTo, Approval approval) {
        return fact(APPROVED, plan, upTo, approval);
    }

    static NewFact undone(Plan plan, Approval approval) {
        return fact(UNDONE, plan, 0, approval);
    }

    private static NewFact fact(String type, Plan plan, int steps, Approval approval) {
        return new NewFact(type, plan.id().toString(), key(plan), Origin.start(key(plan), approval.who()), 1,
                new RepairFact(plan.id(), plan.remedy(), plan.cluster(), plan.values(), steps, approval.why()));
    }

    static NewFact applied(Plan plan, Item item, String state, String after, Approval approval) {
        return new NewFact(APPLIED, item.step().subject(), key(plan), Origin.start(key(plan), approval.who()), 1,
                new Applied(plan.id(), plan.remedy(), item.step().subject(), item.step().what(), item.step().now(),
                        item.step().becomes(), after, state, approval.why()));
    }

    private static String key(Plan plan) {
        return "repair " + plan.id();
    }
}
