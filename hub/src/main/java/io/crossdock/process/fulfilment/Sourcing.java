package io.crossdock.process.fulfilment;

import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.SupplierId;
import io.crossdock.platform.landscape.Freight.Zone;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Policies.Sourcing.Criterion;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.process.fulfilment.LegPlan.Origin;
import io.crossdock.process.fulfilment.SourcingDecision.Alternative;
import io.crossdock.process.fulfilment.SourcingDecision.Cut;
import io.crossdock.process.fulfilment.SourcingDecision.Impossible;
import io.crossdock.process.fulfilment.SourcingDecision.Score;
import io.crossdock.process.fulfilment.SourcingDecision.Sourced;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides which places ship an order. Pure: the same demand, stock and landscape give the same legs.
 */
public final class Sourcing {

    /** More warehouses than this are not combined with one another. */
    private static final int COMBINED_MAX = 8;
    private static final int ALTERNATIVES_MAX = 5;
    private static final int BACKORDER_DAYS = 10;

    private final Landscape landscape;
    private final Supply supply;
    private final Calendars calendars;

    /** Knows of no supply: what is missing waits for the lead times of the items. */
    public Sourcing(Landscape landscape) {
        this(landscape, (item, quantity) -> Optional.empty());
    }

    public Sourcing(Landscape landscape, Supply supply) {
        this.landscape = landscape;
        this.supply = supply;
        this.calendars = new Calendars(landscape.policies().promise());
    }

    /** What can be promised of an item at a place: by item, then by place. */
    public interface Availability {
        Quantity of(Item item, LocationId location);
    }

    /** When goods come in for what nobody has. */
    public interface Supply {

        /**
         * The day on which expected receipts cover a quantity of an item, after all that waits for it already; empty
         * when none do. The quantity is in the base unit.
         */
        Optional<LocalDate> covers(Item item, Quantity quantity);
    }

    public SourcingDecision decide(Demand demand, Availability availability) {
        List<Demand.Line> stocked = demand.lines().stream()
                .filter(line -> line.item().stocking() == Item.Stocking.STOCKED).toList();
        List<Demand.Line> dropShipped = demand.lines().stream()
                .filter(line -> line.item().stocking() == Item.Stocking.DROP_SHIP).toList();
        boolean complete = demand.completeness() == Completeness.COMPLETE;
        if (complete && !dropShipped.isEmpty() && demand.lines().size() > 1
                && (!stocked.isEmpty() || suppliers(dropShipped).size() > 1)) {
            return new Impossible("The order must leave in one shipment, but its lines leave from different places.");
        }
        List<LegPlan> legs = new ArrayList<>();
        List<Cut> cuts = new ArrayList<>();
        List<Alternative> alternatives = new ArrayList<>();
        List<Score> scores = new ArrayList<>();
        if (!stocked.isEmpty()) {
            Choice choice = choose(demand, stocked, availability);
            Map<Integer, Quantity> missing = choice.best().missing();
            if (complete && !missing.isEmpty()) {
                if (demand.shortage() == BackorderPolicy.CUT) {
                    return new Impossible("The order must leave in one shipment and no warehouse has all of it.");
                }
                legs.add(backorder(demand.at(), stocked));
                alternatives.addAll(choice.refused("has not all of it, and the order must leave in one shipment"));
            } else {
                alternatives.addAll(choice.alternatives());
                scores.addAll(choice.ranking().scores(choice.best()));
                legs.addAll(choice.legs());
                shortage(demand, missing, legs, cuts);
            }
        }
        suppliers(dropShipped).forEach((supplier, lines) -> legs.add(dropShip(demand, supplier, lines)));
        return legs.isEmpty() ? new Impossible("Nothing of it is in stock.")
                : new Sourced(List.copyOf(legs), List.copyOf(cuts),
                        Ranking.ranked(landscape, demand).name(),
                        List.copyOf(alternatives), List.copyOf(scores));
    }

    /** A way by its name, and what it scores. */
    private record Candidate(int chosen, Covers.Manner manner, List<Optional<BigDecimal>> values) {

