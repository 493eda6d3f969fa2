package io.crossdock.process.fulfilment;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Quantity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What is to be sourced.
 *
 * @param account  who wants it
 * @param region   of the ship-to
 * @param earliest the buyer does not want it before that day
 * @param at       the moment of the promise
 * @param traits   of the order
 */
public record Demand(AccountId account, String region, List<Line> lines, Completeness completeness,
        BackorderPolicy shortage, Optional<LocalDate> earliest, Instant at, Optional<OrderTraits> traits) {

    public Demand {
        lines = List.copyOf(lines);
    }

    /** @param quantity in the base unit of the item */
    public record Line(int lineNo, Item item, Quantity quantity) {
    }
}
