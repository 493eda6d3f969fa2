package io.crossdock.drills;

import java.time.Duration;
import java.util.Optional;

/**
 * What became of the orders, by the estate's own books.
 *
 * @param asked    orders sent
 * @param kept     accepted, and in the ERP exactly once
 * @param refused  that buyers were told no
 * @param lost     accepted, but not in the ERP
 * @param doubled  more than once in the ERP
 * @param unasked  in the ERP, though no buyer was told so
 * @param oversold shelves from which more was promised than there is
 * @param outOfTier calls that were begun while one of a more urgent tier waited for the same system
 * @param detected from the first fault to the first call that the hub noted as not done, or the first buyer it asked to
 *                 come again
 * @param drained  from the end of traffic and faults until nothing was under way
 * @param beside   live orders beside bulk work, if there was any
 */
public record Score(int asked, int kept, int refused, int lost, int doubled, int unasked, int oversold,
        int outOfTier, Optional<Duration> detected, Duration drained, Optional<Beside> beside) {

    /** Without bulk work. */
    public Score(int asked, int kept, int refused, int lost, int doubled, int unasked, int oversold, int outOfTier,
            Optional<Duration> detected, Duration drained) {
        this(asked, kept, refused, lost, doubled, unasked, oversold, outOfTier, detected, drained, Optional.empty());
    }

    boolean clean() {
        return lost == 0 && doubled == 0 && unasked == 0 && oversold == 0 && outOfTier == 0 && kept > 0;
    }
}
