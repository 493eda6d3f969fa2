package io.crossdock.system.catalog;

import io.crossdock.canonical.Item;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.SystemSettings.Kind;
import io.crossdock.platform.replica.Compared;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.MasterDataSource;
import io.crossdock.system.connectors.Role;
import io.crossdock.system.connectors.Sourced;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Copies the ERP's items; {@code masterDataEvery} and {@code masterDataFull} in its settings say how often.
 */
@Component
class ItemFeed implements Compared<Sourced<Item>> {

    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final Duration FULL = Duration.ofHours(6);

    private final List<MasterDataSource> sources;
    private final Landscapes landscapes;
    private final CatalogStore store;
    private final Json json;

    ItemFeed(List<MasterDataSource> sources, Landscapes landscapes, CatalogStore store, Json json) {
        this.sources = sources;
        this.landscapes = landscapes;
        this.store = store;
        this.json = json;
    }

    @Override
    public String name() {
        return Catalog.FEED;
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
    public Page<Sourced<Item>> read(String system, Optional<Instant> modifiedSince, Optional<String> after) {
        Role.Bound<MasterDataSource> source = source(system);
        return source.role().items(source.system(), new Asking(modifiedSince, after));
    }

    @Override
    public String key(Sourced<Item> row) {
        return row.value().sku().value();
    }

    @Override
    public Optional<Instant> modifiedAt(Sourced<Item> row) {
        return Optional.of(row.modifiedAt());
    }

    @Override
    public int store(List<Sourced<Item>> rows) {
        return store.store(rows);
    }

    @Override
    public int keepOnly(Collection<String> keys) {
        return store.keepOnly(keys);
    }

    @Override
    public String rows() {
        return "items";
    }

    @Override
    public List<Sourced<Item>> inForce(Optional<Collection<String>> keys) {
        return store.rows(keys);
    }

    @Override
    public String write(Sourced<Item> row) {
        return json.write(row);
    }

    @Override
    public Sourced<Item> read(String document) {
        JsonNode node = json.parse(document);
        return new Sourced<>(json.read(node.path("value"), Item.class),
                json.read(node.path("modifiedAt"), Instant.class));
    }

    private Role.Bound<MasterDataSource> source(String system) {
        return Role.of(sources, landscapes.current(), system);
    }
}
