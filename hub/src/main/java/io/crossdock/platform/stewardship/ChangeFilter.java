package io.crossdock.platform.stewardship;

import io.crossdock.platform.landscape.MasterData.Risk;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which changes are listed: open ones the oldest first, all others the newest first.
 *
 * @param before held before this time
 * @param after the last change of the page before
 */
public record ChangeFilter(Optional<Change.State> state, Optional<String> feed, Optional<Risk> risk,
        Optional<Instant> before, Optional<UUID> after, int limit) {

    /** Everything open, the oldest first. */
    public static ChangeFilter open(int limit) {
        return new ChangeFilter(Optional.of(Change.State.OPEN), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), limit);
    }
}
