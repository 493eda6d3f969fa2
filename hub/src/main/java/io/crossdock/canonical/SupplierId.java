package io.crossdock.canonical;

import java.util.Optional;
import java.util.regex.Pattern;

/** A supplier as the landscape names it. */
public record SupplierId(String value) implements Comparable<SupplierId> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");

    public SupplierId {
        Text.matching(value, FORM, "a supplier id");
    }

    public static Optional<SupplierId> parse(String value) {
        return Text.attempt(() -> new SupplierId(value));
    }

    @Override
    public int compareTo(SupplierId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
