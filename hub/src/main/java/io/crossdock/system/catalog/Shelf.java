package io.crossdock.system.catalog;

import io.crossdock.canonical.Gtin;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All items of one moment, with their barcodes. */
record Shelf(Map<Sku, Row> rows, Map<Gtin, Pack> packs) {

    /** An item with the time at which the ERP last changed it. */
    record Row(Item item, Instant modifiedAt) {
    }

    /** What a barcode is on. */
    record Pack(Sku sku, Unit unit) {
    }

    static Shelf of(List<Row> all) {
        Map<Sku, Row> rows = new HashMap<>();
        Map<Gtin, Pack> packs = new HashMap<>();
        for (Row row : all) {
            rows.put(row.item().sku(), row);
            row.item().barcodes().forEach(barcode -> packs.put(barcode.gtin().canonical(),
                    new Pack(row.item().sku(), barcode.unit())));
        }
        return new Shelf(rows, packs);
    }

    Optional<Row> row(Sku sku) {
        return Optional.ofNullable(rows.get(sku));
    }

    Optional<Pack> pack(Gtin gtin) {
        return Optional.ofNullable(packs.get(gtin.canonical()));
    }
}
