package io.crossdock.experience.edi.x12;

import io.crossdock.experience.edi.x12.Fault.Place;
import io.crossdock.experience.edi.x12.Fault.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Checks the values and the fixed widths of ISA (X12.5); the codes are those of TA105 (data element I18). */
final class IsaCheck {

    private record Rule(int element, int width, String code, Pattern value, Severity severity, String what) {

        Rule(int element, int width, String code, String value, Severity severity, String what) {
            this(element, width, code, Pattern.compile(value, Pattern.DOTALL), severity, what);
        }
    }

    private static final List<Rule> RULES = List.of(
            new Rule(1, 2, "010", "\\w\\w", Severity.ERROR, "authorization information qualifier"),
            new Rule(2, 10, "011", ".*", Severity.ERROR, "authorization information"),
            new Rule(3, 2, "012", "\\w\\w", Severity.ERROR, "security information qualifier"),
            new Rule(4, 10, "013", ".*", Severity.ERROR, "security information"),
            new Rule(5, 2, "005", "\\w\\w", Severity.ERROR, "sender qualifier"),
            new Rule(6, 15, "006", "\\S.*", Severity.REJECT, "sender"),
            new Rule(7, 2, "007", "\\w\\w", Severity.ERROR, "receiver qualifier"),
            new Rule(8, 15, "008", "\\S.*", Severity.REJECT, "receiver"),
            new Rule(9, 6, "014", "\\d{6}", Severity.ERROR, "date"),
            new Rule(10, 4, "015", "([01]\\d|2[0-3])[0-5]\\d", Severity.ERROR, "time"),
            new Rule(11, 1, "016", ".", Severity.ERROR, "standards identifier or repetition separator"),
            new Rule(12, 5, "017", "00[2-9]\\d\\d", Severity.ERROR, "version"),
            new Rule(13, 9, "018", "\\d{1,9}", Severity.REJECT, "control number"),
            new Rule(14, 1, "019", "[01]", Severity.ERROR, "acknowledgment requested"),
            new Rule(15, 1, "020", "[PTIpti]", Severity.ERROR, "usage indicator"));

    private IsaCheck() {}

    static List<Fault> check(Segment isa) {
        List<Fault> faults = new ArrayList<>();
        for (Rule rule : RULES) {
            String raw = isa.element(rule.element());
            Place place = Place.of(isa, rule.element());
            if (!rule.value().matcher(rule.width() == 1 ? raw : Values.trimmed(raw)).matches() || isBadDate(rule, raw)) {
                faults.add(fault(rule, rule.severity(), place, "is not valid", raw));
            } else if (raw.length() != rule.width()) {
                String problem = "has " + raw.length() + " characters instead of " + rule.width();
                faults.add(fault(rule, Severity.ERROR, place, problem, raw));
            }
        }
        return faults;
    }

    private static boolean isBadDate(Rule rule, String raw) {
        return rule.element() == 9 && !Values.isDate(Values.trimmed(raw));
    }

    private static Fault fault(Rule rule, Severity severity, Place place, String problem, String raw) {
        String sentence = "ISA%02d, the %s, %s".formatted(rule.element(), rule.what(), problem);
        return new Fault(Fault.Scope.INTERCHANGE, rule.code(), severity, place, sentence, Values.trimmed(raw));
    }
}
