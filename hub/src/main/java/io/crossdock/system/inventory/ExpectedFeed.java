package io.crossdock.system.inventory;

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
    public boolean available() {
        return source().isPresent();
    }

    @Override
    public Schedule schedule() {
        Duration every = source().map(bound -> bound.system().setting("expectedEvery", EVERY)).orElse(EVERY);
        return new Schedule(every, every);
    }

    @Override
    public Page<ExpectedReport> read(Optional<Instant> modifiedSince, Optional<String> after) {
        Role.Bound<ExpectedSource> source = source().orElseThrow();
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

    private Optional<Role.Bound<ExpectedSource>> source() {
        return Role.first(sources, landscapes.current(), SystemSettings.Kind.ERP);
    }
}
