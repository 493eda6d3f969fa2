package io.crossdock.process.reconciliation;

import io.crossdock.canonical.LocationId;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Policies;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.process.reconciliation.StockJudge.Sight;
import io.crossdock.system.inventory.Counts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Every position of a location against the warehouse that keeps it. */
@Component
@Order(1)
class WarehouseStock implements Comparison {

    private final StockReading reading;
    private final StockDifferences differences;
    private final UnderWay underWay;
    private final Counts counts;

    WarehouseStock(StockReading reading, StockDifferences differences, UnderWay underWay, Counts counts) {
        this.reading = reading;
        this.differences = differences;
        this.underWay = underWay;
        this.counts = counts;
    }

    @Override
    public String name() {
        return "stock-wms";
    }

    @Override
    public String title() {
        return "Stock against the warehouse";
    }

    @Override
    public List<SystemSettings> systems(Landscape landscape) {
        return landscape.systems(SystemSettings.Kind.WMS).stream().filter(reading::canRead).toList();
    }

    @Override
    public Look look(SystemSettings system) {
        Optional<LocationId> here = system.location();
        Map<String, Count> theirs = reading.theirs(system, here);
        return differences.look(reading.ours(here), theirs);
    }

    /** Theirs first, then what waits to be digested, then ours: so that nothing is missed between two readings. */
    @Override
    public List<Verdict> judge(SystemSettings system, List<Suspect> suspects) {
        Optional<LocationId> here = system.location();
        Map<String, Count> theirs = reading.theirs(system, here);
        Set<String> waiting = underWay.named(List.of(system.id()), suspects.stream().map(WarehouseStock::sku).toList());
        Map<String, Count> ours = reading.ours(here);
        return suspects.stream().map(suspect -> differences.verdict(system, suspect,
                StockDifferences.sight(suspect.key(), ours, theirs), waiting.contains(sku(suspect)), any -> true))
                .toList();
    }

    static String sku(Suspect suspect) {
        return suspect.key().substring(0, suspect.key().lastIndexOf('@'));
    }

    @Override
    public boolean unasked(Difference difference, Policies.Reconciliation policy) {
        return StockDifferences.isSmall(difference, policy)
                && harmless(counts, differences.details(difference));
    }

    @Override
    public boolean repair(Difference difference, Origin origin) {
        return repair(counts, differences.details(difference), origin);
    }

    /**
     * Goods that a promise counts on may have gone to the very buyer it was made to, and only the message is lost:
     * to seek other goods for it would send them twice.
     */
    static boolean harmless(Counts counts, Sight sight) {
        return counts.keepsPromises(taken(sight).as("judged"));
    }

    /** What they know nothing of, they have nothing of. */
    static boolean repair(Counts counts, Sight sight, Origin origin) {
        return counts.take(taken(sight).as(origin.correlation()), sight.ours().map(each -> each.as("known")), origin);
    }

    private static Count taken(Sight sight) {
        return sight.theirs().orElseGet(() -> none(sight.ours().orElseThrow()));
    }

    private static Count none(Count ours) {
        return new Count(ours.sku(), ours.location(), BigDecimal.ZERO, ours.unit(), ours.movement(), ours.asOf());
    }
}
