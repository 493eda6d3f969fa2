package io.crossdock.process.fulfilment;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.process.fulfilment.LegLifecycle.Rule;
import io.crossdock.process.fulfilment.LockedPackages.Tracked;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.Reservation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Fulfilment: takes reports of warehouses, suppliers and carriers and moves legs. A report may come late, twice or out
 * of order; each has a named {@link Answer}. All calls join the caller's transaction.
 */
@Component
public class Fulfilment {

    private static final Set<LegSignal> MOVES_STOCK = EnumSet.of(LegSignal.SHORTED, LegSignal.SUBSTITUTED, LegSignal.SHIPPED,
            LegSignal.CANCELLED);
    /** They name what is there, and may name other items than those that were asked for. */
    private static final Set<LegSignal> NAMES_GOODS = EnumSet.of(LegSignal.PICKED, LegSignal.PACKED, LegSignal.SHIPPED);

    private final LegStore store;
    private final CallOffStore callOffs;
    private final Replacing replacing;
    private final Inventory inventory;
    private final Journal journal;
    private final Shortages shortages;
    private final WriteOffs writeOffs;
    private final Tracking tracking;
    private final Clock clock;

    Fulfilment(Books books, Ways ways, Inventory inventory, Journal journal, Tracking tracking) {
        this.clock = books.clock();
        this.store = books.legs();
        this.callOffs = books.callOffs();
        this.replacing = ways.replacing();
        this.shortages = ways.shortages();
        this.writeOffs = ways.writeOffs();
        this.inventory = inventory;
        this.journal = journal;
        this.tracking = tracking;
    }

    /** Where legs are written. */
    @Component
    record Books(LegStore legs, CallOffStore callOffs, Clock clock) {
    }

    /** How what is missing comes after all, or does not. */
    @Component
    record Ways(Replacing replacing, Shortages shortages, WriteOffs writeOffs) {
    }

    /** The legs of some orders, in order. */
    public List<Leg> legs(Collection<OrderNumber> orders) {
        return store.ofOrders(orders);
    }

    /** Legs that a place was given and that have not left it, the oldest first. */
    public List<Leg> inWork(LocationId location, int most) {
        return store.inWork(location, most);
    }

    /** Legs that still want some of an item, the first promised first, at most 200. */
    public List<Holder> holders(Sku sku) {
        return store.holders(sku, 200);
    }

    /** The order of a package, by tracking number or SSCC. */
    public Optional<OrderNumber> orderOf(String trackingOrSscc) {
        return store.orderByTracking(trackingOrSscc);
    }

    /** Locks legs, those of them that exist. */
    @Transactional(propagation = Propagation.MANDATORY)
    public LockedLegs lock(Collection<LegNumber> legs) {
        return new LockedLegs(this, store.lock(legs));
    }

    /** Locks the legs of some packages, those of them that exist. @param trackings tracking numbers by carrier */
    @Transactional(propagation = Propagation.MANDATORY)
    public LockedPackages lockTracked(Map<String, Set<String>> trackings) {
        return new LockedPackages(store.lockTracked(trackings.entrySet().stream()
                .flatMap(each -> each.getValue().stream().map(tracking -> new Tracked(each.getKey(), tracking)))
                .collect(Collectors.toSet())));
    }

    /** @throws Indigestible if there is no such leg */
    @Transactional(propagation = Propagation.MANDATORY)
    public Answer report(LegReport report, Origin origin) {
        return lock(List.of(report.leg())).report(report.leg(), leg -> report, origin);
    }

    Optional<Leg> locked(LegNumber number) {
        return store.lock(number);
    }

    /** @param leg as it is now, and locked */
    Answer report(Leg leg, LegReport report, Origin origin) {
        Origin story = new Origin(leg.correlation(), origin.causation(), origin.actor(), origin.traceparent());
        List<LegReport.Line> foreign = NAMES_GOODS.contains(report.signal()) ? replacing.foreign(leg, report) : List.of();
        if (MOVES_STOCK.contains(report.signal()) || !foreign.isEmpty()) {
            // All places at once and in order, as acceptance does: what is missing may be found at any of them.
            lockGoods(List.of(leg), List.of());
        }
        if (foreign.isEmpty()) {
            return decide(leg, report, story);
        }
        if (!(LegLifecycle.rule(leg.state(), report.signal()) instanceof Rule.To)) {
            return decide(leg, replacing.numbered(leg, report), story);
        }
        Replacing.Replaced replaced = replacing.take(leg, foreign, report.occurredAt(), story);
        if (report.signal() == LegSignal.SHIPPED) {
            // Until it has left, the warehouse may still take it out again.
            replacing.tell(replaced.notTaken(), story);
        }
        return decide(replaced.leg(), replacing.numbered(replaced.leg(), report), story);
    }

