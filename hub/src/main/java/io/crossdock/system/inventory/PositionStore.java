package io.crossdock.system.inventory;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.json.Json;
import io.crossdock.system.inventory.Inventory.Adjusted;
import io.crossdock.system.inventory.Inventory.Cause;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class PositionStore {

    private final JdbcClient jdbc;
    private final Json json;

    PositionStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private static final String STOCK = """
            SELECT sku, location, unit, on_hand, on_hold, reserved, counted_at FROM inventory.position
             WHERE sku IN (:skus)
             ORDER BY sku, location
            """;

    List<Stock> read(Collection<Sku> skus) {
        return jdbc.sql(STOCK).param("skus", names(skus)).query(PositionStore::stock).list();
    }

    /** Everyone locks in the same order, so that nobody waits in a circle. */
    List<Stock> lock(Collection<Sku> skus) {
        return jdbc.sql(STOCK + " FOR UPDATE").param("skus", names(skus)).query(PositionStore::stock).list();
    }

    private static List<String> names(Collection<Sku> skus) {
        return skus.stream().map(Sku::value).distinct().sorted().toList();
    }

    private static Stock stock(ResultSet row, int number) throws SQLException {
        Unit unit = Unit.of(row.getString("unit"));
        return new Stock(new Sku(row.getString("sku")), new LocationId(row.getString("location")),
                new Quantity(row.getBigDecimal("on_hand"), unit), new Quantity(row.getBigDecimal("on_hold"), unit),
                new Quantity(row.getBigDecimal("reserved"), unit), row.getTimestamp("counted_at").toInstant());
    }

    private record Change(int ordinal, Sku sku, LocationId location, Unit unit, BigDecimal delta, String document) {
    }

    /** Changes what is promised, and writes the movements; all of them or none. */
    void change(Cause cause, List<Reservation> reservations, String actor, Instant now) {
        boolean adds = cause == Cause.RESERVED;
        List<Change> changes = new ArrayList<>(reservations.size());
        reservations.stream()
                .sorted(Comparator.comparing(Reservation::sku).thenComparing(Reservation::location))
                .forEach(r -> changes.add(new Change(changes.size(), r.sku(), r.location(), r.quantity().unit(),
                        adds ? r.quantity().value() : r.quantity().value().negate(), r.document())));
        int written = jdbc.sql("""
                WITH change AS (
                    SELECT * FROM json_to_recordset(:changes::json)
                        AS c(ordinal int, sku text, location text, unit text, delta numeric, document text)),
                moved AS (
                    UPDATE inventory.position p
                       SET reserved = p.reserved + s.delta
                      FROM (SELECT sku, location, unit, sum(delta) AS delta FROM change GROUP BY sku, location, unit) s
                     WHERE p.sku = s.sku AND p.location = s.location AND p.unit = s.unit
                       AND (s.delta < 0 OR p.on_hand - p.on_hold - p.reserved >= s.delta)
                    RETURNING p.sku, p.location)
                INSERT INTO inventory.movement (sku, location, cause, on_hand_delta, reserved_delta, document, actor, at)
                SELECT c.sku, c.location, :cause, 0, c.delta, c.document, :actor, :now
                  FROM change c JOIN moved USING (sku, location)
                 ORDER BY c.ordinal
                """)
                .param("changes", json.rows(changes)).param("cause", cause.name().toLowerCase(Locale.ROOT))
                .param("actor", actor).param("now", Timestamp.from(now)).update();
        if (written != changes.size()) {
            throw new IllegalStateException(cause + " does not fit the positions: " + reservations);
        }
    }

    private record Count(Sku sku, LocationId location, Unit unit, BigDecimal on_hand, long movement, Instant as_of,
            String cause) {
    }

    /** Takes over the counts that are newer than what is known; returns the positions whose stock changed. */
    List<Adjusted> count(List<StockCount> counts, String actor, Instant now) {
        List<Count> rows = counts.stream()
                .map(c -> new Count(c.sku(), c.location(), c.unit(), c.onHand(), c.movement(), c.asOf(), c.cause()))
                .toList();
        return jdbc.sql("""
                WITH told AS (
                    SELECT DISTINCT ON (sku, location) *
                      FROM json_to_recordset(:counts::json)
                        AS c(sku text, location text, unit text, on_hand numeric, movement bigint,
                             as_of timestamptz, cause text)
                     ORDER BY sku, location, movement DESC),
                before AS (
                    SELECT p.sku, p.location, p.on_hand
                      FROM inventory.position p JOIN told USING (sku, location)
                     ORDER BY p.sku, p.location
                       FOR UPDATE OF p),
                counted AS (
                    INSERT INTO inventory.position AS p (sku, location, unit, on_hand, movement, counted_at)
                    SELECT sku, location, unit, on_hand, movement, as_of FROM told
                      LEFT JOIN (SELECT count(*) FROM before) locked ON true
                     ORDER BY sku, location
                    ON CONFLICT (sku, location) DO UPDATE
                       SET on_hand = excluded.on_hand, movement = excluded.movement, counted_at = excluded.counted_at
                     WHERE p.movement < excluded.movement AND p.unit = excluded.unit
                    RETURNING p.sku, p.location, p.on_hand, p.reserved),
                changed AS (
                    SELECT c.sku, c.location, coalesce(b.on_hand, 0) AS before, c.on_hand, c.reserved, t.cause
                      FROM counted c JOIN told t USING (sku, location) LEFT JOIN before b USING (sku, location)
                     WHERE c.on_hand <> coalesce(b.on_hand, 0)),
                written AS (
                    INSERT INTO inventory.movement (sku, location, cause, on_hand_delta, reserved_delta, document,
                                                    actor, at)
                    SELECT sku, location, 'counted', on_hand - before, 0, cause, :actor, :now FROM changed)
                SELECT * FROM changed ORDER BY sku, location
                """)
                .param("counts", json.rows(rows)).param("actor", actor).param("now", Timestamp.from(now))
                .query((row, n) -> new Adjusted(new Sku(row.getString("sku")), new LocationId(row.getString("location")),
                        row.getBigDecimal("before"), row.getBigDecimal("on_hand"), row.getBigDecimal("reserved"),
                        row.getString("cause")))
                .list();
    }
}
