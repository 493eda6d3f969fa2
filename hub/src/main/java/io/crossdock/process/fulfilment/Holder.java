package io.crossdock.process.fulfilment;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.Quantity;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A leg that still wants some of an item.
 *
 * @param from  the warehouse or supplier; empty while it waits for supply
 * @param wants in base units
 */
public record Holder(LegNumber leg, Optional<String> from, LegState state, AccountId account, LocalDate promisedFor,
        Quantity wants) {
}
