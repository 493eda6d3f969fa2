package io.crossdock.canonical;

import java.util.Optional;
import java.util.regex.Pattern;

/** A place goods leave from: a warehouse ({@code ATL}) or a supplier that ships for us. */
public record LocationId(String value) implements Comparable<LocationId> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");

    public LocationId {
        Text.matching(value, FORM, "a location");
    }

    public static Optional<LocationId> parse(String value) {
        return Text.attempt(() -> new LocationId(value));
    }

    @Override
    public int compareTo(LocationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
