package io.crossdock.platform.effects;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * How a lane is doing.
 *
 * @param waiting  effects that are ready
 * @param oldest   when the oldest unfinished effect was requested
 */
public record LaneView(String target, Optional<String> pausedBy, Optional<Instant> openUntil,
        int consecutiveFailures, Optional<String> lastFailure, int waiting, int sending, int inDoubt, int parked,
        Optional<Instant> oldest, Standing standing) {

    /**
     * Whether it is stopped, and what it has begun.
     *
     * @param drainedAt when nothing was under way any more
     * @param held      what a maintenance window holds back, as the replicas agreed
     * @param day       the last day on which a call was counted, in the system's zone
     * @param dayCalls  calls begun on that day
     * @param waiting   what is ready, by tier
     */
    public record Standing(LaneStop stop, Optional<Instant> stoppedAt, Optional<Instant> drainedAt, Optional<Held> held,
            Optional<LocalDate> day, int dayCalls, Waiting waiting) {

        /** What is held back now. */
        public Optional<Held> held(Instant now) {
            return held.filter(each -> each.until().isAfter(now) && each.what() != Held.What.NOTHING);
        }

        /** Calls begun on a day. */
        public int begunOn(LocalDate today) {
            return day.filter(today::equals).isPresent() ? dayCalls : 0;
        }
    }

    /** How many effects are ready. */
    public record Waiting(int critical, int normal, int bulk) {
    }

    /** One that is paused or flows, all whose work is critical. */
    public LaneView(String target, Optional<String> pausedBy, Optional<Instant> openUntil, int consecutiveFailures,
            Optional<String> lastFailure, int waiting, int sending, int inDoubt, int parked, Optional<Instant> oldest) {
        this(target, pausedBy, openUntil, consecutiveFailures, lastFailure, waiting, sending, inDoubt, parked, oldest,
                new Standing(pausedBy.isPresent() ? LaneStop.PAUSED : LaneStop.FLOWING, Optional.empty(),
                        Optional.empty(), Optional.empty(), Optional.empty(), 0, new Waiting(waiting, 0, 0)));
    }

    /** The same lane if so much were waiting. */
    LaneView with(int critical) {
        return new LaneView(target, pausedBy, openUntil, consecutiveFailures, lastFailure, critical, 0, 0, parked, oldest,
                new Standing(standing.stop, standing.stoppedAt, standing.drainedAt, standing.held, standing.day,
                        standing.dayCalls, new Waiting(critical, 0, 0)));
    }

    /** What is not at its end. */
    public int backlog() {
        return waiting + sending + inDoubt;
    }

    /** Whether calls are held back because the target did not answer. */
    public boolean broken(Instant now) {
        return openUntil.isPresent() && (openUntil.get().isAfter(now) || consecutiveFailures > 0);
    }
}
