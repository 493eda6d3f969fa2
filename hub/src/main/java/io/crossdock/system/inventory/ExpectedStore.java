package io.crossdock.system.inventory;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.json.Json;
import io.crossdock.system.connectors.ExpectedReport;
import io.crossdock.system.inventory.ExpectedReceipts.Arrival;
import io.crossdock.system.inventory.ExpectedReceipts.Changed;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ExpectedStore {

    private final JdbcClient jdbc;
    private final Json json;

    ExpectedStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    List<Expected> open() {
        return jdbc.sql("""
                SELECT reference, sku, location, unit, quantity - received AS quantity, expected_on, as_of
                  FROM inventory.expected WHERE quantity > received
                 ORDER BY sku, expected_on, location, reference
                """)
                .query(ExpectedStore::expected).list();
    }

    /** The places for which anything was ever expected, with the keys of what was. */
    Map<LocationId, Set<String>> keys() {
        return jdbc.sql("""
                SELECT location, reference || '|' || sku || '|' || location AS key FROM inventory.expected
                """)
                .query((row, number) -> Map.entry(new LocationId(row.getString("location")), row.getString("key"))).list()
                .stream().collect(Collectors.groupingBy(Map.Entry::getKey,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
    }

    List<Expected> open(Collection<Sku> skus) {
        return jdbc.sql("""
                SELECT reference, sku, location, unit, quantity - received AS quantity, expected_on, as_of
                  FROM inventory.expected WHERE quantity > received AND sku IN (:skus)
                 ORDER BY sku, expected_on, location, reference
                """)
                .param("skus", skus.stream().map(Sku::value).toList()).query(ExpectedStore::expected).list();
    }

    private static Expected expected(ResultSet row, int number) throws SQLException {
        return new Expected(row.getString("reference"), new Sku(row.getString("sku")),
                new LocationId(row.getString("location")),
                new Quantity(row.getBigDecimal("quantity"), Unit.of(row.getString("unit"))),
                row.getObject("expected_on", LocalDate.class), row.getTimestamp("as_of").toInstant());
    }

    private record Row(String reference, Sku sku, LocationId location, Unit unit, BigDecimal quantity,
            LocalDate expected_on) {
    }

    /** What the source has taken off an expected receipt since it was last asked has come in: it is counted once only. */
    List<Changed> store(List<ExpectedReport> reports, Instant now) {
        List<Row> rows = reports.stream().map(each -> new Row(each.reference(), each.sku(), each.location(),
                each.quantity().unit(), each.quantity().value(), each.expectedOn())).toList();
        return jdbc.sql("""
                WITH told AS (
                    SELECT reference, sku, location, min(unit) AS unit, sum(quantity) AS quantity,
                           max(expected_on) AS expected_on
                      FROM json_to_recordset(:rows::json) AS r(reference text, sku text, location text, unit text,
                                                               quantity numeric, expected_on date)
                     GROUP BY reference, sku, location HAVING count(DISTINCT unit) = 1),
                before AS (
                    SELECT e.* FROM inventory.expected e JOIN told USING (reference, sku, location) FOR UPDATE OF e),
                after AS (
                    INSERT INTO inventory.expected AS e (reference, sku, location, unit, quantity, expected_on, as_of)
                    SELECT reference, sku, location, t.unit, t.quantity, t.expected_on, :now
                      FROM told t LEFT JOIN before USING (reference, sku, location)
                     ORDER BY reference, sku, location
                    ON CONFLICT (reference, sku, location) DO UPDATE
                       SET quantity = excluded.quantity, unit = excluded.unit, expected_on = excluded.expected_on,
                           as_of = excluded.as_of,
                           received = greatest(e.received - greatest(e.quantity - excluded.quantity, 0), 0)
                    RETURNING *)
                SELECT sku, location, reference, b.unit AS unit_before, b.quantity - b.received AS quantity_before,
                       b.expected_on AS on_before, a.unit AS unit_after,
                       greatest(a.quantity - a.received, 0) AS quantity_after, a.expected_on AS on_after
                  FROM after a LEFT JOIN before b USING (reference, sku, location)
                 WHERE (greatest(b.quantity - b.received, 0), b.unit, b.expected_on)
                       IS DISTINCT FROM (greatest(a.quantity - a.received, 0), a.unit, a.expected_on)
                 ORDER BY sku, location, reference
                """)
                .param("rows", json.rows(rows)).param("now", Timestamp.from(now)).query(ExpectedStore::changed).list();
    }

    List<Changed> keepOnly(Collection<String> keys) {
        return jdbc.sql("""
                DELETE FROM inventory.expected e
                 WHERE NOT EXISTS (SELECT FROM json_array_elements_text(:keys::json) AS kept(key)
                                    WHERE kept.key = e.reference || '|' || e.sku || '|' || e.location)
                RETURNING sku, location, reference, unit AS unit_before, greatest(quantity - received, 0) AS quantity_before,
                          expected_on AS on_before, unit AS unit_after, NULL::numeric AS quantity_after,
                          NULL::date AS on_after
                """)
                .param("keys", json.rows(keys)).query(ExpectedStore::changed).list();
    }

    /** Counts what has come in of an expected receipt. */
    Optional<Changed> received(String reference, Sku sku, LocationId location, BigDecimal quantity) {
        return jdbc.sql("""
                WITH before AS (
                    SELECT * FROM inventory.expected
                     WHERE reference = :reference AND sku = :sku AND location = :location AND received < quantity
                       FOR UPDATE)
                UPDATE inventory.expected e SET received = e.received + :quantity
                  FROM before b
                 WHERE e.reference = b.reference AND e.sku = b.sku AND e.location = b.location
                RETURNING e.sku, e.location, e.reference, b.unit AS unit_before,
                          b.quantity - b.received AS quantity_before, b.expected_on AS on_before, e.unit AS unit_after,
                          greatest(e.quantity - e.received, 0) AS quantity_after, e.expected_on AS on_after
                """)
                .param("reference", reference).param("sku", sku.value()).param("location", location.value())
                .param("quantity", quantity).query(ExpectedStore::changed).optional();
    }

    private static Changed changed(ResultSet row, int number) throws SQLException {
        return new Changed(new Sku(row.getString("sku")), new LocationId(row.getString("location")),
                row.getString("reference"), arrival(row, "before"), arrival(row, "after"));
    }

    private static Optional<Arrival> arrival(ResultSet row, String when) throws SQLException {
        BigDecimal quantity = row.getBigDecimal("quantity_" + when);
        return quantity == null ? Optional.empty() : Optional.of(new Arrival(
                new Quantity(quantity.max(BigDecimal.ZERO), Unit.of(row.getString("unit_" + when))),
                row.getObject("on_" + when, LocalDate.class)));
    }
}
