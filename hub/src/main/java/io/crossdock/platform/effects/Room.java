package io.crossdock.platform.effects;

import io.crossdock.platform.effects.EffectStore.Situation;
import io.crossdock.platform.effects.LaneStore.Budget;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * How many calls a lane may begin right now.
 *
 * @param all      calls of any kind; only critical ones beyond {@code ordinary}
 * @param ordinary calls that may be other than critical
 * @param bulk     calls that may be bulk
 */
record Room(int all, int ordinary, int bulk) {

    static Room of(Budget budget, Situation situation, LaneSettings lane, boolean probing, int places, Instant now) {
        Shares shares = lane.shares();
        int free = Math.min(places, (probing ? 1 : lane.concurrency()) - situation.busy());
        int all = Math.min(free, whole(tokens(budget, lane, now)));
        int ordinary = all;
        if (shares.callsPerDay() > 0) {
            int left = shares.callsPerDay() - budget.begunOn(LocalDate.ofInstant(now, shares.zone()));
            all = Math.min(all, left);
            ordinary = Math.min(ordinary, left - shares.reservedOfDay());
        }
        int bulk = Math.min(shares.bulkPlaces(lane.concurrency()) - situation.busyBulk(),
                whole(bulkTokens(budget, lane, now)));
        return new Room(all, ordinary, bulk);
    }

    /** What is left of it under a maintenance window. */
    Room under(Held.What held) {
        return new Room(held == Held.What.ALL ? 0 : all, held.takes(Tier.NORMAL) ? ordinary : 0,
                held.takes(Tier.BULK) ? bulk : 0);
    }

    /** A bucket that fills by the second and holds half a second's worth, at least one. */
    static BigDecimal tokens(Budget budget, LaneSettings lane, Instant now) {
        return filled(budget.tokens(), lane.ratePerSecond(), budget.refilledAt(), now);
    }

    /** The bucket of bulk work, which fills by its share only. */
    static BigDecimal bulkTokens(Budget budget, LaneSettings lane, Instant now) {
        return filled(budget.bulkTokens(), lane.shares().bulk(lane.ratePerSecond()), budget.refilledAt(), now);
    }

    private static BigDecimal filled(BigDecimal tokens, BigDecimal rate, Instant since, Instant now) {
        if (rate.signum() == 0) {
            return BigDecimal.valueOf(LaneClaims.MOST);
        }
        BigDecimal bucket = rate.multiply(new BigDecimal("0.5")).max(BigDecimal.ONE);
        long millis = Math.max(0, Duration.between(since, now).toMillis());
        return bucket.min(tokens.add(rate.multiply(BigDecimal.valueOf(millis)).movePointLeft(3)));
    }

    private static int whole(BigDecimal tokens) {
        return tokens.setScale(0, RoundingMode.DOWN).intValue();
    }
}
