package io.crossdock.process.fulfilment;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Address;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.ShipToId;
import io.crossdock.platform.journal.NewFact.Origin;
import java.util.List;
import java.util.Optional;

/**
 * The legs of a newly accepted order.
 *
 * @param shortage     what happens to what turns out to be missing
 * @param completeness whether the order may leave in parts
 * @param traits       unknown for an order that a former version took
 */
public record OrderLegs(OrderNumber order, AccountId account, Optional<ShipToId> shipToId, Address shipTo,
        BackorderPolicy shortage, Completeness completeness, Optional<OrderTraits> traits, Origin origin,
        List<LegPlan> legs) {

    public OrderLegs {
        legs = List.copyOf(legs);
    }
}
