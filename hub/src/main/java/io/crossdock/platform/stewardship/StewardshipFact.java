package io.crossdock.platform.stewardship;

import java.util.List;
import java.util.UUID;

/** What the journal says of risky changes; the subject is the row's key. */
public sealed interface StewardshipFact {

    /** Type of {@link Held}. */
    String HELD = "stewardship.change_held";
    /** Type of {@link Approved}. */
    String APPROVED = "stewardship.change_approved";
    /** Type of {@link Declined}. */
    String DECLINED = "stewardship.change_declined";
    /** Type of {@link Withdrawn}. */
    String WITHDRAWN = "stewardship.change_withdrawn";

    /** It waits for a person, or waits with other values than before. */
    record Held(UUID change, String feed, List<Difference> differences) implements StewardshipFact {
    }

    /** It is in force now. */
    record Approved(UUID change, String feed, List<Difference> differences, String reason) implements StewardshipFact {
    }

    /** What was in force stays. */
    record Declined(UUID change, String feed, List<Difference> differences, String reason) implements StewardshipFact {
    }

    /** The source says otherwise. */
    record Withdrawn(UUID change, String feed) implements StewardshipFact {
    }
}
