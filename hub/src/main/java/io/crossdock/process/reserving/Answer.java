package io.crossdock.process.reserving;

import io.crossdock.canonical.Fault;
import io.crossdock.system.inventory.SoftReservation;
import java.util.List;

/** What a buyer is told. */
public sealed interface Answer {

    /** @param repeated the same request was answered so before */
    record Kept(SoftReservation reservation, boolean repeated) implements Answer {
    }

    /** Nothing is kept, and the key may be used again. */
    record Refused(List<Fault> faults) implements Answer {
    }

    /** The key was used for another request. */
    record Conflict() implements Answer {
    }
}
