package io.crossdock.system.catalog;

import io.crossdock.canonical.Gtin;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.MasterData;
import io.crossdock.platform.landscape.MasterData.Risk;
import io.crossdock.platform.stewardship.Difference;
import io.crossdock.platform.stewardship.Judgement;
import io.crossdock.platform.stewardship.Watch;
import io.crossdock.system.connectors.Sourced;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What is risky about items: base unit, packs, barcodes, and that one goes. */
@Component
class ItemWatch implements Watch<Sourced<Item>> {

    private final CatalogStore store;
    private final Json json;

    ItemWatch(CatalogStore store, Json json) {
        this.store = store;
        this.json = json;
    }

    @Override
    public String feed() {
        return Catalog.FEED;
    }

    @Override
    public String title() {
        return "Items";
    }

    @Override
    public List<Judgement<Sourced<Item>>> judge(List<Sourced<Item>> rows, MasterData policy) {
        Map<Sku, Item> inForce = inForce(rows);
        Map<Gtin, Shelf.Pack> taken = policy.holds(Risk.BARCODE) ? taken(rows, inForce) : Map.of();
        return rows.stream().map(row -> judge(row, Optional.ofNullable(inForce.get(row.value().sku())), policy, taken))
                .toList();
    }

    private static Judgement<Sourced<Item>> judge(Sourced<Item> row, Optional<Item> before, MasterData policy,
            Map<Gtin, Shelf.Pack> taken) {
        Item after = row.value();
        Item merged = before.map(item -> ItemMerge.of(item, after, policy, taken))
                .orElseGet(() -> ItemMerge.of(after, taken));
        List<Difference> held = ItemMerge.differences(merged, after, taken);
        Set<String> subjects = held.stream().filter(each -> each.risk() == Risk.BARCODE).map(Difference::what)
                .collect(Collectors.toSet());
        return new Judgement<>(after.sku().value(), after.description(), Optional.of(row),
                Optional.of(new Sourced<>(merged, row.modifiedAt())), held, subjects, Set.of());
    }

    private Map<Sku, Item> inForce(List<Sourced<Item>> rows) {
        return store.inForce(rows.stream().map(row -> row.value().sku().value()).toList()).stream()
                .collect(Collectors.toMap(Item::sku, item -> item));
    }

    /** Barcodes that rows bring and that another item carries. */
    private Map<Gtin, Shelf.Pack> taken(List<Sourced<Item>> rows, Map<Sku, Item> inForce) {
        Map<Gtin, Shelf.Pack> taken = new HashMap<>();
        Set<Gtin> brought = new HashSet<>();
        for (Sourced<Item> row : rows) {
            Set<Gtin> own = Optional.ofNullable(inForce.get(row.value().sku())).map(ItemMerge::barcodes)
                    .map(Map::keySet).orElse(Set.of());
            ItemMerge.barcodes(row.value()).keySet().stream().filter(gtin -> !own.contains(gtin)).forEach(brought::add);
        }
        if (!brought.isEmpty()) {
            store.carriers(brought).forEach(item -> ItemMerge.barcodes(item).forEach((gtin, barcode) -> {
                if (brought.contains(gtin)) {
                    taken.put(gtin, new Shelf.Pack(item.sku(), barcode.unit()));
                }
            }));
        }
        return taken;
    }

    @Override
    public List<Judgement<Sourced<Item>>> gone(Collection<String> seen, MasterData policy) {
        return !policy.holds(Risk.REMOVAL) ? List.of() : store.activeBut(seen).stream()
                .map(item -> Judgement.<Sourced<Item>>gone(item.sku().value(), item.description(),
                        new Difference(Risk.REMOVAL, "Item", item.description(), ""))).toList();
    }

    @Override
    public Optional<String> obstacle(List<Sourced<Item>> rows) {
        Set<Sku> skus = rows.stream().map(row -> row.value().sku()).collect(Collectors.toSet());
        return taken(rows, inForce(rows)).entrySet().stream().filter(each -> !skus.contains(each.getValue().sku()))
                .map(each -> "Barcode " + each.getKey() + " is still on " + each.getValue().sku()
                        + " at the source. Take it off there first.").sorted().findFirst();
    }

    @Override
    public String write(Sourced<Item> row) {
        return json.write(row);
    }

    @Override
    public Sourced<Item> read(String document) {
        JsonNode node = json.parse(document);
        return new Sourced<>(json.read(node.path("value"), Item.class), json.read(node.path("modifiedAt"), Instant.class));
    }

    @Override
    public void put(List<Sourced<Item>> rows) {
        store.store(rows);
    }

    @Override
    public void remove(Collection<String> keys) {
        store.remove(keys);
    }
}