        static final Comparator<Candidate> BEST_FIRST = ((Comparator<Candidate>) (one, other) ->
                Ranking.compare(one.values(), other.values()))
                .thenComparing(Candidate::chosen).thenComparing(Candidate::manner);
    }

    private record Choice(Ranking ranking, Covers.Cover best, List<Covers.Cover> others) {

        List<LegPlan> legs() {
            return best.shipping().stream().sorted(Comparator.comparing(best::firstLine)).map(place -> new LegPlan(
                    new Origin.Warehouse(ranking.places().get(place)), ranking.trips().get(place).shipBy(),
                    ranking.trips().get(place).promisedFor(), best.linesFrom(place))).toList();
        }

        List<Alternative> alternatives() {
            List<Score> chosen = ranking.scores(best);
            return others.stream().map(other -> beside(chosen, other)).toList();
        }

        /** All of them, when none can be taken. */
        List<Alternative> refused(String why) {
            return Stream.concat(Stream.of(best), others.stream()).filter(cover -> cover.shipments() > 0)
                    .limit(ALTERNATIVES_MAX)
                    .map(cover -> alternative(cover, ranking.scores(cover), why, Optional.empty())).toList();
        }

        private Alternative beside(List<Score> chosen, Covers.Cover other) {
            List<Score> scores = ranking.scores(other);
            Optional<Integer> lost = Ranking.deciding(chosen, scores);
            String whyNot = lost.map(i -> Ranking.worse(ranking.rank().get(i)) + ": " + scores.get(i).says()
                    + "; the choice: " + chosen.get(i).says()).orElse("comes out the same");
            return alternative(other, scores, whyNot, lost.map(i -> scores.get(i).criterion()));
        }

        private Alternative alternative(Covers.Cover cover, List<Score> scores, String whyNot,
                Optional<String> lostOn) {
            Map<Integer, Quantity> missing = cover.missing();
            return new Alternative(
                    cover.shipping().stream().map(place -> ranking.places().get(place).value()).toList(),
                    cover.shipments(), missing.isEmpty() ? "nothing" : missing.entrySet().stream()
                            .map(m -> m.getValue() + " of line " + m.getKey()).collect(Collectors.joining(", ")),
                    whyNot, scores, lostOn);
        }
    }

    /** Looks at every combination of warehouses, and at lines kept whole where that is asked for. */
    private Choice choose(Demand demand, List<Demand.Line> lines, Availability availability) {
        List<LocationId> places = locations(demand);
        Covers covers = new Covers(lines, places, availability);
        Ranking ranking = new Ranking(landscape, demand, places,
                places.stream().map(place -> trip(demand, place)).toList());
        boolean oneShipment = demand.completeness() == Completeness.COMPLETE;
        List<Covers.Manner> manners = ranking.rank().contains(Criterion.SHIP_COMPLETE) && !oneShipment
                ? List.of(Covers.Manner.values()) : List.of(Covers.Manner.IN_ORDER);
        List<Candidate> candidates = new ArrayList<>();
        for (int chosen = 1; chosen < 1 << places.size(); chosen++) {
            if (oneShipment && Integer.bitCount(chosen) > 1) {
                continue;
            }
            for (Covers.Manner manner : manners) {
                Covers.Cover cover = covers.of(chosen, manner);
                if (cover.own()) {
                    candidates.add(new Candidate(chosen, manner, ranking.values(cover)));
                }
            }
        }
        if (candidates.isEmpty()) {
            candidates.add(new Candidate(0, Covers.Manner.IN_ORDER, List.of()));
        }
        candidates.sort(Candidate.BEST_FIRST);
        List<Covers.Cover> best = candidates.stream().limit(1 + ALTERNATIVES_MAX)
                .map(candidate -> covers.of(candidate.chosen(), candidate.manner())).toList();
        return new Choice(ranking, best.getFirst(), best.subList(1, best.size()));
    }

