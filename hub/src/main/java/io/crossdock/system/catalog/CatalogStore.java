package io.crossdock.system.catalog;

import io.crossdock.canonical.Gtin;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.json.Json;
import io.crossdock.system.connectors.Sourced;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

    void remove(Collection<String> skus) {
        jdbc.sql("DELETE FROM catalog.item WHERE sku IN (SELECT json_array_elements_text(:skus::json))")
                .param("skus", json.rows(skus)).update();
    }

    List<Item> inForce(Collection<String> skus) {
        return jdbc.sql("""
                SELECT document FROM catalog.item WHERE sku IN (SELECT json_array_elements_text(:skus::json))
                """)
                .param("skus", json.rows(skus)).query(this::item).list();
    }

    /** Items on sale whose sku is none of these. */
    List<Item> activeBut(Collection<String> skus) {
        return jdbc.sql("""
                SELECT document FROM catalog.item i
                 WHERE status = 'ACTIVE' AND NOT EXISTS (SELECT FROM json_array_elements_text(:skus::json) AS kept(sku)
                                                          WHERE kept.sku = i.sku)
                 ORDER BY sku
                """)
                .param("skus", json.rows(skus)).query(this::item).list();
    }

    /** Items that carry one of these barcodes, in whatever length it was written. */
    List<Item> carriers(Collection<Gtin> barcodes) {
        List<String> written = barcodes.stream().flatMap(gtin -> Stream.of(14, 13, 12, 8)
                .filter(length -> gtin.canonical().value().startsWith("0".repeat(14 - length)))
                .map(length -> gtin.canonical().value().substring(14 - length))).distinct().toList();
        return jdbc.sql("""
                SELECT document FROM catalog.item
                 WHERE document -> 'barcodes' @> ANY (
                       ARRAY(SELECT jsonb_build_array(jsonb_build_object('gtin', gtin))
                               FROM json_array_elements_text(:written::json) AS w(gtin)))
                """)
                .param("written", json.rows(written)).query(this::item).list();
    }

    private Item item(ResultSet row, int number) throws SQLException {
        return json.read(row.getString("document"), Item.class);
    }

    /** @param skus empty: all of them */
    List<Sourced<Item>> rows(Optional<Collection<String>> skus) {
        return jdbc.sql("""
                SELECT document, modified_at FROM catalog.item
                 WHERE :skus::json IS NULL OR sku IN (SELECT json_array_elements_text(:skus::json))
                """)
                .param("skus", skus.map(json::rows).orElse(null))
                .query((row, number) -> new Sourced<>(item(row, number),
                        row.getTimestamp("modified_at").toInstant())).list();
    }

    List<Shelf.Row> all() {
        return jdbc.sql("SELECT document, modified_at FROM catalog.item")
                .query((row, number) -> new Shelf.Row(
                json.read(row.getString("document"), Item.class), row.getTimestamp("modified_at")
                .toInstant())).list();
    }
}
