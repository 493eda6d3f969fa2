package io.crossdock.platform.replica;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a feed has come.
 *
 * @param version counts the changes of its rows
 * @param asOf start of the last run that came to its end; the epoch when there was none
 * @param watermark the latest change seen at the source
 * @param fullAt start of the last full run that came to its end
 */
public record FeedState(String name, long version, Instant asOf, Instant watermark, Instant fullAt) {

    /** The name under which a feed keeps how far it has come with a system; the first one has the feed's own. */
    static String name(Feed<?> feed, String system) {
        return feed.systems().indexOf(system) <= 0 ? feed.name() : feed.name() + "/" + system;
    }

    /** Of which feed it is the state, or the state of a part. */
    String feed() {
        return name.split("/", 2)[0];
    }

    /** The system that tells the part; empty for the first one. */
    Optional<String> system() {
        int slash = name.indexOf('/');
        return slash < 0 ? Optional.empty() : Optional.of(name.substring(slash + 1));
    }

    /** True when all rows have been read once. */
    public boolean filled() {
        return fullAt.isAfter(Instant.EPOCH);
    }
}
