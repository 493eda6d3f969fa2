package io.crossdock.process.replay;

import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.process.replay.ReplayPlan.Approval;
import java.util.UUID;

/** What the facts about replays say: who let what be done again, and why, and that it has ended. */
record ReplayFact(UUID plan, String scope, String hash, int repeat, int compensate, String why) {

    private static final String APPROVED = "replay.approved";
    private static final String ENDED = "replay.ended";

    static NewFact approved(ReplayPlan plan, Approval approval) {
        return fact(APPROVED, plan, approval);
    }

    static NewFact ended(ReplayPlan plan, Approval approval) {
        return fact(ENDED, plan, approval);
    }

    private static NewFact fact(String type, ReplayPlan plan, Approval approval) {
        String key = "replay " + plan.id();
        return new NewFact(type, plan.id().toString(), key, Origin.start(key, approval.who()), 1,
                new ReplayFact(plan.id(), plan.scope(), plan.hash(), plan.counts().repeat(), plan.counts().compensate(),
                        approval.why()));
    }
}
