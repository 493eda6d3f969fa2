package io.crossdock.system.inventory;

import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Feed;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.Role;
import io.crossdock.system.connectors.StockReport;
import io.crossdock.system.connectors.StockSource;
import io.crossdock.system.connectors.SystemUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Reads whole stock snapshots from the ERP; what warehouses report in between is newer and stays. Of an ERP that does not
 * number its snapshots with the warehouse's movements, only what no warehouse has counted is taken.
 */
@Component
class StockFeed implements Feed<StockReport> {

    private static final Duration EVERY = Duration.ofMinutes(5);

    private final List<StockSource> sources;
    private final Landscapes landscapes;
    private final Inventory inventory;

    StockFeed(List<StockSource> sources, Landscapes landscapes, Inventory inventory) {
        this.sources = sources;
        this.landscapes = landscapes;
        this.inventory = inventory;
    }

    @Override
    public String name() {
        return "inventory.stock";
    }

    @Override
    public List<String> systems() {
        return Role.played(sources, landscapes.current(), SystemSettings.Kind.ERP);
    }

    @Override
    public boolean owns(String system, StockReport row) {
        return landscapes.current().books(system, row.location());
    }

    @Override
    public String ownership(String system) {
        return landscapes.current().ownership(system);
    }

    @Override
    public Schedule schedule(String id) {
        Duration every = source(id).system().setting("stockEvery", EVERY);
        return new Schedule(every, every);
    }

    @Override
    public Page<StockReport> read(String system, Optional<Instant> modifiedSince, Optional<String> after) {
        Role.Bound<StockSource> source = source(system);
        return switch (source.role().stock(source.system(), after)) {
            case StockSource.Answer.Page(var reports, var next) -> new Page<>(reports, next);
            case StockSource.Answer.NoAnswer(String why) -> throw new SystemUnavailable(why);
        };
    }

    @Override
    public String key(StockReport row) {
        return row.sku() + "@" + row.location();
    }

    @Override
    public Optional<Instant> modifiedAt(StockReport row) {
        return Optional.empty();
    }

    @Override
    public int store(List<StockReport> rows) {
        return inventory.snapshot(rows.stream().map(r -> new StockCount(r.sku(), r.location(), r.onHand().value(),
                r.onHand().unit(), r.movement(), r.asOf(), "snapshot")).toList(),
                Origin.start("snapshot-" + rows.getFirst().asOf(), "system:erp"));
    }

    /** A position that a snapshot does not name keeps its history; reconciliation speaks about it. */
    @Override
    public int keepOnly(Collection<String> keys) {
        return 0;
    }

    private Role.Bound<StockSource> source(String system) {
        return Role.of(sources, landscapes.current(), system);
    }
}
