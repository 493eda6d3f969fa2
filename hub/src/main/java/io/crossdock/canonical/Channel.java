package io.crossdock.canonical;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The way an order came to us. */
public enum Channel {
    PORTAL,
    SALES,
    EDI,
    MARKETPLACE;

    /** Reads {@code portal} or {@code PORTAL}. */
    public static Optional<Channel> parse(String name) {
        return Arrays.stream(values()).filter(each -> each.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    /** The name as it is written outside: {@code portal}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
