package io.crossdock.experience.edi.x12;

import io.crossdock.experience.edi.x12.ElementRule.Composite;
import io.crossdock.experience.edi.x12.ElementRule.Simple;
import io.crossdock.experience.edi.x12.Fault.Place;
import io.crossdock.experience.edi.x12.Fault.Severity;
import io.crossdock.experience.edi.x12.SegmentRule.Condition;
import io.crossdock.experience.edi.x12.SegmentRule.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Checks the elements of segments (X12.6 §3.5); the codes are those of AK403 (data element 723). */
final class ElementCheck {

    private final Dictionary dictionary;
    private final Delimiters delimiters;

    ElementCheck(Dictionary dictionary, Delimiters delimiters) {
        this.dictionary = dictionary;
        this.delimiters = delimiters;
    }

    /** Checks one segment; a segment the dictionary does not know has no element faults. */
    List<Fault> check(Segment segment, int number) {
        List<Fault> faults = new ArrayList<>();
        dictionary.segment(segment.id()).ifPresent(rule -> check(segment, number, rule, faults));
        return faults;
    }

    private void check(Segment segment, int number, SegmentRule rule, List<Fault> faults) {
        int known = rule.uses().size();
        for (int element = 1; element <= known; element++) {
            Use use = rule.uses().get(element - 1);
            String text = segment.element(element);
            Place place = Place.of(segment, element).inSet(number);
            if (isEmpty(text)) {
                if (use.mandatory()) {
                    faults.add(fault("1", Severity.REJECT, reference(place, use), "is missing", segment, text));
                }
            } else {
                checkValue(use.rule(), text, place, segment, faults);
            }
        }
        for (int element = known + 1; element <= segment.elements().size() && !rule.open(); element++) {
            if (!segment.element(element).isBlank()) {
                Place place = Place.of(segment, element).inSet(number);
                faults.add(fault("3", Severity.ERROR, place, "is one too many", segment, segment.element(element)));
                break;
            }
        }
        rule.conditions().forEach(condition -> checkCondition(condition, rule, segment, number, faults));
    }

    private void checkValue(ElementRule rule, String text, Place place, Segment segment, List<Fault> faults) {
        switch (rule) {
            case Simple simple -> checkSimple(simple, text, place.dataElement(simple.reference(), 0), segment, faults);
            case Composite composite -> checkComposite(composite, text, place, segment, faults);
        }
    }

    private void checkComposite(Composite rule, String text, Place place, Segment segment, List<Fault> faults) {
        List<String> components = delimiters.component() == Delimiters.NONE
                ? List.of(text)
                : List.of(text.split(Pattern.quote(String.valueOf(delimiters.component())), -1));
        for (int index = 0; index < Math.min(components.size(), rule.components().size()); index++) {
            Simple simple = rule.components().get(index);
            if (!components.get(index).isBlank()) {
                Place exact = place.dataElement(simple.reference(), index + 1);
                checkSimple(simple, components.get(index), exact, segment, faults);
            }
        }
    }

    private void checkSimple(Simple rule, String text, Place place, Segment segment, List<Fault> faults) {
        String value = text.stripTrailing();
        if (value.chars().anyMatch(Character::isISOControl)) {
            faults.add(fault("6", Severity.ERROR, place, "holds a control character", segment, value));
        }
        int length = isNumeric(rule) ? Values.numericLength(value) : value.length();
        if (length > rule.greatest()) {
            faults.add(fault("5", Severity.ERROR, place, "is longer than " + rule.greatest(), segment, value));
        } else if (length < rule.least() && !isNumeric(rule)) {
            faults.add(fault("4", Severity.ERROR, place, "is shorter than " + rule.least(), segment, value));
        }
        String code = typeFault(rule, value);
        if (!code.isEmpty()) {
            faults.add(fault(code, Severity.REJECT, place, "is not " + wanted(rule), segment, value));
        }
    }

    private static String typeFault(Simple rule, String value) {
        boolean good = switch (rule.type()) {
            case TEXT -> true;
            case CODE -> rule.codes().isEmpty() || rule.codes().contains(value);
            case INTEGER -> Values.isInteger(value);
            case DECIMAL -> Values.isDecimal(value);
            case DATE -> Values.isDate(value);
            case TIME -> Values.isTime(value);
        };
        String code = switch (rule.type()) {
            case TEXT, INTEGER, DECIMAL -> "6";
            case CODE -> "7";
            case DATE -> "8";
            case TIME -> "9";
        };
        return good ? "" : code;
    }

    private static String wanted(Simple rule) {
        return switch (rule.type()) {
            case TEXT -> "a text";
            case CODE -> "an allowed code";
            case INTEGER -> "an integer";
            case DECIMAL -> "a number";
            case DATE -> "a date";
            case TIME -> "a time";
        };
    }

    private static boolean isNumeric(Simple rule) {
        return rule.type() == ElementRule.Type.INTEGER || rule.type() == ElementRule.Type.DECIMAL;
    }

    private void checkCondition(
            Condition condition, SegmentRule rule, Segment segment, int number, List<Fault> faults) {
        List<Integer> elements = condition.elements();
        long present = elements.stream().filter(element -> isPresent(segment, element)).count();
        boolean first = isPresent(segment, elements.getFirst());
        boolean broken = switch (condition.relation()) {
            case PAIRED -> present > 0 && present < elements.size();
            case REQUIRED -> present == 0;
            case EXCLUSION -> present > 1;
            case CONDITIONAL -> first && present < elements.size();
            case LIST -> first && present == 1;
        };
        if (broken) {
            // Two conditions may miss the same element; the partner needs to hear it once.
            boolean excluded = condition.relation() == SegmentRule.Relation.EXCLUSION;
            int missing = elements.stream().filter(element -> isPresent(segment, element) == excluded)
                    .findFirst().orElse(elements.getFirst());
            Use use = rule.uses().get(missing - 1);
            Place place = reference(Place.of(segment, missing).inSet(number), use);
            String sentence = excluded ? "may not stand beside another" : "is required beside another";
            Fault fault = fault(excluded ? "10" : "2", Severity.ERROR, place, sentence, segment, "");
            if (!faults.contains(fault)) {
                faults.add(fault);
            }
        }
    }

    private static boolean isPresent(Segment segment, int element) {
        return !isEmpty(segment.element(element));
    }

    /** What holds nothing that can be read says nothing. */
    private static boolean isEmpty(String text) {
        return text.chars().allMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
    }

    private static Place reference(Place place, Use use) {
        return use.rule() instanceof Simple simple ? place.dataElement(simple.reference(), 0) : place;
    }

    private static Fault fault(
            String code, Severity severity, Place place, String problem, Segment segment, String value) {
        String name = "%s%02d".formatted(segment.id(), place.element());
        String full = place.component() == 0 ? name : name + "-" + place.component();
        return new Fault(Fault.Scope.ELEMENT, code, severity, place, full + " " + problem, value);
    }
}
