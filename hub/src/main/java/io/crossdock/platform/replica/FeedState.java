package io.crossdock.platform.replica;

import java.time.Instant;

/**
 * How far a feed has come.
 *
 * @param version counts the changes of its rows
 * @param asOf start of the last run that came to its end; the epoch when there was none
 * @param watermark the latest change seen at the source
 * @param fullAt start of the last full run that came to its end
 */
public record FeedState(String name, long version, Instant asOf, Instant watermark, Instant fullAt) {

    /** True when all rows have been read once. */
    public boolean filled() {
        return fullAt.isAfter(Instant.EPOCH);
    }
}
