package io.crossdock.process.reconciliation;

import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Policies;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.process.reconciliation.StockJudge.Sight;
import io.crossdock.system.connectors.SystemUnavailable;
import io.crossdock.system.inventory.Counts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Every position of its branch against an ERP's books. Where a warehouse system counts, its word decides; the ERP's is
 * taken only where there is none.
 */
@Component
@Order(2)
class ErpStock implements Comparison {

    private static final Logger LOG = LoggerFactory.getLogger(ErpStock.class);

    private final StockReading reading;
    private final StockDifferences differences;
    private final Warehouses warehouses;
    private final Counts counts;
    private final Effects effects;

    /** What warehouses have to say about the same positions. */
    @Component
    record Warehouses(UnderWay underWay, StockReading reading, Landscapes landscapes) {

        List<String> systems() {
            return landscapes.current().systems(SystemSettings.Kind.WMS).stream().map(SystemSettings::id).toList();
        }

        boolean keep(Count count) {
            return landscapes.current().warehouse(count.location()).isPresent();
        }

        /** What is in warehouses that an ERP keeps the books of. */
        Map<String, Count> booked(SystemSettings erp, Map<String, Count> counts) {
            Landscape landscape = landscapes.current();
            Map<String, Count> booked = new TreeMap<>(counts);
            booked.values().removeIf(count -> !landscape.books(erp.id(), count.location()));
            return booked;
        }

        /** What those that answer count at the locations of some positions. */
        Map<String, Count> counts(Collection<String> keys) {
            Map<String, Count> all = new TreeMap<>();
            landscapes.current().systems(SystemSettings.Kind.WMS).stream()
                    .filter(system -> reading.canRead(system) && keys.stream()
                            .anyMatch(key -> key.endsWith("@" + system.location().orElseThrow())))
                    .forEach(system -> {
                        try {
                            all.putAll(reading.theirs(system, system.location()));
                        } catch (SystemUnavailable away) {
                            LOG.info("{} cannot be asked what it counts: {}", system.id(), away.getMessage());
                        }
                    });
            return all;
        }
    }

    ErpStock(StockReading reading, StockDifferences differences, Warehouses warehouses, Counts counts, Effects effects) {
        this.reading = reading;
        this.differences = differences;
        this.warehouses = warehouses;
        this.counts = counts;
        this.effects = effects;
    }

    @Override
    public String name() {
        return "stock-erp";
    }

    @Override
    public String title() {
        return "Stock against the ERP";
    }

    @Override
    public List<SystemSettings> systems(Landscape landscape) {
        return landscape.systems(SystemSettings.Kind.ERP).stream().filter(reading::canRead).toList();
    }

    @Override
    public Look look(SystemSettings system) {
        Map<String, Count> theirs = theirs(system);
        return differences.look(ours(system), theirs);
    }

    @Override
    public List<Verdict> judge(SystemSettings system, List<Suspect> suspects) {
        Map<String, Count> theirs = theirs(system);
        Set<String> waiting = warehouses.underWay().named(warehouses.systems(),
                suspects.stream().map(WarehouseStock::sku).toList());
        Map<String, Count> ours = ours(system);
        List<Verdict> verdicts = suspects.stream().map(suspect -> differences.verdict(system, suspect,
                StockDifferences.sight(suspect.key(), ours, theirs), waiting.contains(WarehouseStock.sku(suspect)),
                count -> !warehouses.keep(count))).toList();
        List<String> drifted = verdicts.stream().filter(Verdict.Drifted.class::isInstance).map(Verdict::key).toList();
        Map<String, Count> counted = warehouses.counts(drifted);
        boolean toldAll = drifted.isEmpty() || effects.lanes().stream().filter(lane -> lane.target().equals(system.id()))
                .allMatch(lane -> lane.waiting() + lane.sending() + lane.inDoubt() == 0);
        return verdicts.stream().map(verdict -> verdict instanceof Verdict.Drifted(Difference drift)
                ? passing(drift, counted, toldAll).map(why -> (Verdict) new Verdict.InFlight(drift.key(), why, drift.ours(),
                        drift.theirs())).orElse(verdict) : verdict).toList();
    }

    private Map<String, Count> theirs(SystemSettings system) {
        return warehouses.booked(system, reading.theirs(system, Optional.empty()));
    }

    private Map<String, Count> ours(SystemSettings system) {
        return warehouses.booked(system, reading.ours(Optional.empty()));
    }

    private Optional<String> passing(Difference drift, Map<String, Count> counted, boolean toldAll) {
        if (warehouseComesFirst(drift, counted)) {
            return Optional.of("The warehouse itself does not count what we do; that comparison comes first.");
        }
        boolean books = differences.details(drift).theirs().filter(Count::isOfBooks).isPresent();
        return books && !toldAll ? Optional.of("The ERP has not been told yet of everything that has left.")
                : Optional.empty();
    }

    /** Whether we and the warehouse disagree, so that it is not about the ERP at all. */
    private boolean warehouseComesFirst(Difference drift, Map<String, Count> counted) {
        Sight sight = differences.details(drift);
        return warehouses.keep(sight.ours().or(sight::theirs).orElseThrow())
                && !Count.agree(sight.ours(), Optional.ofNullable(counted.get(drift.key())));
    }

    @Override
    public boolean unasked(Difference difference, Policies.Reconciliation policy) {
        return StockDifferences.isSmall(difference, policy)
                && WarehouseStock.harmless(counts, differences.details(difference));
    }

    @Override
    public boolean repair(Difference difference, Origin origin) {
        return WarehouseStock.repair(counts, differences.details(difference), origin);
    }
}
