package io.crossdock.platform.effects;

/** Whether a person has stopped a lane, and how far that has come. */
public enum LaneStop {
    /** Calls are begun. */
    FLOWING,
    /** Nothing new is begun; calls under way end, and the target is asked about those in doubt. */
    DRAINING,
    /** Drained: nothing is under way and nothing is in doubt. */
    DRAINED,
    /** No call of any kind is begun. */
    PAUSED;

    static LaneStop of(boolean stopped, boolean draining, boolean drained) {
        return !stopped ? FLOWING : !draining ? PAUSED : drained ? DRAINED : DRAINING;
    }
}
