package io.crossdock.system.catalog;

import io.crossdock.canonical.Item;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.json.Json;
import io.crossdock.system.connectors.Sourced;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CatalogStore {

    private final JdbcClient jdbc;
    private final Json json;

    CatalogStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Row(Sku sku, Item document, Instant modified_at) {
    }

    int store(List<Sourced<Item>> items) {
        List<Row> rows = items.stream()
                .map(each -> new Row(each.value().sku(), each.value(), each.modifiedAt())).toList();
        return jdbc.sql("""
                INSERT INTO catalog.item AS i (sku, document, modified_at)
                SELECT sku, document, modified_at
                  FROM json_to_recordset(:rows::json) AS r(sku text, document jsonb, modified_at timestamptz)
                ON CONFLICT (sku) DO UPDATE
                   SET document = excluded.document, modified_at = excluded.modified_at
                 WHERE (i.document, i.modified_at) IS DISTINCT FROM (excluded.document, excluded.modified_at)
                """).param("rows", json.rows(rows)).update();
    }

    int keepOnly(Collection<String> skus) {
        return jdbc.sql("""
                DELETE FROM catalog.item i
                 WHERE NOT EXISTS (SELECT FROM json_array_elements_text(:skus::json) AS kept(sku)
                                    WHERE kept.sku = i.sku)
                """).param("skus", json.rows(skus)).update();
    }

    List<Shelf.Row> all() {
        return jdbc.sql("SELECT document, modified_at FROM catalog.item")
                .query((row, number) -> new Shelf.Row(
                json.read(row.getString("document"), Item.class), row.getTimestamp("modified_at")
                .toInstant())).list();
    }
}
