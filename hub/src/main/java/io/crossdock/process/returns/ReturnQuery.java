package io.crossdock.process.returns;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Return.State;
import io.crossdock.canonical.ReturnNumber;
import java.util.Optional;
import java.util.Set;

/**
 * Which returns, newest first.
 *
 * @param accounts empty for all
 * @param after    the last one of the page before
 */
public record ReturnQuery(Optional<Set<AccountId>> accounts, Optional<State> state, Optional<OrderNumber> order,
        Optional<ReturnNumber> after, int limit) {

    /** Most of one page. */
    public static final int PAGE = 200;

    public static ReturnQuery of(Optional<State> state, Optional<ReturnNumber> after, int limit) {
        return new ReturnQuery(Optional.empty(), state, Optional.empty(), after, limit);
    }
}
