package io.crossdock.canonical;

import java.util.Optional;
import java.util.regex.Pattern;

/** A GS1 Global Location Number: 13 digits with a right check digit. */
public record Gln(String value) {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{13}");

    public Gln {
        Text.matching(value, DIGITS, "a GLN of 13 digits");
        CheckDigit.require(value, "GLN");
    }

    public static Optional<Gln> parse(String value) {
        return Text.attempt(() -> new Gln(value));
    }

    /** The number with its check digit put behind {@code body} of 12 digits. */
    public static Gln complete(String body) {
        return new Gln(body + CheckDigit.of(body));
    }

    @Override
    public String toString() {
        return value;
    }
}
