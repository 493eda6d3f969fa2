package io.crossdock.trials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An interchange as its receiver reads it, by the standard alone: separators where ISA puts them, every count and
 * every control number checked against what is there.
 *
 * @param segments from ISA to IEA, each as its identifier and its elements
 */
record Paper(List<List<String>> segments) {

    private static final int ISA_LENGTH = 106;

    static Paper read(String raw) {
        assertThat(raw).as("begins with a whole ISA").startsWith("ISA").hasSizeGreaterThan(ISA_LENGTH);
        String element = Pattern.quote(raw.substring(3, 4));
        String terminator = raw.substring(ISA_LENGTH - 1, ISA_LENGTH);
        assertThat(raw.strip()).as("ends with a terminator").endsWith(terminator.strip());
        List<List<String>> segments = new ArrayList<>();
        for (String segment : raw.split(Pattern.quote(terminator))) {
            if (!segment.isBlank()) {
                segments.add(List.of(segment.strip().split(element, -1)));
            }
        }
        Paper paper = new Paper(List.copyOf(segments));
        paper.requireSound(raw);
        return paper;
    }

    private void requireSound(String raw) {
        List<String> isa = segments.getFirst();
        List<String> iea = segments.getLast();
        assertThat(isa).as(raw).hasSize(17);
        assertThat(iea).as(raw).containsExactly("IEA", String.valueOf(all("GS").size()), isa.get(13));
        assertThat(all("GS").stream().map(gs -> gs.get(6))).as(raw)
                .containsExactlyElementsOf(all("GE").stream().map(ge -> ge.get(2)).toList());
        int from = 0;
        for (int at = 0; at < segments.size(); at++) {
            List<String> segment = segments.get(at);
            switch (segment.getFirst()) {
                case "ST" -> from = at;
                case "SE" -> assertThat(segment).as(raw).containsExactly("SE", String.valueOf(at - from + 1),
                        segments.get(from).get(2));
                case "GE" -> assertThat(segment.get(1)).as(raw).isEqualTo(String.valueOf(all("ST").size()));
                default -> assertThat(segment.getFirst()).as(raw).matches("[A-Z][A-Z0-9]{1,2}");
            }
        }
    }

    /** ISA13. */
    int control() {
        return Integer.parseInt(value("ISA", 13));
    }

    /** ST01 of its one transaction set; {@code TA1} when it has none. */
    String kind() {
        return all("ST").isEmpty() ? "TA1" : value("ST", 1);
    }

    /** All segments of this identifier. */
    List<List<String>> all(String id) {
        return segments.stream().filter(segment -> segment.getFirst().equals(id)).toList();
    }

    /** An element of the first segment of this identifier; empty when it is not there. */
    String value(String id, int element) {
        return all(id).stream().findFirst().filter(segment -> segment.size() > element)
                .map(segment -> segment.get(element)).orElse("");
    }

    /** One element of every segment of this identifier. */
    List<String> values(String id, int element) {
        return all(id).stream().map(segment -> segment.size() > element ? segment.get(element) : "").toList();
    }
}
