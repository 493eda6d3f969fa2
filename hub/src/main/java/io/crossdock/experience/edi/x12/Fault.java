package io.crossdock.experience.edi.x12;

/**
 * One thing wrong with what was received, with the code a trading partner can read.
 *
 * @param scope which acknowledgment speaks of it: TA1, AK9, AK5, AK3 or AK4
 * @param code the standard code within that scope (X12 data elements I18, 716, 718, 720, 723)
 * @param badValue copy of the offending text, at most 99 characters, empty when there is none
 */
public record Fault(Scope scope, String code, Severity severity, Place place, String sentence, String badValue) {

    /** Where the acknowledgment carries the fault. */
    public enum Scope { INTERCHANGE, GROUP, SET, SEGMENT, ELEMENT }

    /** NOTE is only shown to people; ERROR is accepted with errors; REJECT refuses the unit it stands in. */
    public enum Severity { NOTE, ERROR, REJECT }

    /**
     * Where in the payload.
     *
     * @param offset byte offset from the start of the payload
     * @param segment 1-based segment number within the interchange, 0 when unknown
     * @param segmentInSet 1-based segment number within its transaction set (ST = 1), 0 outside of one
     * @param segmentId identifier as received, may be empty
     * @param element 1-based element number, 0 when the whole segment is meant
     * @param component 1-based component of a composite, 0 when the whole element is meant
     * @param dataElement X12 data element reference number, 0 when unknown
     */
    public record Place(
            int offset, int segment, int segmentInSet, String segmentId, int element, int component, int dataElement) {

        static Place at(int offset) {
            return new Place(offset, 0, 0, "", 0, 0, 0);
        }

        static Place of(Segment segment) {
            return new Place(segment.offset(), segment.position(), 0, segment.id(), 0, 0, 0);
        }

        static Place of(Segment segment, int element) {
            return new Place(
                    segment.elementOffset(element), segment.position(), 0, segment.id(), element, 0, 0);
        }

        Place inSet(int number) {
            return new Place(offset, segment, number, segmentId, element, component, dataElement);
        }

        Place dataElement(int reference, int componentNumber) {
            return new Place(offset, segment, segmentInSet, segmentId, element, componentNumber, reference);
        }
    }

    private static final int BAD_VALUE_MAX = 99;

    public Fault {
        if (badValue.length() > BAD_VALUE_MAX) {
            badValue = badValue.substring(0, BAD_VALUE_MAX);
        }
    }

    static Fault interchange(String code, Severity severity, Place place, String sentence) {
        return new Fault(Scope.INTERCHANGE, code, severity, place, sentence, "");
    }

    /** TA1 note code 025: the control number of ISA was used before for another content. */
    public static Fault duplicateInterchange(Interchange interchange) {
        return interchange("025", Severity.REJECT, Place.of(interchange.header(), 13),
                "the control number was used before for another interchange");
    }

    /** TA1 note code 009: the interchange is addressed to somebody else. */
    public static Fault unknownReceiver(Interchange interchange) {
        return interchange("009", Severity.REJECT, Place.of(interchange.header(), 8),
                "the interchange is addressed to " + interchange.receiver());
    }

    static Fault group(String code, Severity severity, Place place, String sentence) {
        return new Fault(Scope.GROUP, code, severity, place, sentence, "");
    }

    static Fault set(String code, Place place, String sentence) {
        return new Fault(Scope.SET, code, Severity.REJECT, place, sentence, "");
    }

    /** True when the unit it stands in is refused because of it. */
    public boolean rejects() {
        return severity == Severity.REJECT;
    }

    boolean isReported() {
        return severity != Severity.NOTE;
    }
}
