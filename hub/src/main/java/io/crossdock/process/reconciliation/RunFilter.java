package io.crossdock.process.reconciliation;

import java.util.Optional;
import java.util.UUID;

/**
 * Which runs are wanted, newest first.
 *
 * @param drifted only those that found drift, or only those that found none
 * @param after   the last run of the page before
 * @param limit   1 to 500
 */
public record RunFilter(Optional<String> comparison, Optional<String> system, Optional<Boolean> drifted,
        Optional<UUID> after, int limit) {

    public RunFilter {
        if (limit < 1 || limit > 500) {
            throw new IllegalArgumentException("1 to 500 runs, not " + limit);
        }
    }
}
