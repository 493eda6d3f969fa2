package io.crossdock.experience.edi.x12;

import java.util.List;

/**
 * One functional group as received.
 *
 * @param header GS
 * @param declaredSets GE01 as far as it could be read, else the number of sets found
 */
public record Group(Segment header, int declaredSets, List<TransactionSet> sets, List<Fault> faults) {

    public Group {
        sets = List.copyOf(sets);
        faults = List.copyOf(faults);
    }

    /** GS01, for instance {@code PO}. */
    public String functionalId() {
        return header.element(1);
    }

    /** GS06. */
    public String control() {
        return header.element(6);
    }

    /** GS08, for instance {@code 004010VICS}. */
    public String version() {
        return header.element(8);
    }

    /** The six digits every release starts with; 004010 when the sender's version is unreadable. */
    public String release() {
        String version = version();
        return version.matches("00[2-9]\\d\\d\\d.*") ? version.substring(0, 6) : "004010";
    }
}
