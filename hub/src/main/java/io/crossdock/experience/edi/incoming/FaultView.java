package io.crossdock.experience.edi.incoming;

import io.crossdock.experience.edi.x12.Fault;
import java.util.Locale;

/**
 * A fault as it is kept and shown.
 *
 * @param scope {@code interchange}, {@code group}, {@code set}, {@code segment} or {@code element}
 * @param code the standard code within that scope
 * @param severity {@code note}, {@code error} or {@code reject}
 * @param offset bytes from the start of the interchange
 * @param position 1-based segment number within the interchange, 0 when unknown
 * @param segment its identifier, may be empty
 * @param element 1-based element number, 0 for the whole segment
 */
public record FaultView(String scope, String code, String severity, int offset, int position, String segment,
        int element, String message, String value) {

    static FaultView of(Fault fault) {
        Fault.Place place = fault.place();
        return new FaultView(lower(fault.scope()), fault.code(), lower(fault.severity()), place.offset(),
                place.segment(), printable(place.segmentId()), place.element(), printable(fault.sentence()),
                printable(fault.badValue()));
    }

    /** What cannot be shown, or kept in jsonb, becomes a question mark. */
    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
