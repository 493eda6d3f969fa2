package io.crossdock.system.pricing;

import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.SystemSettings.Kind;
import io.crossdock.platform.replica.Compared;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.PriceSource;
import io.crossdock.system.connectors.PriceSource.ListPrice;
import io.crossdock.system.connectors.Role;
import io.crossdock.system.connectors.Sourced;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Copies the ERP's list prices; {@code masterDataEvery} and {@code masterDataFull} say how often. */
@Component
class ListPriceFeed implements Compared<Sourced<ListPrice>> {

    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final Duration FULL = Duration.ofHours(6);

    private final List<PriceSource> sources;
    private final Landscapes landscapes;
    private final PriceStore store;
    private final Json json;

    ListPriceFeed(List<PriceSource> sources, Landscapes landscapes, PriceStore store, Json json) {
        this.sources = sources;
        this.landscapes = landscapes;
        this.store = store;
        this.json = json;
    }

    @Override
    public String name() {
        return Pricing.LIST_FEED;
    }

    @Override
    public List<String> systems() {
        return Role.played(sources, landscapes.current(), Kind.ERP).stream().limit(1).toList();
    }

    @Override
    public Schedule schedule(String id) {
        SystemSettings system = source(id).system();
        return new Schedule(system.setting("masterDataEvery", EVERY), system.setting("masterDataFull", FULL));
    }

    @Override
    public Page<Sourced<ListPrice>> read(String system, Optional<Instant> modifiedSince, Optional<String> after) {
        Role.Bound<PriceSource> source = source(system);
        return source.role().listPrices(source.system(), new Asking(modifiedSince, after));
    }

    @Override
    public String key(Sourced<ListPrice> row) {
        return row.value().sku().value();
    }

    @Override
    public Optional<Instant> modifiedAt(Sourced<ListPrice> row) {
        return Optional.of(row.modifiedAt());
    }

    @Override
    public int store(List<Sourced<ListPrice>> rows) {
        return store.storeList(rows);
    }

    @Override
    public int keepOnly(Collection<String> keys) {
        return store.keepOnlyList(keys);
    }

    @Override
    public String rows() {
        return "list prices";
    }

    @Override
    public List<Sourced<ListPrice>> inForce(Optional<Collection<String>> keys) {
        return store.listRows(keys);
    }

    @Override
    public String write(Sourced<ListPrice> row) {
        return json.write(row);
    }

    @Override
    public Sourced<ListPrice> read(String document) {
        JsonNode node = json.parse(document);
        return new Sourced<>(json.read(node.path("value"), ListPrice.class),
                json.read(node.path("modifiedAt"), Instant.class));
    }

    private Role.Bound<PriceSource> source(String system) {
        return Role.of(sources, landscapes.current(), system);
    }
}
