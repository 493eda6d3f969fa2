package io.crossdock.experience.edi.changes;

import io.crossdock.canonical.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the lines of an 860 stand: the number of their POC segment, as AK301 of a 997 counts (ST is 1). */
record Segments(List<Integer> lines) {

    private static final Pattern LINE = Pattern.compile("/lines/(\\d{1,6})(/.*)?");

    /** @param body what stands between ST and SE, as it came */
    static Segments of(String body) {
        String text = body.strip();
        if (text.length() < 4) {
            return new Segments(List.of());
        }
        char last = text.charAt(text.length() - 1);
        String terminator = Character.isLetterOrDigit(last) ? "\n" : String.valueOf(last);
        List<Integer> lines = new ArrayList<>();
        int number = 1;
        for (String segment : text.split(Pattern.quote(terminator))) {
            number++;
            if (segment.strip().startsWith("POC" + text.charAt(3))) {
                lines.add(number);
            }
        }
        return new Segments(lines);
    }

    /** From 0; empty when a fault is about the whole document. */
    static Optional<Integer> place(Fault fault) {
        Matcher matcher = LINE.matcher(fault.pointer());
        return matcher.matches() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
    }

    /** For the partner: where, what, and the code that a program can read. */
    String sentence(Fault fault) {
        return place(fault).map(place -> "Line " + (place + 1) + (place < lines.size()
                ? " (segment " + lines.get(place) + ")" : "") + ": ").orElse("")
                + fault.message() + " [" + fault.code() + "]";
    }
}
