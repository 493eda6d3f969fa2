package io.crossdock.process.fulfilment;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShippedPackage;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.process.fulfilment.LegFact.NotTaken;
import io.crossdock.process.fulfilment.LegFact.Substitute;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.Reservation;
import io.crossdock.system.inventory.Stock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Items that a warehouse puts in for missing ones, whether it says so or names them among what it picks, packs or ships:
 * the account takes them, and they become a line of the order in the same leg; or a person is told.
 */
@Component
class Replacing {

    private final Substitutes substitutes;
    private final Substituting substituting;
    private final LegStore store;
    private final Inventory inventory;
    private final Journal journal;

    Replacing(Substitutes substitutes, Substituting substituting, LegStore store, Inventory inventory, Journal journal) {
        this.substitutes = substitutes;
        this.substituting = substituting;
        this.store = store;
        this.inventory = inventory;
        this.journal = journal;
    }

    /**
     * What a leg has become.
     *
     * @param notTaken what the warehouse put in and the account does not take
     */
    record Replaced(Leg leg, List<NotTaken> notTaken) {

        /** What is missing all the same. */
        List<LegReport.Line> missing() {
            return notTaken.stream().map(each -> new LegReport.Line(each.lineNo(), each.missing(), each.quantity()))
                    .toList();
        }
    }

    /** Another item than that of a line of the leg. */
    private record Foreign(int lineNo, Sku sku) {
    }

    /** Takes over what is said to have been put in, altogether; the same again adds nothing. @param said in base units */
    Replaced take(Leg leg, List<LegReport.Line> said, Instant at, Origin story) {
        Leg now = leg;
        List<NotTaken> notTaken = new ArrayList<>();
        for (Map.Entry<Foreign, Quantity> each : amounts(leg, said).entrySet()) {
            Leg.Line line = line(now, each.getKey().lineNo()).orElseThrow();
            Sku sku = each.getKey().sku();
            Quantity more = each.getValue().minus(inPlace(now, sku)).min(line.open());
            Optional<Refusal> why = more.isPositive() ? refusal(now, line, sku, more) : Optional.empty();
            if (more.isPositive() && why.isEmpty()) {
                now = replace(now, line, sku, more, at, story);
            }
            // As with all that is short, what is missing already is not missing once more.
            Quantity missing = each.getValue().minus(line.missing()).min(line.open());
            why.filter(refusal -> missing.isPositive()).ifPresent(refusal -> notTaken.add(new NotTaken(leg.number(), at,
                    line.lineNo(), line.sku(), sku, missing, refusal.clause(), refusal.code(), Optional.empty())));
        }
        return new Replaced(now, notTaken);
    }

    /** Has a person told of what is not taken. */
    void tell(List<NotTaken> notTaken, Origin story) {
        notTaken.forEach(each -> substituting.tell(each, story));
    }

    /** The same report in the numbers that the lines of other items have now. */
    LegReport numbered(Leg leg, LegReport report) {
        List<LegReport.Line> lines = report.lines().stream().map(line -> new LegReport.Line(
                number(leg, line.lineNo(), line.sku()), line.sku(), line.quantity())).toList();
        List<ShippedPackage> packages = report.packages().stream().map(box -> new ShippedPackage(box.sscc(),
                box.tracking(), box.weight(), box.contents().stream().map(line -> new ShippedPackage.Content(
                        number(leg, line.lineNo(), line.sku()), line.sku(), line.quantity())).toList())).toList();
        return new LegReport(report.leg(), report.signal(), report.occurredAt(), report.sequence(), lines, packages,
                report.carrier(), report.promisedShipDate());
    }

    /** What a report names on lines of other items: as lines, or as contents of packages, whichever is more. */
    List<LegReport.Line> foreign(Leg leg, LegReport report) {
        Map<Foreign, Quantity> lines = amounts(leg, report.lines());
        amounts(leg, report.packages().stream().flatMap(box -> box.contents().stream())
                .map(each -> new LegReport.Line(each.lineNo(), each.sku(), each.quantity())).toList())
                .forEach((foreign, quantity) -> lines.merge(foreign, quantity, Quantity::max));
        return lines.entrySet().stream()
                .map(each -> new LegReport.Line(each.getKey().lineNo(), each.getKey().sku(), each.getValue())).toList();
    }

