package io.crossdock.process.changes;

import io.crossdock.canonical.Fault;
import java.time.Duration;
import java.util.List;

/** The answer to a wish. */
public sealed interface ChangeOutcome {

    /** @param repeated the same wish came before, and this was the answer */
    record Decided(ChangeAnswer answer, boolean repeated) implements ChangeOutcome {
    }

    /** Nothing of it was done. */
    record Refused(List<Fault> faults) implements ChangeOutcome {

        public Refused {
            faults = List.copyOf(faults);
        }
    }

    /** The key was used before for another wish. */
    record Conflict() implements ChangeOutcome {
    }

    /** No decision is possible now; nothing was stored, so the same wish may come again. */
    record NotNow(String why, Duration retryAfter) implements ChangeOutcome {
    }
}
