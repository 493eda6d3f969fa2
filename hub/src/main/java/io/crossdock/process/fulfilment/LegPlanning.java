package io.crossdock.process.fulfilment;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.Reservation;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Turns what sourcing proposes into legs that hold stock. */
@Component
public class LegPlanning {

    private final LegStore store;
    private final Inventory inventory;
    private final Journal journal;
    private final Clock clock;

    LegPlanning(LegStore store, Inventory inventory, Journal journal, Clock clock) {
        this.store = store;
        this.inventory = inventory;
        this.journal = journal;
        this.clock = clock;
    }

    /** The legs of newly accepted orders, with their stock reserved. The caller holds the positions' locks. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void plan(List<OrderLegs> orders, String actor) {
        List<Leg> legs = new ArrayList<>();
        for (OrderLegs order : orders) {
            for (int i = 0; i < order.legs().size(); i++) {
                legs.add(leg(order, new LegNumber(order.order(), i + 1), order.legs().get(i)));
            }
        }
        insert(legs, actor);
    }

    /** The number that the next leg of an order will have. */
    public int nextIndex(OrderNumber order) {
        return store.nextIndex(order);
    }

    /** Legs of what was added to an order, with their stock reserved; tells of them. The caller holds the positions. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(OrderLegs order) {
        further(order, order.legs(), order.origin());
    }

    /** Further legs of an order that already has some; tells of them. */
    void replan(Leg from, List<LegPlan> plans, Origin origin) {
        if (plans.isEmpty()) {
            return;
        }
        OrderNumber order = from.number().order();
        OrderLegs template = new OrderLegs(order, from.account(), from.shipToId(), from.shipTo(), from.shortage(),
                from.completeness(), from.traits(), origin, plans);
        further(template, plans, origin);
    }

    private void further(OrderLegs template, List<LegPlan> plans, Origin origin) {
        OrderNumber order = template.order();
        int next = store.nextIndex(order);
        List<Leg> legs = new ArrayList<>();
        for (LegPlan plan : plans) {
            legs.add(leg(template, new LegNumber(order, next + legs.size()), plan));
        }
        insert(legs, origin.actor());
        journal.append(legs.stream().map(leg -> new NewFact(LegFact.PLANNED, leg.number().toString(), order.value(),
                origin, 1, new LegFact.Planned(leg.number(), plans.get(legs.indexOf(leg))))).toList());
    }

    private void insert(List<Leg> legs, String actor) {
        if (!legs.isEmpty()) {
            store.insert(legs);
            inventory.reserve(legs.stream().flatMap(leg -> reservations(leg, leg.lines()).stream()).toList(), actor);
        }
    }

    private Leg leg(OrderLegs order, LegNumber number, LegPlan plan) {
        Instant now = clock.instant();
        LegState state = plan.origin() instanceof LegPlan.Origin.Backorder ? LegState.WAITING : LegState.PLANNED;
        List<Leg.Line> lines = plan.lines().stream().map(line -> {
            Quantity none = Quantity.zero(line.quantity().unit());
            return new Leg.Line(line.lineNo(), line.sku(), line.quantity(), none, none, none);
        }).toList();
        return new Leg(number, plan.origin(), state, order.account(), order.shipToId(), order.shipTo(),
                order.shortage(), order.completeness(), order.traits(), plan.shipBy(), plan.promisedFor(), Optional.empty(),
                order.origin().correlation(), now, Optional.empty(), Optional.empty(), lines, List.of());
    }

    /** What a leg's lines hold of stock; nothing unless they come from a warehouse. */
    static List<Reservation> reservations(Leg leg, List<Leg.Line> lines) {
        return leg.origin() instanceof LegPlan.Origin.Warehouse(var location)
                ? lines.stream().filter(line -> line.open().isPositive())
                        .map(line -> new Reservation(line.sku(), location, line.open(), leg.number().toString()))
                        .toList()
                : List.of();
    }
}
