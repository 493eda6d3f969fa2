package io.crossdock.canonical;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A GS1 Global Trade Item Number of 8, 12, 13 or 14 digits with a right check digit. The digits are kept as
 * they were written; {@link #canonical()} compares across lengths.
 */
public record Gtin(String value) {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{8}|[0-9]{12,14}");

    public Gtin {
        Text.matching(value, DIGITS, "a GTIN of 8, 12, 13 or 14 digits");
        CheckDigit.require(value, "GTIN");
    }

    public static Optional<Gtin> parse(String value) {
        return Text.attempt(() -> new Gtin(value));
    }

    /** The number with its check digit put behind {@code body} of 7, 11, 12 or 13 digits. */
    public static Gtin complete(String body) {
        return new Gtin(body + CheckDigit.of(body));
    }

    /** The number in 14 digits, padded with zeros at the left: one form for look-ups. */
    public Gtin canonical() {
        return value.length() == 14 ? this : new Gtin("0".repeat(14 - value.length()) + value);
    }

    @Override
    public String toString() {
        return value;
    }
}
