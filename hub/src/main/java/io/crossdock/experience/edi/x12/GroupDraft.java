package io.crossdock.experience.edi.x12;

import java.util.List;

/**
 * A functional group to be written.
 *
 * @param functionalId GS01
 * @param control GS06, 1 to 999 999 999
 */
public record GroupDraft(String functionalId, long control, List<SetDraft> sets) {

    public GroupDraft {
        if (control < 1 || control > Envelope.CONTROL_MAX) {
            throw new IllegalArgumentException("control number out of range: " + control);
        }
        sets = List.copyOf(sets);
    }
}
