package io.crossdock.process.reconciliation;

import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.inventory.Counts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Every position against the ERP's books. Where a warehouse system counts, its word decides; the ERP's is taken only
 * where there is none.
 */
@Component
@Order(2)
class ErpStock implements Comparison {

    private final StockReading reading;
    private final StockDifferences differences;
    private final Warehouses warehouses;
    private final Counts counts;

    /** What warehouses have to say about the same positions. */
    @Component
    record Warehouses(UnderWay underWay, DriftStore drifts, Landscapes landscapes) {

        List<String> systems() {
            return landscapes.current().systems(SystemSettings.Kind.WMS).stream().map(SystemSettings::id).toList();
        }

        Set<String> disputed() {
            return drifts.notClosed().stream().filter(drift -> drift.comparison().equals(WarehouseStock.NAME))
                    .map(drift -> drift.difference().key()).collect(Collectors.toSet());
        }

        boolean keep(Count count) {
            return landscapes.current().warehouse(count.location()).isPresent();
        }
    }

    ErpStock(StockReading reading, StockDifferences differences, Warehouses warehouses, Counts counts) {
        this.reading = reading;
        this.differences = differences;
        this.warehouses = warehouses;
        this.counts = counts;
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
        Map<String, Count> theirs = reading.theirs(system, Optional.empty());
        return differences.look(reading.ours(Optional.empty()), theirs);
    }

    @Override
    public List<Verdict> judge(SystemSettings system, List<Suspect> suspects) {
        Map<String, Count> theirs = reading.theirs(system, Optional.empty());
        Set<String> waiting = warehouses.underWay().named(warehouses.systems(),
                suspects.stream().map(WarehouseStock::sku).toList());
        Set<String> disputed = warehouses.disputed();
        Map<String, Count> ours = reading.ours(Optional.empty());
        Predicate<Count> repairable = count -> !warehouses.keep(count);
        return suspects.stream().map(suspect -> disputed.contains(suspect.key())
                ? new Verdict.InFlight(suspect.key(), "The warehouse itself counts something else; that comes first.",
                        Count.said(Optional.ofNullable(ours.get(suspect.key()))),
                        Count.said(Optional.ofNullable(theirs.get(suspect.key()))))
                : differences.verdict(system, suspect, StockDifferences.sight(suspect.key(), ours, theirs),
                        waiting.contains(WarehouseStock.sku(suspect)), repairable)).toList();
    }

    @Override
    public boolean harmless(Difference difference) {
        return WarehouseStock.harmless(counts, differences.details(difference));
    }

    @Override
    public boolean repair(Difference difference, Origin origin) {
        return WarehouseStock.repair(counts, differences.details(difference), origin);
    }
}
