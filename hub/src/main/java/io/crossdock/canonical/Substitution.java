package io.crossdock.canonical;

import java.util.Arrays;
import java.util.Optional;

/** Whether another item may be sent instead of one that is missing, and at which price. */
public enum Substitution {
    /** Never. */
    NO,
    /** At its own price, if that is lower, otherwise at the price of the item it stands for. */
    NEVER_DEARER,
    /** At its own price, whichever that is; without one at the price of the item it stands for. */
    OWN_PRICE;

    /** Reads {@code never_dearer}. */
    public static Optional<Substitution> parse(String label) {
        return Arrays.stream(values()).filter(each -> each.label().equals(label)).findFirst();
    }

    /** The name as it is written outside: {@code never_dearer}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
