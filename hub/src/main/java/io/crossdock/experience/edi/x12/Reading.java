package io.crossdock.experience.edi.x12;

import java.util.List;

/**
 * What was understood of one payload.
 *
 * @param faults of the payload outside of any interchange, for instance that there is none
 */
public record Reading(List<Interchange> interchanges, List<Fault> faults) {

    public Reading {
        interchanges = List.copyOf(interchanges);
        faults = List.copyOf(faults);
    }

    /** True when no part of the payload could be read as an interchange. */
    public boolean isUnreadable() {
        return interchanges.isEmpty();
    }
}
