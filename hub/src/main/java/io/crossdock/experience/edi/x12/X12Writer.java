package io.crossdock.experience.edi.x12;

import io.crossdock.experience.edi.x12.ElementRule.Composite;
import io.crossdock.experience.edi.x12.ElementRule.Simple;
import java.text.Normalizer;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes interchanges. Counts and control references are always right because they are computed here; a value never
 * breaks a document because X12 has no release character and so every delimiter inside a value becomes a blank.
 * Thread-safe.
 */
public final class X12Writer {

    private static final DateTimeFormatter DATE6 = DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);
    private static final DateTimeFormatter DATE8 = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmm", Locale.ROOT);

    private static final String FOREIGN = "\u00D7\u2013\u2014\u2010\u2011\u2018\u2019\u201C\u201D\u00D8\u00F8\u00DF\u00B0";
    private static final String FAMILIAR = "x----''\"\"Oosd";

    private final Dictionary dictionary;

    public X12Writer(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    /**
     * One whole interchange in ASCII.
     *
     * @param acknowledgments TA1 segments, written before the first group
     * @throws IllegalArgumentException when a number or code does not fit its element; texts are cut to fit
     */
    public String write(Envelope envelope, List<Draft> acknowledgments, List<GroupDraft> groups) {
        StringBuilder out = new StringBuilder();
        Delimiters delimiters = envelope.delimiters();
        out.append(header(envelope)).append(delimiters.terminator()).append(envelope.lineEnd());
        acknowledgments.forEach(draft -> append(out, draft, envelope));
        groups.forEach(group -> append(out, group, envelope));
        append(out, Draft.of("IEA", String.valueOf(groups.size()), digits(envelope.control(), 9)), envelope);
        return out.toString();
    }

    private static String header(Envelope envelope) {
        Delimiters delimiters = envelope.delimiters();
        boolean repeats = envelope.interchangeVersion().compareTo("00402") >= 0
                && delimiters.repetition() != Delimiters.NONE;
        return Stream.of(
                        "ISA", "00", " ".repeat(10), "00", " ".repeat(10),
                        envelope.sender().qualifier(), padded(clean(envelope.sender().id(), delimiters)),
                        envelope.receiver().qualifier(), padded(clean(envelope.receiver().id(), delimiters)),
                        DATE6.format(envelope.at()), TIME.format(envelope.at()),
                        repeats ? String.valueOf(delimiters.repetition()) : "U",
                        envelope.interchangeVersion(), digits(envelope.control(), 9), "0",
                        envelope.test() ? "T" : "P", String.valueOf(delimiters.component()))
                .collect(Collectors.joining(String.valueOf(delimiters.element())));
    }

    private void append(StringBuilder out, GroupDraft group, Envelope envelope) {
        append(out, Draft.of("GS", group.functionalId(), envelope.groupSender(), envelope.groupReceiver(),
                DATE8.format(envelope.at()), TIME.format(envelope.at()), String.valueOf(group.control()), "X",
                envelope.version()), envelope);
        for (int index = 0; index < group.sets().size(); index++) {
            SetDraft set = group.sets().get(index);
            String control = digits(index + 1L, 4);
            append(out, Draft.of("ST", set.type(), control), envelope);
            set.body().forEach(draft -> append(out, draft, envelope));
            append(out, Draft.of("SE", String.valueOf(set.body().size() + 2), control), envelope);
        }
        append(out, Draft.of("GE", String.valueOf(group.sets().size()), String.valueOf(group.control())), envelope);
    }

    private void append(StringBuilder out, Draft draft, Envelope envelope) {
        Delimiters delimiters = envelope.delimiters();
        Optional<SegmentRule> rule = dictionary.segment(draft.id());
        List<String> elements = new ArrayList<>();
        for (int index = 0; index < draft.elements().size(); index++) {
            elements.add(element(draft, index, rule, delimiters));
        }
        while (!elements.isEmpty() && elements.getLast().isEmpty()) {
            elements.removeLast();
        }
        out.append(draft.id());
        elements.forEach(text -> out.append(delimiters.element()).append(text));
        out.append(delimiters.terminator()).append(envelope.lineEnd());
    }

    private static String element(Draft draft, int index, Optional<SegmentRule> rule, Delimiters delimiters) {
        Optional<ElementRule> known = rule.filter(found -> index < found.uses().size())
                .map(found -> found.uses().get(index).rule());
        List<String> components = draft.elements().get(index);
        List<String> texts = new ArrayList<>();
        for (int number = 0; number < components.size(); number++) {
            String name = "%s%02d".formatted(draft.id(), index + 1);
            texts.add(value(components.get(number), simple(known, number), delimiters, name));
        }
        while (!texts.isEmpty() && texts.getLast().isEmpty()) {
            texts.removeLast();
        }
        return String.join(String.valueOf(delimiters.component()), texts);
    }

    private static Optional<Simple> simple(Optional<ElementRule> rule, int component) {
        return rule.flatMap(known -> switch (known) {
            case Simple simple -> Optional.of(simple);
            case Composite composite -> component < composite.components().size()
                    ? Optional.of(composite.components().get(component))
                    : Optional.empty();
        });
    }

    private static String value(String raw, Optional<Simple> rule, Delimiters delimiters, String name) {
        String clean = clean(raw, delimiters);
        if (rule.isEmpty() || clean.isEmpty()) {
            return clean;
        }
        Simple simple = rule.get();
        int length = switch (simple.type()) {
            case INTEGER, DECIMAL -> Values.numericLength(clean);
            case TEXT, CODE, DATE, TIME -> clean.length();
        };
        if (length <= simple.greatest()) {
            return clean;
        }
        if (simple.type() == ElementRule.Type.TEXT) {
            return clean.substring(0, simple.greatest()).strip();
        }
        throw new IllegalArgumentException(name + " holds at most " + simple.greatest() + " characters: " + clean);
    }

    private static String ascii(String raw) {
        String plain = Normalizer.normalize(raw, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
        StringBuilder ascii = new StringBuilder(plain.length());
        for (int index = 0; index < plain.length(); index++) {
            int known = FOREIGN.indexOf(plain.charAt(index));
            ascii.append(known < 0 ? plain.charAt(index) : FAMILIAR.charAt(known));
        }
        return ascii.toString();
    }

    private static String clean(String raw, Delimiters delimiters) {
        String ascii = ascii(raw);
        StringBuilder clean = new StringBuilder(ascii.length());
        for (int index = 0; index < ascii.length(); index++) {
            char c = ascii.charAt(index);
            boolean printable = c >= ' ' && c < '\u007F';
            boolean blank = delimiters.contains(c) || Character.isISOControl(c) || Character.isWhitespace(c);
            clean.append(blank ? ' ' : printable ? c : '?');
        }
        return clean.toString().strip();
    }

    private static String padded(String id) {
        return id + " ".repeat(15 - id.length());
    }

    private static String digits(long number, int width) {
        return String.format(Locale.ROOT, "%0" + width + "d", number);
    }
}
