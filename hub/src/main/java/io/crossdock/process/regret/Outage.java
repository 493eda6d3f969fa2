package io.crossdock.process.regret;

import io.crossdock.canonical.Money;
import io.crossdock.canonical.OrderNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A time in which orders were decided without their ERP. Decisions less than {@link Regrets#GAP} apart belong together.
 *
 * @param first     the first order decided so; names the outage
 * @param system    the ERP that took no calls
 * @param from      the first decision
 * @param until     the last decision
 * @param value     what the orders come to, an amount per currency
 * @param waiting   orders whose posting is still to come
 * @param refused   orders that the ERP has refused and that wait for a person or were given up
 * @param held      orders that were too large to be confirmed without the ERP and still wait for it
 * @param caughtUpAt the last posting; empty while one is to come
 */
public record Outage(OrderNumber first, String system, Instant from, Instant until, int orders, List<Money> value,
        int waiting, int refused, int held, Optional<Instant> caughtUpAt) {
}
