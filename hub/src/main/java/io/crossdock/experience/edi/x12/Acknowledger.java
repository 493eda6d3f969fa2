package io.crossdock.experience.edi.x12;

import io.crossdock.experience.edi.x12.Fault.Scope;
import io.crossdock.experience.edi.x12.Fault.Severity;
import io.crossdock.experience.edi.x12.Understood.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers what was received: 997 for groups (X12.20), TA1 for interchanges (X12.56). */
public final class Acknowledger {

    private static final int CODES_MAX = 5;

    /**
     * The answer to one group.
     *
     * @param verdict AK901: A, E, P or R
     * @param accepted AK904
     */
    public record FunctionalAnswer(SetDraft set, String verdict, int accepted) {}

    /** AK902 has six digits; a damaged GE01 may claim more sets than that. */
    private static final int AK9_MOST = 999_999;

    private Acknowledger() {}

    /** The 997 of a group whose sets have been checked, in their order. */
    public static FunctionalAnswer functional(Group group, List<Understood> sets) {
        List<Draft> body = new ArrayList<>();
        body.add(Draft.of("AK1", cut(group.functionalId(), 2), digitsUpTo9(group.control())));
        boolean refused = group.faults().stream().anyMatch(Fault::rejects);
        sets.forEach(set -> append(body, set, refused));
        int accepted = refused ? 0 : (int) sets.stream()
                .filter(set -> set.verdict() != Verdict.REJECTED).count();
        String verdict = verdict(group, sets, accepted);
        List<String> last = new ArrayList<>(List.of(verdict, String.valueOf(Math.min(group.declaredSets(), AK9_MOST)),
                String.valueOf(group.sets().size()), String.valueOf(accepted)));
        last.addAll(codes(group.faults(), Scope.GROUP));
        body.add(Draft.of("AK9", last.toArray(String[]::new)));
        return new FunctionalAnswer(new SetDraft("997", body), verdict, accepted);
    }

    private static String verdict(Group group, List<Understood> sets, int accepted) {
        boolean refused = group.faults().stream().anyMatch(Fault::rejects);
        if (refused || (accepted == 0 && !sets.isEmpty())) {
            return "R";
        }
        if (accepted < sets.size()) {
            return "P";
        }
        boolean flawed = group.faults().stream().anyMatch(Fault::isReported)
                || sets.stream().anyMatch(set -> set.verdict() == Verdict.WITH_ERRORS);
        return flawed ? "E" : "A";
    }

    private static void append(List<Draft> body, Understood set, boolean groupRefused) {
        body.add(Draft.of("AK2", cut(set.set().type(), 3), cut(set.set().control(), 9)));
        List<Fault> content = set.faults().stream().filter(Fault::isReported)
                .filter(fault -> fault.scope() == Scope.SEGMENT || fault.scope() == Scope.ELEMENT).toList();
        bySegment(content).values().forEach(faults -> append(body, set, faults));
        List<String> last = new ArrayList<>();
        last.add(groupRefused ? "R" : code(set.verdict()));
        last.addAll(codes(set.faults(), Scope.SET));
        if (!content.isEmpty() && last.size() <= CODES_MAX) {
            last.add("5");
        }
        body.add(Draft.of("AK5", last.toArray(String[]::new)));
    }

    /** One AK3 carries the element faults of a segment; each segment fault needs an AK3 of its own. */
    private static Map<String, List<Fault>> bySegment(List<Fault> faults) {
        Map<String, List<Fault>> segments = new LinkedHashMap<>();
        for (Fault fault : faults) {
            String kind = fault.scope() == Scope.ELEMENT ? "8" : fault.code() + ":" + fault.place().segmentId();
            String key = fault.place().segmentInSet() + "/" + kind;
            segments.computeIfAbsent(key, none -> new ArrayList<>()).add(fault);
        }
        return segments;
    }

    private static void append(List<Draft> body, Understood set, List<Fault> faults) {
        Fault first = faults.getFirst();
        String id = first.place().segmentId();
        String loop = loop(set, first).orElse("");
        boolean elements = first.scope() == Scope.ELEMENT;
        body.add(Draft.of("AK3", id.matches("[A-Z][A-Z0-9]{1,2}") ? id : "UNK",
                String.valueOf(first.place().segmentInSet()), loop, elements ? "8" : first.code()));
        if (elements) {
            faults.forEach(fault -> body.add(element(fault)));
        }
    }

    private static Optional<String> loop(Understood set, Fault fault) {
        return SetMatcher.loopOf(set.body(), fault.place().segmentInSet());
    }

    private static Draft element(Fault fault) {
        Fault.Place place = fault.place();
        List<String> position = place.component() == 0
                ? List.of(String.valueOf(place.element()))
                : List.of(String.valueOf(place.element()), String.valueOf(place.component()));
        String reference = place.dataElement() == 0 ? "" : String.valueOf(place.dataElement());
        return new Draft("AK4",
                List.of(position, List.of(reference), List.of(fault.code()), List.of(fault.badValue())));
    }

    private static String code(Verdict verdict) {
        return switch (verdict) {
            case ACCEPTED -> "A";
            case WITH_ERRORS -> "E";
            case REJECTED -> "R";
        };
    }

    private static List<String> codes(List<Fault> faults, Scope scope) {
        return faults.stream().filter(fault -> fault.scope() == scope && fault.isReported())
                .map(Fault::code).distinct().limit(CODES_MAX).toList();
    }

    /** The TA1 of an interchange; {@code further} are faults only the receiver knows, as "duplicate". */
    public static Draft interchange(Interchange interchange, List<Fault> further) {
        List<Fault> faults = new ArrayList<>(interchange.faults());
        faults.addAll(further);
        Optional<Fault> worst = faults.stream().filter(Fault::isReported)
                .max(Comparator.comparing(Fault::severity).thenComparing(fault -> -faults.indexOf(fault)));
        String verdict = worst.map(fault -> fault.severity() == Severity.REJECT ? "R" : "E").orElse("A");
        String control = interchange.control().replaceAll("\\D", "");
        return Draft.of("TA1",
                "0".repeat(Math.max(0, 9 - control.length())) + control.substring(Math.max(0, control.length() - 9)),
                digits(interchange.header().element(9), 6), digits(interchange.header().element(10), 4), verdict,
                worst.map(Fault::code).orElse("000"));
    }

    /** Answers copy what the sender wrote, but must be well-formed: each character stays one when it is written. */
    private static String cut(String text, int max) {
        String plain = text.replaceAll("[^ -~]", "?");
        return plain.length() <= max ? plain : plain.substring(0, max);
    }

    private static String digitsUpTo9(String text) {
        return cut(text.replaceAll("\\D", ""), 9);
    }

    private static String digits(String text, int width) {
        String digits = text.replaceAll("\\D", "");
        return digits.length() == width ? digits : "0".repeat(width);
    }
}
