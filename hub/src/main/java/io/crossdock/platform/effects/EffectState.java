package io.crossdock.platform.effects;

import java.util.Locale;

/** Where an effect is in its life. */
public enum EffectState {
    /** Waiting for its turn in the lane. */
    READY,
    /** A worker holds a lease on it and is calling the target. */
    SENDING,
    /** The target has done it; its reference is known. */
    DONE,
    /** The target said no: a business answer. */
    REFUSED,
    /** Nobody knows whether the target did it. */
    IN_DOUBT,
    /** A person decides. */
    PARKED,
    /** A person or a process decided that it shall not be done. */
    SKIPPED,
    /** Done, and undone by another effect. */
    COMPENSATED;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static EffectState of(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }
}
