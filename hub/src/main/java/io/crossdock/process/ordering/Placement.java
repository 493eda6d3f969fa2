package io.crossdock.process.ordering;

import io.crossdock.canonical.Fault;
import java.time.Duration;
import java.util.List;

/** The answer to an order request. */
public sealed interface Placement {

    /** @param repeated whether this very request was answered before */
    record Accepted(OrderAnswer answer, boolean repeated) implements Placement {
    }

    /** @param faults all that is wrong, each with a JSON pointer into the request */
    record Refused(List<Fault> faults, boolean repeated) implements Placement {
    }

    /** The key was used before for another request. */
    record Conflict() implements Placement {
    }

    /** Too much waits for other systems already; nothing was stored, so the same request may come again. */
    record Crowded(String why, Duration retryAfter) implements Placement {
    }

    /** No decision is possible now; nothing was stored, so the same request may come again. */
    record Unavailable(String why, Duration retryAfter) implements Placement {
    }
}
