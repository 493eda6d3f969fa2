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
import io.crossdock.platform.landscape.Policies.Sourcing.Rule;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.process.fulfilment.LegPlan.Origin;
import io.crossdock.process.fulfilment.SourcingDecision.Alternative;
import io.crossdock.process.fulfilment.SourcingDecision.Cut;
import io.crossdock.process.fulfilment.SourcingDecision.Impossible;
import io.crossdock.process.fulfilment.SourcingDecision.Sourced;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
        if (!stocked.isEmpty()) {
            List<Cover> covers = covers(demand, stocked, availability);
            Cover best = covers.getFirst();
            covers.stream().skip(1).limit(ALTERNATIVES_MAX).map(cover -> cover.beside(best)).forEach(alternatives::add);
            if (best.missing().isEmpty()) {
                legs.addAll(best.legs());
            } else if (demand.shortage() == BackorderPolicy.CUT && complete) {
                return new Impossible("The order must leave in one shipment and no warehouse has all of it.");
            } else if (complete) {
                legs.add(backorder(demand, stocked));
            } else {
                legs.addAll(best.legs());
                shortage(demand, best, legs, cuts);
            }
        }
        suppliers(dropShipped).forEach((supplier, lines) -> legs.add(dropShip(demand, supplier, lines)));
        return legs.isEmpty() ? new Impossible("Nothing of it is in stock.")
                : new Sourced(List.copyOf(legs), List.copyOf(cuts), rule().name().toLowerCase(java.util.Locale.ROOT),
                        List.copyOf(alternatives));
    }

    private Rule rule() {
        return landscape.policies().sourcing().rule();
    }

    /** One way of serving the stocked lines. */
    private record Cover(List<LocationId> locations, List<LegPlan> legs, Map<Integer, Quantity> missing,
            int preference) {

        int missingLines() {
            return missing.size();
        }

        Alternative beside(Cover best) {
            String without = missing.isEmpty() ? "nothing"
                    : missing.entrySet().stream().map(m -> m.getValue() + " of line " + m.getKey())
                            .collect(Collectors.joining(", "));
            String whyNot = missing.size() > best.missing.size() ? "leaves more open"
                    : legs.size() > best.legs.size() ? "needs more shipments" : "is less preferred";
            return new Alternative(locations.stream().map(LocationId::value).toList(), legs.size(), without, whyNot);
        }
    }

    /** Every combination of warehouses, best first. */
    private List<Cover> covers(Demand demand, List<Demand.Line> lines, Availability availability) {
        List<LocationId> preferred = locations(demand.region());
        List<Cover> covers = new ArrayList<>();
        int combinations = 1 << preferred.size();
        for (int chosen = 1; chosen < combinations; chosen++) {
            List<LocationId> some = new ArrayList<>();
            for (int i = 0; i < preferred.size(); i++) {
                if ((chosen & 1 << i) != 0) {
                    some.add(preferred.get(i));
                }
            }
            boolean oneShipment = demand.completeness() == Completeness.COMPLETE;
            if (!oneShipment || some.size() == 1) {
                covers.add(cover(demand, lines, some, availability, chosen));
            }
        }
        if (covers.isEmpty()) {
            covers.add(cover(demand, lines, List.of(), availability, 0));
        }
        Comparator<Cover> order = Comparator.comparing(this::openShare).thenComparingInt(Cover::missingLines);
        covers.sort(switch (rule()) {
            case FEWEST_SHIPMENTS -> order.thenComparingInt(cover -> cover.legs().size())
                    .thenComparingInt(cover -> Integer.bitCount(cover.preference()))
                    .thenComparingInt(Cover::preference);
            case PREFERRED_ORDER -> order.thenComparingInt(Cover::preference);
        });
        return covers.stream().filter(distinctByLegs()).toList();
    }

    private java.math.BigDecimal openShare(Cover cover) {
        return cover.missing().values().stream().map(Quantity::value)
                .reduce(java.math.BigDecimal.ZERO, java.math.BigDecimal::add);
    }

    /** Combinations with places that ship nothing come out the same as smaller ones. */
    private static java.util.function.Predicate<Cover> distinctByLegs() {
        java.util.Set<List<LegPlan>> seen = new java.util.HashSet<>();
        return cover -> seen.add(cover.legs());
    }

    private List<LocationId> locations(String region) {
        List<LocationId> preferred = landscape.policies().sourcing().preferenceFor(region);
        List<LocationId> all = new ArrayList<>(preferred);
        landscape.systems(SystemSettings.Kind.WMS).stream().flatMap(system -> system.location().stream())
                .filter(location -> !all.contains(location)).forEach(all::add);
        return all.size() > COMBINED_MAX ? all.subList(0, COMBINED_MAX) : all;
    }

    private Cover cover(Demand demand, List<Demand.Line> lines, List<LocationId> locations,
            Availability availability, int preference) {
        Map<LocationId, List<LegPlan.Line>> byLocation = new LinkedHashMap<>();
        Map<Integer, Quantity> missing = new TreeMap<>();
        Map<Sku, Map<LocationId, Quantity>> taken = new TreeMap<>();
        for (Demand.Line line : lines) {
            Quantity open = line.quantity();
            for (LocationId location : locations) {
                Map<LocationId, Quantity> ofSku = taken.computeIfAbsent(line.item().sku(), sku -> new TreeMap<>());
                Quantity already = ofSku.getOrDefault(location, Quantity.zero(open.unit()));
                Quantity there = availability.of(line.item(), location).minus(already);
                Quantity part = open.min(there);
                if (part.isPositive()) {
                    ofSku.put(location, already.plus(part));
                    byLocation.computeIfAbsent(location, l -> new ArrayList<>())
                            .add(new LegPlan.Line(line.lineNo(), line.item().sku(), part));
                    open = open.minus(part);
                }
            }
            if (open.isPositive()) {
                missing.put(line.lineNo(), open);
            }
        }
        List<LegPlan> legs = byLocation.entrySet().stream()
                .map(entry -> leg(demand, entry.getKey(), entry.getValue())).toList();
        return new Cover(locations, legs, missing, preference);
    }

    private LegPlan leg(Demand demand, LocationId location, List<LegPlan.Line> lines) {
        ZoneId zone = landscape.warehouse(location).map(SystemSettings::zone).orElse(landscape.zone());
        int transit = transitDays(location, demand.region());
        LocalDate shipBy = calendars.shipBy(demand.at(), zone, demand.earliest(), transit);
        return new LegPlan(new Origin.Warehouse(location), shipBy, calendars.plus(shipBy, transit), lines);
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
    private LegPlan backorder(Demand demand, List<Demand.Line> lines) {
        LocalDate today = demand.at().atZone(landscape.zone()).toLocalDate();
        LocalDate there = lines.stream().map(line -> supply.covers(line.item(), line.quantity()).filter(today::isBefore)
                .orElseGet(() -> today.plusDays(line.item().leadTime().toDays())))
                .max(Comparator.naturalOrder()).orElse(today.plusDays(BACKORDER_DAYS));
        LocalDate shipBy = calendars.plus(there, 1);
        return new LegPlan(new Origin.Backorder(), shipBy, calendars.plus(shipBy, 3), planned(lines));
    }

    private static List<LegPlan.Line> planned(List<Demand.Line> lines) {
        return lines.stream().map(line -> new LegPlan.Line(line.lineNo(), line.item().sku(), line.quantity())).toList();
    }

    private void shortage(Demand demand, Cover best, List<LegPlan> legs, List<Cut> cuts) {
        List<Demand.Line> open = demand.lines().stream().filter(line -> best.missing().containsKey(line.lineNo()))
                .map(line -> new Demand.Line(line.lineNo(), line.item(), missing(best, line))).toList();
        switch (demand.shortage()) {
            case BACKORDER -> legs.add(backorder(demand, open));
            case CUT -> open.forEach(line -> cuts.add(new Cut(line.lineNo(), line.quantity())));
        }
    }

    private static Quantity missing(Cover cover, Demand.Line line) {
        return cover.missing().getOrDefault(line.lineNo(), Quantity.zero(line.quantity().unit()));
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