    private Answer decide(Leg leg, LegReport report, Origin story) {
        return switch (LegLifecycle.rule(leg.state(), report.signal())) {
            case Rule.To(LegState next) -> moved(leg, next, report, story);
            case Rule.Stay() -> stayed(leg, report, story);
            case Rule.Fill() -> filled(leg, report);
            case Rule.Ignore(String why) -> new Answer.Ignored(why);
            case Rule.Refuse(String why) -> new Answer.Refused(why);
        };
    }

    /** @throws Indigestible if no leg has such a package yet */
    @Transactional(propagation = Propagation.MANDATORY)
    public Answer track(TrackingReport report, Origin origin) {
        return tracking.track(report, origin);
    }

    private Answer moved(Leg leg, LegState next, LegReport report, Origin story) {
        store.move(leg, next, report.occurredAt());
        report.carrier().ifPresent(carrier -> store.carrier(leg, carrier));
        switch (report.signal()) {
            case PICKED -> picked(leg, report);
            case PACKED -> store.packages(leg, carrier(leg, report), report.packages());
            case SHIPPED -> shipped(leg, report, story);
            case CANCELLED -> writeOffs.calledOff(leg, report, story);
            case ACKNOWLEDGED -> acknowledged(leg, report, story);
            case REQUESTED, RELEASED, PICKING, SHORTED, SUBSTITUTED, DELIVERED -> { }
        }
        if (report.signal() != LegSignal.SHIPPED && report.signal() != LegSignal.ACKNOWLEDGED) {
            tell("leg." + next.label(), leg.number(), story,
                    new LegFact.Moved(leg.number(), next, report.occurredAt(), report.lines()));
        }
        return new Answer.Moved(next.label());
    }

    private Answer stayed(Leg leg, LegReport report, Origin story) {
        if (report.signal() == LegSignal.ACKNOWLEDGED) {
            acknowledged(leg, report, story);
            return new Answer.Moved(leg.state().label());
        }
        if (report.signal() == LegSignal.SUBSTITUTED) {
            return substituted(leg, report, story);
        }
        List<LegReport.Line> missing = new ArrayList<>();
        for (Leg.Line line : leg.lines()) {
            // Said is what is missing altogether: the same said twice, or an earlier total that comes later, adds nothing.
            Quantity part = said(report, line).minus(line.missing()).min(line.open());
            if (part.isPositive()) {
                missing.add(new LegReport.Line(line.lineNo(), line.sku(), part));
            }
        }
        if (missing.isEmpty()) {
            return new Answer.Ignored("Nothing of it was still open.");
        }
        return shortened(leg, missing, report, story);
    }

    /** What the account does not take is missing like all else. */
    private Answer substituted(Leg leg, LegReport report, Origin story) {
        Replacing.Replaced replaced = replacing.take(leg, report.lines(), report.occurredAt(), story);
        if (!replaced.notTaken().isEmpty()) {
            replacing.tell(replaced.notTaken(), story);
            return shortened(replaced.leg(), replaced.missing(), report, story);
        }
        return replaced.leg().lines().equals(leg.lines()) ? new Answer.Ignored("Nothing of it was still open.")
                : new Answer.Moved(leg.state().label());
    }

    private Answer shortened(Leg leg, List<LegReport.Line> missing, LegReport report, Origin story) {
        Leg left = writeOffs.shorten(leg, missing, report, story);
        if (left.lines().stream().noneMatch(line -> line.open().isPositive())) {
            store.move(leg, LegState.SHORTED, report.occurredAt());
            return new Answer.Moved(LegState.SHORTED.label());
        }
        return new Answer.Moved(leg.state().label());
    }

    /** Locks all legs of an order, and what they hold of stock, with that of further items. */
    List<Leg> lockOf(OrderNumber order, List<Sku> further) {
        List<Leg> legs = store.lock(store.ofOrders(List.of(order)).stream().map(Leg::number).toList());
        lockGoods(legs, further);
        return legs;
    }

    /** Locks the stock of legs, of what may be sent for their items, and of some others. */
    void lockGoods(Collection<Leg> legs, Collection<Sku> others) {
        shortages.lock(legs, others);
    }

    /** Takes lines back that nobody outside knows of. @param leg locked */
    void undo(Leg leg, List<LegReport.Line> lines, String why, Origin origin) {
        Origin story = new Origin(leg.correlation(), origin.causation(), origin.actor(), origin.traceparent());
        Leg left = writeOffs.writeOff(leg, lines, story);
        if (left.lines().stream().noneMatch(line -> line.open().isPositive())) {
            store.move(leg, LegState.CANCELLED, clock.instant());
        }
        tell(LegFact.CALLED_OFF, leg.number(), story, new LegFact.CalledOff(leg.number(), clock.instant(), lines, why));
    }

