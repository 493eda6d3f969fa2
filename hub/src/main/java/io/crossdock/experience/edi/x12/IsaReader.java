package io.crossdock.experience.edi.x12;

import io.crossdock.experience.edi.x12.Fault.Place;
import io.crossdock.experience.edi.x12.Fault.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the ISA segment and the delimiters it declares. The standard fixes every width; senders do not always, so
 * elements are found by their separator and a wrong width is reported instead of misread.
 */
final class IsaReader {

    private static final int ELEMENTS = 16;
    private static final int SEARCH_MAX = 512;
    /** Date, version and control number: what has none of them is no header, whatever it begins with. */
    private static final List<Integer> NUMBERS = List.of(9, 12, 13);

    /** What came of it. */
    sealed interface Outcome {

        /** The header, and the index of the first byte after its terminator. */
        record Header(Segment segment, Delimiters delimiters, int next, List<Fault> faults) implements Outcome {}

        /** Not enough of a header to address an answer to anybody. */
        record Unreadable(Fault fault) implements Outcome {}
    }

    private record Ending(char component, char terminator, int next, List<Fault> faults) {}

    private final Payload payload;
    private final int start;

    private IsaReader(Payload payload, int start) {
        this.payload = payload;
        this.start = start;
    }

    /** Reads the header whose identifier stands at {@code start}. */
    static Outcome read(Payload payload, int start) {
        return new IsaReader(payload, start).read();
    }

    private Outcome read() {
        char separator = payload.at(start + 3);
        if (separator == Delimiters.NONE || separator == ' ' || separator == '\n' || separator == '\r') {
            return unreadable("026", "ISA is not followed by a usable element separator");
        }
        List<Integer> separators = separators(separator);
        if (separators.size() < ELEMENTS - 1) {
            return unreadable("022", "ISA ends after " + separators.size() + " of 16 elements");
        }
        boolean componentMissing = separators.size() < ELEMENTS || swallowsNext(separators);
        Ending ending = componentMissing ? withoutComponent(separators) : ending(separators.get(15), separator);
        Segment segment = segment(separators, ending);
        if (NUMBERS.stream().noneMatch(element -> isNumber(segment.element(element)))) {
            return unreadable("022", "ISA is followed by no date, no version and no control number");
        }
        List<Fault> faults = new ArrayList<>(ending.faults().stream().map(fault -> named(fault, segment)).toList());
        char repetition = repetition(segment);
        if (ending.terminator() == separator) {
            return unreadable("004", "the segment terminator equals the element separator");
        }
        Delimiters delimiters = new Delimiters(separator, ending.component(), repetition, ending.terminator());
        return new Outcome.Header(segment, delimiters, ending.next(), faults);
    }

    private List<Integer> separators(char separator) {
        List<Integer> found = new ArrayList<>();
        int end = Math.min(payload.length(), start + SEARCH_MAX);
        for (int index = start + 3; index < end && found.size() < ELEMENTS; index++) {
            if (payload.at(index) == separator) {
                found.add(index);
            }
        }
        return found;
    }

    /** The sixteenth separator belongs to GS when the sender left out ISA16 with its separator. */
    private boolean swallowsNext(List<Integer> separators) {
        int usageStart = separators.get(14) + 1;
        int afterUsage = payload.skipBlanks(usageStart + 2);
        return separators.get(15) > usageStart + 1 && startsAnything(afterUsage);
    }

    private Ending withoutComponent(List<Integer> separators) {
        int terminatorAt = separators.get(14) + 2;
        char terminator = payload.at(terminatorAt);
        return new Ending(
                Delimiters.NONE,
                terminator == Delimiters.NONE ? '~' : terminator,
                Math.min(terminatorAt + 1, payload.length()),
                List.of(fault("027", Severity.ERROR, "ISA16, the component separator, is missing")));
    }

    private Ending ending(int lastSeparator, char separator) {
        char component = payload.at(lastSeparator + 1);
        char terminator = payload.at(lastSeparator + 2);
        if (terminator == Delimiters.NONE) {
            Fault fault = fault("023", Severity.REJECT, "the payload ends within ISA");
            return new Ending(Delimiters.NONE, '~', payload.length(), List.of(fault));
        }
        boolean forgotten = startsAnything(payload.skipBlanks(lastSeparator + 2))
                && (!isLineEnd(terminator) || nextSegmentEndsWith(component, lastSeparator + 2));
        if (forgotten) {
            Fault fault = fault("027", Severity.ERROR, "ISA16, the component separator, is missing");
            return new Ending(Delimiters.NONE, component, lastSeparator + 2, List.of(fault));
        }
        boolean usable = !Character.isLetterOrDigit(terminator) && terminator != ' ' && terminator != component;
        if (usable && startsAnything(payload.skipBlanks(lastSeparator + 3))) {
            return declared(component, terminator, separator, lastSeparator + 3);
        }
        return searched(component, separator, lastSeparator).orElseGet(() -> usable
                ? declared(component, terminator, separator, lastSeparator + 3)
                : unending(lastSeparator));
    }

