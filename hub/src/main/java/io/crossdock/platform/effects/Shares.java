package io.crossdock.platform.effects;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * How a lane's budget is shared out.
 *
 * @param livePercent     part of concurrency and rate that bulk work never takes; of the day's calls only critical
 *                        work takes as much, but a quarter at most
 * @param callsPerDay     calls begun per calendar day in {@code zone}, questions about doubtful work among them;
 *                        0: no limit
 * @param zone            where the day begins and ends
 */
public record Shares(int livePercent, int callsPerDay, ZoneId zone) {

    /** A day has an end, at which normal work must be done too. */
    private static final int CRITICAL_PERCENT_MAX = 25;

    /** Bulk work gets a quarter, beside which live work keeps its pace; days have no limit. */
    public static final Shares DEFAULT = new Shares(75, 0, ZoneOffset.UTC);

    public Shares {
        if (livePercent < 0 || livePercent > 90 || callsPerDay < 0) {
            throw new IllegalArgumentException("a share is 0 to 90 percent and a day's calls are not negative");
        }
    }

    /** Places for bulk work: at least one, or it would never end. */
    int bulkPlaces(int concurrency) {
        return Math.max(1, concurrency - (concurrency * livePercent + 99) / 100);
    }

    /** What bulk work may spend of an amount. */
    BigDecimal bulk(BigDecimal amount) {
        return amount.multiply(BigDecimal.valueOf(100L - livePercent)).movePointLeft(2);
    }

    /** Calls of a day that only critical work may use. */
    public int reservedOfDay() {
        return Math.toIntExact((long) callsPerDay * Math.min(livePercent, CRITICAL_PERCENT_MAX) / 100);
    }
}
