package io.crossdock.estate.edi;

import io.crossdock.estate.http.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The little of X12 that a mailbox has to understand: who sends, under which number, which documents. */
record Interchange(String sender, String controlNumber, List<String> kinds) {

    private static final int ISA_LENGTH = 106;
    private static final int SENDER = 6;
    private static final int CONTROL_NUMBER = 13;

    /** @throws Refused 400 when the text does not begin with a whole ISA segment */
    static Interchange read(String raw) {
        if (!raw.startsWith("ISA") || raw.length() < ISA_LENGTH) {
            throw Refused
                    .badRequest("the body must begin with an ISA segment of " + ISA_LENGTH + " characters");
        }
        String element = Pattern.quote(raw.substring(3, 4));
        String[] isa = raw.substring(0, ISA_LENGTH - 1).split(element, -1);
        if (isa.length != 17) {
            throw Refused.badRequest("the ISA segment must have 16 elements");
        }
        List<String> kinds = new ArrayList<>();
        for (String segment : raw.split(Pattern.quote(raw.substring(ISA_LENGTH - 1, ISA_LENGTH)))) {
            String[] elements = segment.strip().split(element);
            if (elements[0].equals("ST") && elements.length > 1) {
                kinds.add(elements[1]);
            }
        }
        return new Interchange(isa[SENDER].strip(), isa[CONTROL_NUMBER].strip(), List.copyOf(kinds));
    }
}
