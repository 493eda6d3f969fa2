package io.crossdock.platform.stewardship;

import java.util.List;
import java.util.UUID;

/** What came of deciding about changes: all of them or none. */
public sealed interface Outcome {

    /** All are decided. */
    record Done(List<Change> changes) implements Outcome {
    }

    /** Nothing was changed. @param reasons all there are */
    record Refused(List<Reason> reasons) implements Outcome {
    }

    /**
     * Why a change cannot be decided.
     *
     * @param sentence for people
     */
    record Reason(UUID change, Code code, String sentence) {
    }

    /** Stable names of reasons. */
    enum Code {
        /** There is no such change. */
        UNKNOWN,
        /** Somebody has decided, or the source has taken it back. */
        OVER,
        /** The source says something else than what was seen. */
        STALE,
        /** It belongs to another one that was left out. */
        TOGETHER,
        /** It cannot take effect as things are at the source. */
        OBSTACLE
    }
}
