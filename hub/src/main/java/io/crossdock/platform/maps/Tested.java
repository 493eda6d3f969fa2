package io.crossdock.platform.maps;

import java.util.List;

/**
 * A map against its samples.
 *
 * @param fields what the inputs of all samples have, with {@code *} for places in lists
 * @param unread those of them that the map never read
 */
public record Tested(GovernedMap map, List<Case> cases, List<String> fields, List<String> unread) {

    /** How a sample came out. */
    public enum Result { AS_EXPECTED, DIFFERS, FAILED }

    /** @param says what came out instead, or why nothing did; empty when it is as expected */
    public record Case(Sample sample, Result result, String says) {
    }

    public Tested {
        cases = List.copyOf(cases);
        fields = List.copyOf(fields);
        unread = List.copyOf(unread);
    }

    public boolean isGood() {
        return cases.stream().allMatch(each -> each.result() == Result.AS_EXPECTED);
    }

    /** Percent of the fields that are read; 0 without samples. */
    public int coverage() {
        return fields.isEmpty() ? 0 : 100 * (fields.size() - unread.size()) / fields.size();
    }
}
