package io.crossdock.process.fulfilment;

import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.process.fulfilment.LegFact.Substitute;
import io.crossdock.process.fulfilment.SourcingDecision.Sourced;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Looks for other items where those that are missing come after the day they were promised for, or never. Pure.
 *
 * @param leg     where something is missing
 * @param others  what may be sent for an item, the best first
 * @param free    what can be promised now
 */
record SubstituteSearch(Sourcing sourcing, Leg leg, Instant now, Function<Sku, List<Item>> others,
        Sourcing.Availability free) {

    /** @param lines by the number of the line that they stand for */
    record Found(Way rest, List<LegPlan> legs) {
    }

    /** The second best is looked at for what the best leaves open, and so on. */
    Found find(List<LegReport.Line> missing, Way way) {
        Way rest = way;
        List<LegPlan> found = new ArrayList<>();
        int most = missing.stream().mapToInt(line -> others(line).size()).max().orElse(0);
        for (int rank = 0; rank < most; rank++) {
            for (LegPlan plan : source(demanded(missing, rest, rank), rest, found)) {
                List<LegPlan.Line> taken = new ArrayList<>();
                for (LegPlan.Line line : plan.lines()) {
                    Quantity part = useful(missing, rest, plan, line);
                    if (part.isPositive()) {
                        taken.add(new LegPlan.Line(line.lineNo(), line.sku(), part));
                        rest = rest.without(new LegReport.Line(line.lineNo(), line.sku(), part));
                    }
                }
                if (!taken.isEmpty()) {
                    found.add(new LegPlan(plan.origin(), plan.shipBy(), plan.promisedFor(), taken));
                }
            }
        }
        return new Found(rest, found);
    }

    /** What stands for another item already is not replaced again. */
    private List<Item> others(LegReport.Line line) {
        return line.lineNo() > Substitute.ABOVE ? List.of() : others.apply(line.sku());
    }

    private List<Demand.Line> demanded(List<LegReport.Line> missing, Way rest, int rank) {
        List<Demand.Line> demanded = new ArrayList<>();
        for (LegReport.Line line : missing) {
            Quantity late = rest.after(leg.promisedFor(), line);
            List<Item> items = others(line);
            if (late.isPositive() && items.size() > rank) {
                demanded.add(new Demand.Line(line.lineNo(), items.get(rank), late));
            }
        }
        return demanded;
    }

    private List<LegPlan> source(List<Demand.Line> lines, Way rest, List<LegPlan> found) {
        return !lines.isEmpty() && sourcing.decide(new Demand(leg.account(), leg.shipTo().region(), lines,
                leg.completeness(), BackorderPolicy.CUT, Optional.empty(), now, leg.traits()),
                (item, place) -> left(item, place, Stream.concat(rest.legs().stream(), found.stream())))
                instanceof Sourced sourced ? sourced.legs() : List.of();
    }

    private Quantity left(Item item, LocationId place, Stream<LegPlan> planned) {
        Quantity taken = planned.filter(plan -> plan.origin().equals(new LegPlan.Origin.Warehouse(place)))
                .flatMap(plan -> plan.lines().stream()).filter(line -> line.sku().equals(item.sku()))
                .map(LegPlan.Line::quantity).reduce(Quantity.zero(item.packs().base()), Quantity::plus);
        return free.of(item, place).minus(taken);
    }

    /** Of what was found, as much as comes in time, or at least before what is missing would. */
    private Quantity useful(List<LegReport.Line> missing, Way rest, LegPlan plan, LegPlan.Line line) {
        LocalDate arrives = plan.promisedFor().isAfter(leg.promisedFor()) ? plan.promisedFor() : leg.promisedFor();
        return missing.stream().filter(each -> each.lineNo() == line.lineNo()).findFirst()
                .map(each -> rest.after(arrives, each).min(line.quantity()))
                .orElse(Quantity.zero(line.quantity().unit()));
    }
}
