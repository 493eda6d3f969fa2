package io.crossdock.system.pricing;

import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings.Kind;
import io.crossdock.platform.replica.Feed;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.PriceSource;
import io.crossdock.system.connectors.PriceSource.TaxRate;
import io.crossdock.system.connectors.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Copies the tax rates, all of them, every {@code taxRatesEvery}. */
@Component
class TaxRateFeed implements Feed<TaxRate> {

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
    public boolean available() {
        return source().isPresent();
    }

    @Override
    public Schedule schedule() {
        return source().map(Role.Bound::system).map(system -> new Schedule(
                system.setting("taxRatesEvery", EVERY), system.setting("taxRatesEvery", FULL)))
                .orElse(new Schedule(EVERY, FULL));
    }

    @Override
    public Page<TaxRate> read(Optional<Instant> modifiedSince, Optional<String> after) {
        Role.Bound<PriceSource> source = source().orElseThrow();
        return new Page<>(source.role().taxRates(source.system()), Optional.empty());
    }

    @Override
    public String key(TaxRate row) {
        return row.region() + "|" + row.taxClass();
    }

    @Override
    public Optional<Instant> modifiedAt(TaxRate row) {
        return Optional.empty();
    }

    @Override
    public int store(List<TaxRate> rows) {
        return store.storeTaxRates(rows);
    }

    @Override
    public int keepOnly(Collection<String> keys) {
        return store.keepOnlyTaxRates(keys);
    }

    private Optional<Role.Bound<PriceSource>> source() {
        return Role.first(sources, landscapes.current(), Kind.ERP);
    }
}
