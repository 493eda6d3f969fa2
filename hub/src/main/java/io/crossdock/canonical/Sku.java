package io.crossdock.canonical;

import java.util.Optional;
import java.util.regex.Pattern;

/** Our own number of an item, such as {@code CD-10042}: 1 to 40 letters, digits and {@code . _ / -}. */
public record Sku(String value) implements Comparable<Sku> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,39}");

    public Sku {
        Text.matching(value, FORM, "an item number");
    }

    public static Optional<Sku> parse(String value) {
        return Text.attempt(() -> new Sku(value));
    }

    @Override
    public int compareTo(Sku other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