    private Ending declared(char component, char terminator, char separator, int next) {
        List<Fault> faults = new ArrayList<>();
        char usable = component;
        if (component == separator || component == terminator || Character.isLetterOrDigit(component)) {
            faults.add(fault("027", Severity.ERROR, "ISA16 does not declare a usable component separator"));
            usable = Delimiters.NONE;
        }
        return new Ending(usable, terminator, next, faults);
    }

    /** ISA16 is wider than one character: the terminator is whatever stands before the next segment. */
    private Optional<Ending> searched(char component, char separator, int lastSeparator) {
        for (int index = lastSeparator + 3; index < lastSeparator + 40 && index < payload.length(); index++) {
            char before = payload.at(index - 1);
            if (before == separator) {
                break;
            }
            if (startsAnything(index) && !Character.isLetterOrDigit(before)) {
                Fault fault = fault("027", Severity.ERROR, "ISA16 is longer than one character");
                return Optional.of(new Ending(component, before, index, List.of(fault)));
            }
        }
        return Optional.empty();
    }

    private Ending unending(int lastSeparator) {
        Fault fault = fault("004", Severity.REJECT, "no segment terminator follows ISA16");
        return new Ending(Delimiters.NONE, '~', lastSeparator + 2, List.of(fault));
    }

    private boolean startsAnything(int index) {
        char separator = payload.at(start + 3);
        boolean two = payload.startsSegment(index, "GS") && payload.at(index + 2) == separator;
        boolean three = (payload.startsSegment(index, "TA1") || payload.startsSegment(index, "IEA"))
                && payload.at(index + 3) == separator;
        return two || three;
    }

    private boolean nextSegmentEndsWith(char candidate, int from) {
        int segment = payload.skipBlanks(from);
        int lineEnd = payload.indexOf('\n', segment);
        int end = lineEnd < 0 ? payload.length() : lineEnd;
        while (end > segment && (payload.at(end - 1) == '\r' || payload.at(end - 1) == ' ')) {
            end--;
        }
        return payload.at(end - 1) == candidate;
    }

    private Segment segment(List<Integer> separators, Ending ending) {
        List<String> elements = new ArrayList<>();
        List<Integer> offsets = new ArrayList<>();
        for (int element = 0; element < ELEMENTS - 1; element++) {
            int from = separators.get(element) + 1;
            boolean last = element == ELEMENTS - 2 && ending.component() == Delimiters.NONE
                    && separators.size() < ELEMENTS;
            int to = last || element + 1 >= separators.size() ? from + 1 : separators.get(element + 1);
            offsets.add(from);
            elements.add(payload.decode(Math.min(from, payload.length()), Math.min(to, payload.length())));
        }
        if (elements.get(14).length() > 1 && ending.component() == Delimiters.NONE) {
            elements.set(14, elements.get(14).substring(0, 1));
        }
        offsets.add(Math.min(ending.next(), payload.length()));
        elements.add(ending.component() == Delimiters.NONE ? "" : String.valueOf(ending.component()));
        return new Segment("ISA", elements, 1, start, offsets);
    }

    private static char repetition(Segment segment) {
        String declared = segment.element(11);
        boolean old = segment.element(12).strip().compareTo("00402") < 0;
        boolean usable = declared.length() == 1 && !Character.isLetterOrDigit(declared.charAt(0))
                && !declared.isBlank();
        return old || !usable ? Delimiters.NONE : declared.charAt(0);
    }

    private static boolean isNumber(String text) {
        return text.strip().matches("\\d{1,15}");
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private Fault fault(String code, Severity severity, String sentence) {
        return Fault.interchange(code, severity, Place.at(start), sentence);
    }

    private static Fault named(Fault fault, Segment segment) {
        return new Fault(
                fault.scope(), fault.code(), fault.severity(), Place.of(segment, 16), fault.sentence(), "");
    }

    private Outcome unreadable(String code, String sentence) {
        return new Outcome.Unreadable(fault(code, Severity.REJECT, sentence));
    }
}
