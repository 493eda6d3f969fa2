package io.crossdock.system.pricing;

import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.SystemSettings.Kind;
import io.crossdock.platform.replica.Compared;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.PriceSource;
import io.crossdock.system.connectors.PriceSource.PriceLine;
import io.crossdock.system.connectors.Role;
import io.crossdock.system.customers.Customers;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Copies contracts and breaks, all of them every {@code pricesEvery}: the ERP does not say when one changed.
 */
@Component
class PriceLineFeed implements Compared<PriceLine> {

    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final Duration FULL = Duration.ofMinutes(5);

    private final List<PriceSource> sources;
    private final Landscapes landscapes;
    private final PriceStore store;
    private final Customers customers;
    private final Json json;

    PriceLineFeed(List<PriceSource> sources, Landscapes landscapes, PriceStore store, Customers customers, Json json) {
        this.customers = customers;
        this.sources = sources;
        this.landscapes = landscapes;
        this.store = store;
        this.json = json;
    }

    @Override
    public String name() {
        return Pricing.LINE_FEED;
    }

    @Override
    public List<String> systems() {
        return Role.played(sources, landscapes.current(), Kind.ERP);
    }

    /** A contract is of the ERP that books the accounts that buy by it; whatever holds for everyone is the first one's. */
    @Override
    public boolean owns(String system, PriceLine row) {
        Landscape landscape = landscapes.current();
        return landscape.branches().all().isEmpty() || row.contract().flatMap(customers::byContract)
                .flatMap(landscape::erp).or(landscape::mainErp).filter(erp -> erp.id().equals(system)).isPresent();
    }

    @Override
    public String ownership(String system) {
        return landscapes.current().ownership(system);
    }

    @Override
    public Schedule schedule(String id) {
        SystemSettings system = source(id).system();
        return new Schedule(system.setting("pricesEvery", EVERY), system.setting("pricesEvery", FULL));
    }

    @Override
    public Page<PriceLine> read(String system, Optional<Instant> modifiedSince, Optional<String> after) {
        Role.Bound<PriceSource> source = source(system);
        return source.role().priceLines(source.system(), new Asking(modifiedSince, after));
    }

    @Override
    public String key(PriceLine row) {
        return PriceStore.key(row);
    }

    @Override
    public Optional<Instant> modifiedAt(PriceLine row) {
        return Optional.empty();
    }

    @Override
    public int store(List<PriceLine> rows) {
        return store.storeLines(rows);
    }

    @Override
    public int keepOnly(Collection<String> keys) {
        return store.keepOnlyLines(keys);
    }

    @Override
    public String rows() {
        return "contract prices";
    }

    @Override
    public List<PriceLine> inForce(Optional<Collection<String>> keys) {
        return store.lineRows(keys);
    }

    @Override
    public String write(PriceLine row) {
        return json.write(row);
    }

    @Override
    public PriceLine read(String document) {
        return json.read(document, PriceLine.class);
    }

    private Role.Bound<PriceSource> source(String system) {
        return Role.of(sources, landscapes.current(), system);
    }
}
