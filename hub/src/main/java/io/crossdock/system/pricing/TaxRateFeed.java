package io.crossdock.system.pricing;

import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.SystemSettings.Kind;
import io.crossdock.platform.replica.Feed;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.PriceSource;
import io.crossdock.system.connectors.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Copies the tax rates of each ERP, all of them, every {@code taxRatesEvery}. */
@Component
class TaxRateFeed implements Feed<BookedRate> {

    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration FULL = Duration.ofHours(1);

    private final List<PriceSource> sources;
    private final Landscapes landscapes;
    private final PriceStore store;

    TaxRateFeed(List<PriceSource> sources, Landscapes landscapes, PriceStore store) {
        this.sources = sources;
        this.landscapes = landscapes;
        this.store = store;
    }

    @Override
    public String name() {
        return Taxes.FEED;
    }

    @Override
    public List<String> systems() {
        return Role.played(sources, landscapes.current(), Kind.ERP);
    }

    @Override
    public Schedule schedule(String id) {
        SystemSettings system = source(id).system();
        return new Schedule(system.setting("taxRatesEvery", EVERY), system.setting("taxRatesEvery", FULL));
    }

    @Override
    public Page<BookedRate> read(String system, Optional<Instant> modifiedSince, Optional<String> after) {
        Role.Bound<PriceSource> source = source(system);
        return new Page<>(source.role().taxRates(source.system()).stream()
                .map(rate -> new BookedRate(system, rate)).toList(), Optional.empty());
    }

    @Override
    public String key(BookedRate row) {
        return row.key();
    }

    @Override
    public Optional<Instant> modifiedAt(BookedRate row) {
        return Optional.empty();
    }

    @Override
    public int store(List<BookedRate> rows) {
        return store.storeTaxRates(rows);
    }

    @Override
    public int keepOnly(Collection<String> keys) {
        return store.keepOnlyTaxRates(keys);
    }

    @Override
    public String ownership(String system) {
        return "rates of " + system;
    }

    @Override
    public Set<String> ownedByOthers(String system) {
        List<BookedRate> all = store.taxRates();
        Set<String> read = all.stream().map(BookedRate::erp).collect(Collectors.toSet());
        List<String> others = systems().stream().filter(each -> !each.equals(system)).toList();
        // Rates of no ERP by name are of use while one has told none of its own.
        boolean unread = !read.containsAll(others);
        return all.stream().filter(row -> row.erp().isEmpty() ? unread : others.contains(row.erp()))
                .map(BookedRate::key).collect(Collectors.toSet());
    }

    private Role.Bound<PriceSource> source(String system) {
        return Role.of(sources, landscapes.current(), system);
    }
}
