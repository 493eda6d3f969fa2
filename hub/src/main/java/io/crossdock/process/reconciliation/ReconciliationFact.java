package io.crossdock.process.reconciliation;

import java.util.UUID;

/** What the journal says of drift; the subject is what differs. */
public sealed interface ReconciliationFact {

    /** Type of {@link Found}. */
    String FOUND = "reconciliation.drift_found";
    /** Type of {@link Repaired}. */
    String REPAIRED = "reconciliation.drift_repaired";
    /** Type of {@link Kept}. */
    String KEPT = "reconciliation.recount_asked";
    /** Type of {@link Closed}. */
    String CLOSED = "reconciliation.drift_closed";

    /** It waits for a person. */
    record Found(UUID run, String comparison, String system, Cause cause, String ours, String theirs)
            implements ReconciliationFact {
    }

    /** Their word was taken. */
    record Repaired(UUID run, String comparison, String system, Cause cause, String ours, String theirs)
            implements ReconciliationFact {
    }

    /** Ours holds; they are to count again. */
    record Kept(UUID drift, String comparison, String system, String ours, String theirs) implements ReconciliationFact {
    }

    /** A later run saw it no more. */
    record Closed(UUID drift, UUID run, String comparison, String system) implements ReconciliationFact {
    }
}
