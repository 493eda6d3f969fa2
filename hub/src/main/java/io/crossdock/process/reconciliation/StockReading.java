package io.crossdock.process.reconciliation;

import io.crossdock.canonical.LocationId;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Role;
import io.crossdock.system.connectors.StockReport;
import io.crossdock.system.connectors.StockSource;
import io.crossdock.system.connectors.SystemUnavailable;
import io.crossdock.system.inventory.Counts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Reads counts, whole, on either side. Thread-safe. */
@Component
class StockReading {

    private static final int PAGES_MOST = 10_000;

    private final List<StockSource> sources;
    private final Counts counts;

    StockReading(List<StockSource> sources, Counts counts) {
        this.sources = sources;
        this.counts = counts;
    }

    boolean canRead(SystemSettings system) {
        return Role.of(sources, system).isPresent();
    }

    /** What a system says, at one location or wherever it counts. */
    Map<String, Count> theirs(SystemSettings system, Optional<LocationId> location) {
        StockSource source = Role.of(sources, system).orElseThrow(() -> new SystemUnavailable(
                "The connector of " + system.id() + " cannot read stock.")).role();
        Map<String, Count> all = new TreeMap<>();
        Optional<String> after = Optional.empty();
        for (int page = 0; page < PAGES_MOST; page++) {
            switch (source.stock(system, after)) {
                case StockSource.Answer.NoAnswer(String why) -> throw new SystemUnavailable(why);
                case StockSource.Answer.Page(List<StockReport> reports, Optional<String> next) -> {
                    reports.stream().map(Count::of).filter(count -> location.filter(here ->
                            !here.equals(count.location())).isEmpty()).forEach(count -> all.put(count.key(), count));
                    after = next;
                }
            }
            if (after.isEmpty()) {
                return all;
            }
        }
        throw new SystemUnavailable(system.id() + " has more than " + PAGES_MOST + " pages of stock.");
    }

    Map<String, Count> ours(Optional<LocationId> location) {
        Map<String, Count> all = new TreeMap<>();
        counts.known(location).stream().map(Count::of).forEach(count -> all.put(count.key(), count));
        return all;
    }
}
