package io.crossdock.experience.edi.x12;

import java.util.List;
import java.util.stream.Stream;

/**
 * One interchange as received.
 *
 * @param header ISA; element texts are as received, blanks included
 * @param acknowledgments TA1 segments the sender put before the first group
 * @param faults of the envelope alone; groups and sets carry their own
 * @param offset of ISA in the payload, bytes
 * @param length in bytes up to and including the last terminator that belongs to it
 */
public record Interchange(
        Segment header,
        Delimiters delimiters,
        List<Segment> acknowledgments,
        List<Group> groups,
        List<Fault> faults,
        int offset,
        int length) {

    public Interchange {
        acknowledgments = List.copyOf(acknowledgments);
        groups = List.copyOf(groups);
        faults = List.copyOf(faults);
    }

    /** ISA05 and ISA06. */
    public Party sender() {
        return new Party(Values.trimmed(header.element(5)), Values.trimmed(header.element(6)));
    }

    /** ISA07 and ISA08. */
    public Party receiver() {
        return new Party(Values.trimmed(header.element(7)), Values.trimmed(header.element(8)));
    }

    /** ISA13 without blanks. */
    public String control() {
        return Values.trimmed(header.element(13));
    }

    /** ISA14: the sender asks for a TA1 in any case. */
    public boolean wantsAcknowledgment() {
        return Values.trimmed(header.element(14)).equals("1");
    }

    /** ISA15 says this is test data. */
    public boolean isTest() {
        return Values.trimmed(header.element(15)).equalsIgnoreCase("T");
    }

    /** True when the envelope is so broken that nothing in it may be acted upon. */
    public boolean isRejected() {
        return faults.stream().anyMatch(Fault::rejects);
    }

    /** Every fault of the envelope, its groups and the headers and trailers of its sets, in reading order. */
    public List<Fault> allFaults() {
        Stream<Fault> inside = groups.stream().flatMap(group -> Stream.concat(
                group.faults().stream(), group.sets().stream().flatMap(set -> set.faults().stream())));
        return Stream.concat(faults.stream(), inside).toList();
    }
}
