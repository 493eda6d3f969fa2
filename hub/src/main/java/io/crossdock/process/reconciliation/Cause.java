package io.crossdock.process.reconciliation;

import java.util.Locale;

/** Why two systems differ when nothing is under way. */
public enum Cause {
    /** The other system is ahead, and what it did has never reached us. */
    MESSAGE_LOST("A message was lost"),
    /** We know a later movement than the other system has ever made. */
    HUB_AHEAD("We are ahead of them"),
    /** Both have the same last movement and another quantity after it. */
    COUNT_DIFFERS("The counts differ"),
    /** They say something else without having changed it since. */
    VALUES_DIFFER("The values differ"),
    /** They have something of which we know nothing. */
    UNKNOWN_TO_US("They have what we do not know"),
    /** We have something of which they know nothing. */
    UNKNOWN_TO_THEM("They do not know what we have"),
    /** They have several for one of ours. */
    DOUBLED("They have it more than once"),
    /** What we have cancelled there stands there. */
    NOT_CANCELLED("They have not cancelled what we have"),
    /** The two count in different units. */
    UNIT_DIFFERS("The units differ");

    private final String title;

    Cause(String title) {
        this.title = title;
    }

    /** In business words. */
    public String title() {
        return title;
    }

    /** {@code message_lost}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Cause of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
