package io.crossdock.process.fulfilment;

import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.Stock;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds another way for what a leg cannot ship, as far as the account's policy allows. */
@Component
class Shortages {

    private final Reads reads;
    private final Inventory inventory;
    private final Queue queue;
    private final LegPlanning planning;
    private final Substituting substituting;

    Shortages(Reads reads, Inventory inventory, Queue queue, LegPlanning planning, Substituting substituting) {
        this.reads = reads;
        this.inventory = inventory;
        this.queue = queue;
        this.planning = planning;
        this.substituting = substituting;
    }

    /** What it only reads. */
    @Component
    record Reads(Catalog catalog, Landscapes landscapes, Clock clock) {
    }

    /** Locks the stock of everything that may be looked for when legs come short, and of some other items. */
    void lock(Collection<Leg> legs, Collection<Sku> others) {
        substituting.lock(legs, others);
    }

    /**
     * Plans further legs for what is missing, except at the place where it is missing. A supplier who ships part of it may
     * be asked for the rest; one who ships nothing is not asked again, and there is no other.
     *
     * @return how it comes after all, as far as it does
     */
    Way resolve(Leg leg, List<LegReport.Line> missing, Origin origin) {
        boolean nobodyElse = leg.origin() instanceof LegPlan.Origin.DropShip && nothingComes(leg, missing);
        return plan(leg, missing, nobodyElse ? new Way(List.of(), missing) : way(leg, missing, Optional.of(leg)), origin);
    }

    /** The same for what was asked back together with what is not wanted: it may come from the same place again. */
    Way again(Leg leg, List<LegReport.Line> wanted, Origin origin) {
        return plan(leg, wanted, way(leg, wanted, Optional.empty()), origin);
    }

    private Way plan(Leg leg, List<LegReport.Line> missing, Way way, Origin origin) {
        Way better = substituting.better(leg, missing, way, origin);
        planning.replan(leg, better.legs(), origin);
        return better;
    }

    private Way way(Leg leg, List<LegReport.Line> missing, Optional<Leg> notFrom) {
        return source(leg, missing, leg.shortage(), notFrom) instanceof Optional<SourcingDecision> found
                && found.isPresent() && found.get() instanceof SourcingDecision.Sourced sourced
                ? new Way(sourced.legs(), sourced.cut().stream().map(cut -> new LegReport.Line(cut.lineNo(),
                        missing.stream().filter(line -> line.lineNo() == cut.lineNo()).findFirst().orElseThrow().sku(),
                        cut.quantity())).toList())
                : new Way(List.of(), missing);
    }

    private static boolean nothingComes(Leg leg, List<LegReport.Line> missing) {
        return leg.lines().stream().allMatch(line -> line.shipped().isZero() && missing.stream()
                .filter(each -> each.lineNo() == line.lineNo()).map(LegReport.Line::quantity)
                .anyMatch(each -> each.compareTo(line.planned()) >= 0));
    }

    /** Gives a backordered leg what has come in meanwhile. Returns false if nothing of it can be had yet. */
    boolean fill(Leg waiting, Origin origin) {
        List<LegReport.Line> wanted = waiting.lines().stream()
                .map(line -> new LegReport.Line(line.lineNo(), line.sku(), line.open())).toList();
        Optional<SourcingDecision> decision = source(waiting, wanted, BackorderPolicy.BACKORDER, Optional.empty());
        if (decision.isEmpty() || !(decision.get() instanceof SourcingDecision.Sourced sourced)
                || sourced.legs().stream().allMatch(plan -> plan.origin() instanceof LegPlan.Origin.Backorder)) {
            return false;
        }
        planning.replan(waiting, sourced.legs(), origin);
        return true;
    }

    private Optional<SourcingDecision> source(Leg leg, List<LegReport.Line> lines, BackorderPolicy shortage,
            Optional<Leg> notFrom) {
        List<Demand.Line> demand = new ArrayList<>();
        for (LegReport.Line line : lines) {
            reads.catalog().item(line.sku())
                    .ifPresent(item -> demand.add(new Demand.Line(line.lineNo(), item, line.quantity())));
        }
        if (demand.size() < lines.size()) {
            return Optional.empty();
        }
        List<Stock> locked = inventory.lock(lines.stream().map(LegReport.Line::sku).toList());
        Map<Sku, Map<LocationId, Stock>> stock = locked.stream().collect(Collectors.groupingBy(Stock::sku,
                Collectors.toMap(Stock::location, each -> each)));
        Optional<LocationId> excluded = notFrom.flatMap(from -> from.origin() instanceof LegPlan.Origin.Warehouse(var l)
                ? Optional.of(l) : Optional.empty());
        // Whoever waits already keeps its turn; what comes short now queues up as a new backorder of its class.
        Queue.Turn turn = notFrom.isPresent() ? Queue.Turn.last(leg.account(), reads.clock().instant()) : Queue.Turn.of(leg);
        return Optional.of(new Sourcing(reads.landscapes().current(), queue.supply(turn, locked)).decide(
                new Demand(leg.account(), leg.shipTo().region(), demand, leg.completeness(), shortage,
                        Optional.empty(), reads.clock().instant(), leg.traits()),
                (item, location) -> excluded.filter(location::equals).isPresent()
                        ? Quantity.zero(item.packs().base())
                        : Optional.ofNullable(stock.getOrDefault(item.sku(), Map.of()).get(location))
                                .map(Stock::available).orElse(Quantity.zero(item.packs().base()))));
    }
}
