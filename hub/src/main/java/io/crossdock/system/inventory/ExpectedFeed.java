package io.crossdock.system.inventory;

import io.crossdock.canonical.LocationId;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Feed;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.ExpectedReport;
import io.crossdock.system.connectors.ExpectedSource;
import io.crossdock.system.connectors.Role;
import io.crossdock.system.connectors.SystemUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Reads what the ERP expects; {@code expectedEvery} in its settings says how often. */
@Component
class ExpectedFeed implements Feed<ExpectedReport> {

    private static final Duration EVERY = Duration.ofSeconds(15);
    private static final Origin ORIGIN = Origin.start("expected-receipts", "system:erp");

    private final List<ExpectedSource> sources;
    private final Landscapes landscapes;
    private final ExpectedReceipts receipts;

    ExpectedFeed(List<ExpectedSource> sources, Landscapes landscapes, ExpectedReceipts receipts) {
        this.sources = sources;
        this.landscapes = landscapes;
        this.receipts = receipts;
    }

    @Override
    public String name() {
        return ExpectedReceipts.FEED;
    }

    @Override
    public List<String> systems() {
        return Role.played(sources, landscapes.current(), SystemSettings.Kind.ERP);
    }

    @Override
    public boolean owns(String system, ExpectedReport row) {
        return owns(system, row.location());
    }

    private boolean owns(String system, LocationId location) {
        return landscapes.current().books(system, location);
    }

    @Override
    public Set<String> ownedByOthers(String system) {
        return systems().size() < 2 ? Set.of() : receipts.keys(location -> !owns(system, location));
    }

    @Override
    public String ownership(String system) {
        return landscapes.current().ownership(system);
    }

    @Override
    public Schedule schedule(String id) {
        Duration every = source(id).system().setting("expectedEvery", EVERY);
        return new Schedule(every, every);
    }

    @Override
    public Page<ExpectedReport> read(String system, Optional<Instant> modifiedSince, Optional<String> after) {
        Role.Bound<ExpectedSource> source = source(system);
        return switch (source.role().expected(source.system(), after)) {
            case ExpectedSource.Answer.Page(var reports, var next) -> new Page<>(reports, next);
            case ExpectedSource.Answer.NoAnswer(String why) -> throw new SystemUnavailable(why);
        };
    }

    @Override
    public String key(ExpectedReport row) {
        return row.reference() + "|" + row.sku() + "|" + row.location();
    }

    @Override
    public Optional<Instant> modifiedAt(ExpectedReport row) {
        return Optional.empty();
    }

    @Override
    public int store(List<ExpectedReport> rows) {
        return receipts.report(rows, ORIGIN);
    }

    @Override
    public int keepOnly(Collection<String> keys) {
        return receipts.keepOnly(keys, ORIGIN);
    }

    /** All that was expected may have come in. */
    @Override
    public boolean mayBeEmpty() {
        return true;
    }

    private Role.Bound<ExpectedSource> source(String system) {
        return Role.of(sources, landscapes.current(), system);
    }
}