    /** Locks those of some legs that something is asked back of, in the order in which reports of warehouses lock them. */
    void lockAsked(Collection<LegNumber> legs) {
        store.lock(callOffs.asked(legs));
    }

    /** What was asked back of a leg is shipped all the same. */
    void tooLate(LegNumber leg, String why, Origin origin) {
        if (callOffs.tooLate(leg, why, clock.instant()) > 0) {
            tell(LegFact.NOT_CALLED_OFF, leg, origin, new LegFact.NotCalledOff(leg, clock.instant(), why));
        }
    }

    private void picked(Leg leg, LegReport report) {
        store.amounts(leg, pickedLines(leg, report));
    }

    private static List<Leg.Line> pickedLines(Leg leg, LegReport report) {
        return leg.lines().stream().map(line -> new Leg.Line(line.lineNo(), line.sku(), line.planned(),
                said(report, line).min(line.planned()).max(line.picked()), line.shipped(), line.missing())).toList();
    }

    /** A report that others have overtaken: it adds what only it knows, and takes back nothing. */
    private Answer filled(Leg leg, LegReport report) {
        boolean adds = switch (report.signal()) {
            case PICKED -> {
                List<Leg.Line> lines = pickedLines(leg, report);
                store.amounts(leg, lines);
                yield !lines.equals(leg.lines());
            }
            case PACKED -> {
                if (leg.carrier().isEmpty()) {
                    report.carrier().ifPresent(carrier -> store.carrier(leg, carrier));
                }
                yield store.completePackages(leg, leg.carrier().or(report::carrier).orElse(LegStore.NO_CARRIER),
                        report.packages());
            }
            case REQUESTED, RELEASED, ACKNOWLEDGED, PICKING, SHORTED, SUBSTITUTED, SHIPPED, DELIVERED, CANCELLED ->
                throw new IllegalStateException(report.signal() + " has nothing to add");
        };
        return adds ? new Answer.Moved(leg.state().label())
                : new Answer.Ignored("It is already " + leg.state().label() + ", and nothing in it is new.");
    }

    private void shipped(Leg leg, LegReport report, Origin story) {
        String carrier = carrier(leg, report);
        store.packages(leg, carrier, report.packages());
        List<Leg.Line> left = leg.lines().stream().map(line -> new Leg.Line(line.lineNo(), line.sku(),
                line.planned(), line.picked(), line.planned().minus(line.missing()).min(said(report, line)),
                line.missing())).toList();
        store.amounts(leg, left);
        if (leg.origin() instanceof LegPlan.Origin.Warehouse(var location)) {
            inventory.ship(left.stream().filter(line -> line.shipped().isPositive())
                    .map(line -> new Reservation(line.sku(), location, line.shipped(), leg.number().toString()))
                    .toList(), report.occurredAt(), story.actor());
        }
        String from = switch (leg.origin()) {
            case LegPlan.Origin.Warehouse(var location) -> location.value();
            case LegPlan.Origin.DropShip(var supplier) -> supplier.value();
            case LegPlan.Origin.Backorder() -> "";
        };
        tell(LegFact.DISPATCHED, leg.number(), story, new LegFact.Dispatched(leg.number(), from, carrier,
                report.occurredAt(), left.stream().filter(line -> line.shipped().isPositive())
                        .map(line -> new LegReport.Line(line.lineNo(), line.sku(), line.shipped())).toList(),
                report.packages()));
        List<LegReport.Line> missing = left.stream().filter(line -> line.open().isPositive())
                .map(line -> new LegReport.Line(line.lineNo(), line.sku(), line.open())).toList();
        if (!missing.isEmpty()) {
            writeOffs.shorten(leg.with(left, leg.packages()), missing, report, story);
        }
    }

    private void acknowledged(Leg leg, LegReport report, Origin story) {
        report.promisedShipDate().ifPresent(shipBy -> {
            long transit = leg.promisedFor().toEpochDay() - leg.shipBy().toEpochDay();
            var promised = shipBy.plusDays(transit);
            store.promise(leg, shipBy, promised);
            tell(LegFact.ACKNOWLEDGED, leg.number(), story,
                    new LegFact.Acknowledged(leg.number(), report.occurredAt(), shipBy, promised));
        });
    }

    private static Quantity said(LegReport report, Leg.Line line) {
        return report.lines().stream()
                .filter(said -> said.lineNo() == line.lineNo() && said.sku().equals(line.sku()))
                .map(LegReport.Line::quantity).reduce(Quantity.zero(line.planned().unit()), Quantity::plus);
    }

    private static String carrier(Leg leg, LegReport report) {
        return report.carrier().or(leg::carrier).orElse(LegStore.NO_CARRIER);
    }

    private void tell(String type, LegNumber leg, Origin story, LegFact fact) {
        journal.append(new NewFact(type, leg.toString(), leg.order().value(), story, 1, fact));
    }
}
