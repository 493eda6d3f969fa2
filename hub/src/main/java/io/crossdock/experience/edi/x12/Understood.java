package io.crossdock.experience.edi.x12;

import java.util.List;

/**
 * A transaction set after the check.
 *
 * @param faults of header, trailer, segments and elements, in the order of the set
 */
public record Understood(TransactionSet set, Loop body, List<Fault> faults) {

    public Understood {
        faults = List.copyOf(faults);
    }

    /** What AK501 says: accepted, accepted with errors, rejected. */
    public enum Verdict { ACCEPTED, WITH_ERRORS, REJECTED }

    /** Rejected when any fault rejects, with errors when any is reported at all. */
    public Verdict verdict() {
        if (faults.stream().anyMatch(Fault::rejects)) {
            return Verdict.REJECTED;
        }
        return faults.stream().anyMatch(Fault::isReported) ? Verdict.WITH_ERRORS : Verdict.ACCEPTED;
    }
}
