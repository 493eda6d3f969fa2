package io.crossdock.canonical;

import java.util.Optional;
import java.util.regex.Pattern;

/** One of the addresses an account has on file. */
public record ShipToId(String value) implements Comparable<ShipToId> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");

    public ShipToId {
        Text.matching(value, FORM, "a ship-to address id");
    }

    public static Optional<ShipToId> parse(String value) {
        return Text.attempt(() -> new ShipToId(value));
    }

    @Override
    public int compareTo(ShipToId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
