package io.crossdock.canonical;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What every text inside a noun must keep: something in it, a bound, no control characters. */
final class Text {

    private Text() {
    }

    static String required(String value, int maxLength, String what) {
        refuse(value.isBlank(), what + " is empty");
        return bounded(value, maxLength, what);
    }

    static String bounded(String value, int maxLength, String what) {
        refuse(value.length() > maxLength, what + " is longer than " + maxLength + " characters");
        refuse(value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t'),
                what + " contains a control character");
        return value;
    }

    static String matching(String value, Pattern pattern, String what) {
        refuse(!pattern.matcher(value).matches(), "'" + abbreviated(value) + "' is not " + what);
        return value;
    }

    static void refuse(boolean wrong, String why) {
        if (wrong) {
            throw new IllegalArgumentException(why);
        }
    }

    static <T> Optional<T> attempt(Supplier<T> construction) {
        try {
            return Optional.of(construction.get());
        } catch (IllegalArgumentException expected) {
            return Optional.empty();
        }
    }

    private static String abbreviated(String value) {
        return value.length() <= 40 ? value : value.substring(0, 40) + "…";
    }
}
