package io.crossdock.system.catalog;

import io.crossdock.canonical.Item;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.platform.replica.Known;
import io.crossdock.platform.replica.Replica;
import io.crossdock.platform.replica.Replicas;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The items we sell. Answers come from memory; none touches the database or the network. */
@Component
public class Catalog {

    static final String FEED = "catalog.items";

    private final Replica<Shelf> replica;
    private final Meanings meanings;

    Catalog(Replicas replicas, CatalogStore store, Meanings meanings) {
        this.meanings = meanings;
        this.replica = replicas.hold(Set.of(FEED), () -> Shelf.of(store.all()));
    }

    public Optional<Item> item(Sku sku) {
        return replica.held().snapshot().row(sku).map(Shelf.Row::item);
    }

    /** The item with its version and age, for a decision receipt. */
    public Optional<Known<Item>> known(Sku sku) {
        Replica.Held<Shelf> held = replica.held();
        return held.snapshot().row(sku).map(row -> known(held, row));
    }

    /**
     * Finds an item by any name.
     *
     * @param partner whose cross-reference knows the buyer's own numbers; without one they are unknown
     */
    public ItemAnswer find(ItemName name, Optional<Partner> partner) {
        Replica.Held<Shelf> held = replica.held();
        return switch (name) {
            case ItemName.BySku bySku -> found(held, name, bySku.sku(), Optional.empty());
            case ItemName.ByGtin byGtin -> held.snapshot().pack(byGtin.gtin())
                    .map(pack -> found(held, name, pack.sku(), Optional.of(pack.unit())))
                    .orElseGet(() -> new ItemAnswer.Unknown(name,
                            "No item carries the barcode " + name + "."));
            case ItemName.ByBuyerItem byBuyer -> partner.flatMap(each -> meanings.item(each, byBuyer.buyerItem()))
                    .map(reference -> found(held, name, reference.sku(), reference.unit()))
                    .orElseGet(() -> new ItemAnswer.Unknown(name,
                            "Your item " + name + " is not in the cross-reference we have for you."));
        };
    }

    /** All items, by sku. */
    public List<Item> items() {
        return replica.held().snapshot().rows().values().stream().map(Shelf.Row::item)
                .sorted(Comparator.comparing(Item::sku)).toList();
    }

    /** The ERP still said so at this time; the epoch while it was never asked. */
    public Instant asOf() {
        return replica.held().asOf();
    }

    private static ItemAnswer found(Replica.Held<Shelf> held, ItemName name, Sku sku, Optional<Unit> unit) {
        return held.snapshot().row(sku).<ItemAnswer>map(row -> new ItemAnswer.Found(known(held, row), unit))
                .orElseGet(() -> new ItemAnswer.Unknown(name, "We have no item " + sku + "."));
    }

    private static Known<Item> known(Replica.Held<Shelf> held, Shelf.Row row) {
        return new Known<>(row.item(), row.modifiedAt().toString(), held.asOf());
    }
}