    private List<LocationId> locations(Demand demand) {
        List<LocationId> preferred = landscape.policies().sourcing().preferenceFor(demand.region());
        List<LocationId> all = new ArrayList<>(preferred);
        landscape.systems(SystemSettings.Kind.WMS).stream().flatMap(system -> system.location().stream())
                .filter(location -> !all.contains(location)).forEach(all::add);
        all.removeIf(location -> !landscape.branches().serves(location, Optional.of(demand.account())));
        return all.size() > COMBINED_MAX ? all.subList(0, COMBINED_MAX) : all;
    }

    Ranking.Trip trip(Demand demand, LocationId location) {
        ZoneId zone = landscape.warehouse(location).map(SystemSettings::zone).orElse(landscape.zone());
        int transit = transitDays(location, demand.region());
        LocalDate shipBy = calendars.shipBy(demand.at(), zone, demand.earliest(), transit);
        return new Ranking.Trip(shipBy, calendars.plus(shipBy, transit));
    }

    private int transitDays(LocationId origin, String region) {
        return landscape.policies().freight().zone(origin, region).map(Zone::transitDays).orElse(1);
    }

    private LegPlan dropShip(Demand demand, SupplierId supplier, List<Demand.Line> lines) {
        long leadDays = lines.stream().flatMap(line -> line.item().supply().stream())
                .mapToLong(supply -> supply.leadTime().toDays()).max().orElse(BACKORDER_DAYS);
        int transit = transitDays(new LocationId(supplier.value()), demand.region());
        LocalDate today = demand.at().atZone(landscape.zone()).toLocalDate();
        LocalDate shipBy = calendars.plus(today.plusDays(leadDays).minusDays(1), 1);
        return new LegPlan(new Origin.DropShip(supplier), shipBy, calendars.plus(shipBy, transit), planned(lines));
    }

    /** Waits for supply; the date is that of the receipts that cover it, or an estimate from the items' lead times. */
    private LegPlan backorder(Instant at, List<Demand.Line> lines) {
        LocalDate today = at.atZone(landscape.zone()).toLocalDate();
        Map<Sku, Quantity> wanted = new HashMap<>();
        lines.forEach(line -> wanted.merge(line.item().sku(), line.quantity(), Quantity::plus));
        LocalDate there = lines.stream().map(line -> supply
                .covers(line.item(), wanted.getOrDefault(line.item().sku(), line.quantity())).filter(today::isBefore)
                .orElseGet(() -> today.plusDays(line.item().leadTime().toDays())))
                .max(Comparator.naturalOrder()).orElse(today.plusDays(BACKORDER_DAYS));
        LocalDate shipBy = calendars.leavesAfter(there);
        return new LegPlan(new Origin.Backorder(), shipBy, calendars.arrivesAfter(shipBy), planned(lines));
    }

    private static List<LegPlan.Line> planned(List<Demand.Line> lines) {
        return lines.stream().map(line -> new LegPlan.Line(line.lineNo(), line.item().sku(), line.quantity())).toList();
    }

    private void shortage(Demand demand, Map<Integer, Quantity> missing, List<LegPlan> legs, List<Cut> cuts) {
        List<Demand.Line> open = demand.lines().stream().flatMap(line -> Optional.ofNullable(missing.get(line.lineNo()))
                .map(quantity -> new Demand.Line(line.lineNo(), line.item(), quantity)).stream()).toList();
        if (open.isEmpty()) {
            return;
        }
        switch (demand.shortage()) {
            case BACKORDER -> legs.add(backorder(demand.at(), open));
            case CUT -> open.forEach(line -> cuts.add(new Cut(line.lineNo(), line.quantity())));
        }
    }

    private static Map<SupplierId, List<Demand.Line>> suppliers(List<Demand.Line> lines) {
        Map<SupplierId, List<Demand.Line>> bySupplier = new TreeMap<>(Comparator.comparing(SupplierId::value));
        for (Demand.Line line : lines) {
            line.item().supply().ifPresent(supply ->
                    bySupplier.computeIfAbsent(supply.supplier(), s -> new ArrayList<>()).add(line));
        }
        return bySupplier;
    }
}
