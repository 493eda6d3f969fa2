package io.crossdock.process.oversight;

import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;

/** What the facts about invariants say; their key is the invariant. */
record OversightFact(String invariant, String subject, String says) {

    private static final String BROKEN = "invariant.broken";
    private static final String RESTORED = "invariant.restored";

    NewFact broken() {
        return fact(BROKEN);
    }

    NewFact restored() {
        return fact(RESTORED);
    }

    private NewFact fact(String type) {
        return new NewFact(type, subject, "invariant " + invariant, Origin.start("invariant " + invariant, "hub"), 1, this);
    }
}
