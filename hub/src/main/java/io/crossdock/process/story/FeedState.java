package io.crossdock.process.story;

import java.time.Instant;
import java.util.Optional;

/**
 * How the fetching of a warehouse's files goes.
 *
 * @param lookedAt the last look, good or bad
 * @param waiting  files that are there and not taken yet
 */
public record FeedState(String system, String feed, Instant lookedAt, int waiting, Optional<Failure> failure) {

    /**
     * Why nothing can be fetched.
     *
     * @param since the first look of those that failed in a row
     * @param code  stable: {@code host-key-refused}
     */
    public record Failure(Instant since, String code, String sentence) {
    }
}
