package io.crossdock.process.fulfilment;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.process.fulfilment.LegFact.NotTaken;
import io.crossdock.process.fulfilment.LegFact.Substitute;
import io.crossdock.process.fulfilment.LegFact.Substituted;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.Stock;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Sends other items for missing ones, where the account takes them. */
@Component
class Substituting {

    private final Substitutes substitutes;
    private final SubstituteStore store;
    private final Inventory inventory;
    private final Journal journal;
    private final Clock clock;

    Substituting(Substitutes substitutes, SubstituteStore store, Inventory inventory, Journal journal, Clock clock) {
        this.substitutes = substitutes;
        this.store = store;
        this.inventory = inventory;
        this.journal = journal;
        this.clock = clock;
    }

    /** Locks the stock of legs, of what may be sent for their items, and of some others: all in one order. */
    void lock(Collection<Leg> legs, Collection<Sku> others) {
        inventory.lock(Stream.concat(substitutes.goods(legs).stream(), others.stream()).distinct().toList());
    }

    /**
     * A way by which as little as can be comes too late or never: other items take its place, as further lines of the
     * order. The stock of the leg is locked.
     */
    Way better(Leg leg, List<LegReport.Line> missing, Way way, Origin origin) {
        if (!substitutes.takenBy(leg)) {
            return way;
        }
        Map<Sku, Map<LocationId, Stock>> stock = inventory.stock(substitutes.goods(List.of(leg))).stream()
                .collect(Collectors.groupingBy(Stock::sku, Collectors.toMap(Stock::location, each -> each)));
        SubstituteSearch.Found found = new SubstituteSearch(substitutes.sourcing(), leg, clock.instant(),
                sku -> substitutes.of(leg, sku), (item, place) -> Optional
                        .ofNullable(stock.getOrDefault(item.sku(), Map.of()).get(place)).map(Stock::available)
                        .orElse(Quantity.zero(item.packs().base()))).find(missing, way);
        if (found.legs().isEmpty()) {
            return way;
        }
        Optional<String> notBookable = substitutes.notBookable(leg);
        if (notBookable.isPresent()) {
            found.legs().forEach(plan -> notTaken(leg, missing, plan, notBookable.get(), origin));
            return way;
        }
        Map<Stand, Substitute> lines = lines(leg, missing, found.legs());
        tell(leg, new Substituted(leg.number(), clock.instant(), "hub", List.copyOf(lines.values()), Optional.empty()),
                origin);
        return new Way(together(found.rest().legs(), found.legs().stream().map(plan -> numbered(plan, lines)).toList()),
                found.rest().cut(), lines.values().stream().map(each -> new LegReport.Line(each.insteadOf(),
                        each.missing(), each.quantity())).toList());
    }

    /** The numbers of a line of an order and of all that stand for it. */
    List<Integer> standingFor(OrderNumber order, int lineNo) {
        return Stream.concat(Stream.of(lineNo), store.insteadOf(order, lineNo).stream()).toList();
    }

    /** The number of the next line of the order that stands for another. */
    int nextLine(Leg leg) {
        return store.nextLine(leg.number().order());
    }

    /** What could be sent and the ERP cannot be told of: a person decides; until then the item is waited for. */
    private void notTaken(Leg leg, List<LegReport.Line> missing, LegPlan plan, String why, Origin origin) {
        plan.lines().forEach(line -> tell(new NotTaken(leg.number(), clock.instant(), line.lineNo(), missing.stream()
                .filter(each -> each.lineNo() == line.lineNo()).findFirst().orElseThrow().sku(), line.sku(),
                line.quantity(), why, NotTaken.NOT_BOOKABLE, plan.origin() instanceof LegPlan.Origin.Warehouse(var place)
                        ? Optional.of(place) : Optional.empty()), origin));
    }

    /** Has a person told of what is not taken. */
    void tell(NotTaken said, Origin origin) {
        journal.append(new NewFact(LegFact.SUBSTITUTE_NOT_TAKEN, said.leg().toString(), said.leg().order().value(),
                origin, 1, said));
    }

    /** Writes it down for everybody. */
    void tell(Leg leg, Substituted said, Origin origin) {
        store.insert(said);
        journal.append(new NewFact(LegFact.SUBSTITUTED, leg.number().toString(), leg.number().order().value(), origin, 1,
                said));
    }

    /** Which item stands for which line. */
    private record Stand(int insteadOf, Sku sku) {
    }

    private Map<Stand, Substitute> lines(Leg leg, List<LegReport.Line> missing, List<LegPlan> legs) {
        Map<Stand, Quantity> amounts = new LinkedHashMap<>();
        legs.forEach(plan -> plan.lines().forEach(line -> amounts.merge(new Stand(line.lineNo(), line.sku()),
                line.quantity(), Quantity::plus)));
        Map<Stand, Substitute> lines = new LinkedHashMap<>();
        int next = nextLine(leg);
        for (Map.Entry<Stand, Quantity> each : amounts.entrySet()) {
            int insteadOf = each.getKey().insteadOf();
            lines.put(each.getKey(), new Substitute(next + lines.size(), each.getKey().sku(), insteadOf,
                    missing.stream().filter(line -> line.lineNo() == insteadOf).findFirst().orElseThrow().sku(),
                    each.getValue()));
        }
        return lines;
    }

    private static LegPlan numbered(LegPlan plan, Map<Stand, Substitute> lines) {
        return new LegPlan(plan.origin(), plan.shipBy(), plan.promisedFor(), plan.lines().stream()
                .map(line -> new LegPlan.Line(Objects.requireNonNull(lines.get(new Stand(line.lineNo(), line.sku())))
                        .lineNo(), line.sku(), line.quantity())).toList());
    }

    /** What leaves the same place on the same day is one shipment. */
    private static List<LegPlan> together(List<LegPlan> ones, List<LegPlan> others) {
        Map<LegPlan, List<LegPlan.Line>> byTrip = new LinkedHashMap<>();
        Stream.concat(ones.stream(), others.stream()).forEach(plan -> byTrip.computeIfAbsent(new LegPlan(plan.origin(),
                plan.shipBy(), plan.promisedFor(), List.of()), trip -> new ArrayList<>()).addAll(plan.lines()));
        return byTrip.entrySet().stream().map(each -> new LegPlan(each.getKey().origin(), each.getKey().shipBy(),
                each.getKey().promisedFor(), each.getValue())).toList();
    }
}
