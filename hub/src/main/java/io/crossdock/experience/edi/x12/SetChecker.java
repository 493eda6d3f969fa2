package io.crossdock.experience.edi.x12;

import io.crossdock.experience.edi.x12.Fault.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks transaction sets against a dictionary and puts their segments into loops. Thread-safe. */
public final class SetChecker {

    private final Dictionary dictionary;
    private final Limits limits;

    public SetChecker(Dictionary dictionary, Limits limits) {
        this.dictionary = dictionary;
        this.limits = limits;
    }

    /**
     * Checks one set of a group. All faults are found, up to the limit; none of them keeps the rest from being
     * understood.
     */
    public Understood check(TransactionSet set, Group group, Delimiters delimiters) {
        List<Fault> faults = new ArrayList<>(set.faults());
        Optional<SetRule> rule = dictionary.set(set.type());
        if (rule.isEmpty()) {
            return unsupported(set, faults);
        }
        Place header = Place.of(set.segments().getFirst(), 1).inSet(1);
        if (!rule.get().functionalId().equalsIgnoreCase(group.functionalId())) {
            faults.add(Fault.set("6", header, "a set " + set.type() + " does not belong into a group "
                    + group.functionalId()));
        }
        SetMatcher matcher = new SetMatcher(dictionary, rule.get(), set);
        Loop body = matcher.match();
        List<Fault> content = new ArrayList<>(matcher.faults());
        ElementCheck elements = new ElementCheck(dictionary, delimiters);
        for (int index = 1; index < matcher.bodyEnd(); index++) {
            if (content.size() < limits.faults()) {
                content.addAll(elements.check(set.segments().get(index), index + 1));
            }
        }
        content.sort(java.util.Comparator.comparingInt(fault -> fault.place().segmentInSet()));
        faults.addAll(content.subList(0, Math.min(content.size(), limits.faults())));
        return new Understood(set, body, faults);
    }

    private static Understood unsupported(TransactionSet set, List<Fault> faults) {
        Place header = Place.of(set.segments().getFirst(), 1).inSet(1);
        if (faults.stream().noneMatch(fault -> fault.code().equals("6"))) {
            faults.add(Fault.set("1", header, "transaction sets " + set.type() + " are not read here"));
        }
        return new Understood(set, new Loop(set.segments().getFirst(), List.of()), faults);
    }
}
