package io.crossdock.process.ordering;

import io.crossdock.canonical.AccountId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which orders to list, newest first.
 *
 * @param accounts only these; empty: all
 * @param text     beginning of our number, the buyer's reference or the ERP's number
 * @param before   only orders older than this one
 * @param limit    1 to 200
 */
public record OrderQuery(Optional<Set<AccountId>> accounts, Optional<CommercialState> commercial,
        Optional<PostingState> posting, Optional<String> channel, Optional<String> text, Optional<Instant> since,
        Optional<Instant> until, Optional<UUID> before, int limit) {

    public OrderQuery {
        if (limit < 1 || limit > 200) {
            throw new IllegalArgumentException("a page has 1 to 200 orders");
        }
    }
}