    /** Of lines that the leg has, what is said of other items than theirs, and in their units. */
    private static Map<Foreign, Quantity> amounts(Leg leg, List<LegReport.Line> said) {
        Map<Foreign, Quantity> amounts = new LinkedHashMap<>();
        said.stream().filter(each -> line(leg, each.lineNo()).filter(own -> !own.sku().equals(each.sku())
                && own.planned().unit().equals(each.quantity().unit())).isPresent())
                .forEach(each -> amounts.merge(new Foreign(each.lineNo(), each.sku()), each.quantity(), Quantity::plus));
        return amounts;
    }

    private static Optional<Leg.Line> line(Leg leg, int lineNo) {
        return leg.lines().stream().filter(own -> own.lineNo() == lineNo).findFirst();
    }

    private static int number(Leg leg, int lineNo, Sku sku) {
        return line(leg, lineNo).filter(own -> own.sku().equals(sku)).isPresent() ? lineNo
                : further(leg, sku).map(Leg.Line::lineNo).findFirst().orElse(lineNo);
    }

    private static Stream<Leg.Line> further(Leg leg, Sku sku) {
        return leg.lines().stream().filter(own -> own.lineNo() > Substitute.ABOVE && own.sku().equals(sku));
    }

    private static Quantity inPlace(Leg leg, Sku sku) {
        return further(leg, sku).map(Leg.Line::planned).reduce(Quantity::plus)
                .orElseGet(() -> Quantity.zero(leg.lines().getFirst().planned().unit()));
    }

    /** Why it cannot be taken over. */
    private record Refusal(String clause, String code) {
    }

    private Optional<Refusal> refusal(Leg leg, Leg.Line line, Sku sku, Quantity quantity) {
        if (line.lineNo() > Substitute.ABOVE || substitutes.of(leg, line.sku()).stream()
                .noneMatch(item -> item.sku().equals(sku))) {
            return Optional.of(new Refusal(substitutes.takenBy(leg) ? sku + " does not stand for " + line.sku()
                    : "account " + leg.account() + " takes no other items", NotTaken.UNWANTED));
        }
        if (!free(leg.origin(), sku, quantity)) {
            return Optional.of(new Refusal("what lies there of " + sku + " is promised to others", NotTaken.UNWANTED));
        }
        return substitutes.notBookable(leg).map(clause -> new Refusal(clause, NotTaken.NOT_BOOKABLE));
    }

    /** Whether so much of an item lies at a place and is not promised. */
    boolean free(LegPlan.Origin from, Sku sku, Quantity quantity) {
        return from instanceof LegPlan.Origin.Warehouse(LocationId place)
                && inventory.stock(List.of(sku)).stream().filter(stock -> stock.location().equals(place))
                        .map(Stock::available).anyMatch(free -> free.compareTo(quantity) >= 0);
    }

    /** A further line of a leg, with its goods. */
    void add(Leg leg, Substitute said, Origin story) {
        Quantity none = Quantity.zero(said.quantity().unit());
        Leg.Line further = new Leg.Line(said.lineNo(), said.sku(), said.quantity(), none, none, none);
        store.add(leg, further);
        inventory.reserve(LegPlanning.reservations(leg, List.of(further)), story.actor());
    }

    private Leg replace(Leg leg, Leg.Line missing, Sku sku, Quantity quantity, Instant at, Origin story) {
        LocationId place = ((LegPlan.Origin.Warehouse) leg.origin()).location();
        Quantity none = Quantity.zero(quantity.unit());
        Substitute said = new Substitute(substituting.nextLine(leg), sku, missing.lineNo(), missing.sku(), quantity);
        Leg.Line further = new Leg.Line(said.lineNo(), sku, quantity, none, none, none);
        Leg now = leg.with(Stream.concat(leg.lines().stream().map(line -> line.lineNo() != missing.lineNo() ? line
                : new Leg.Line(line.lineNo(), line.sku(), line.planned(), line.picked(), line.shipped(),
                        line.missing().plus(quantity))), Stream.of(further)).toList(), leg.packages());
        store.add(leg, further);
        store.amounts(leg, now.lines());
        inventory.release(List.of(new Reservation(missing.sku(), place, quantity, leg.number().toString())), story.actor());
        inventory.reserve(List.of(new Reservation(sku, place, quantity, leg.number().toString())), story.actor());
        substituting.tell(leg, new LegFact.Substituted(leg.number(), at, "warehouse", List.of(said), Optional.empty()),
                story);
        LegReport.Line gone = new LegReport.Line(missing.lineNo(), missing.sku(), quantity);
        journal.append(new NewFact(LegFact.SHORTED, leg.number().toString(), leg.number().order().value(), story, 1,
                new LegFact.Shorted(leg.number(), at, List.of(gone), List.of(), List.of(gone))));
        return now;
    }
}
