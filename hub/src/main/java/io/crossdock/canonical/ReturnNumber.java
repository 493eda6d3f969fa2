package io.crossdock.canonical;

import java.util.Optional;
import java.util.regex.Pattern;

/** The number of a return as people write it on the parcel: {@code RMA-1001}. */
public record ReturnNumber(String value) implements Comparable<ReturnNumber> {

    private static final Pattern FORM = Pattern.compile("RMA-[0-9]{1,12}");

    public ReturnNumber {
        Text.matching(value, FORM, "a return number such as RMA-1001");
    }

    public static Optional<ReturnNumber> parse(String value) {
        return Text.attempt(() -> new ReturnNumber(value));
    }

    @Override
    public int compareTo(ReturnNumber other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
