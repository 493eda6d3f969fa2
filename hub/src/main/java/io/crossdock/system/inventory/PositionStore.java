package io.crossdock.system.inventory;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.json.Json;
import io.crossdock.system.inventory.Inventory.Adjusted;
import io.crossdock.system.inventory.Inventory.Cause;
import io.crossdock.system.inventory.Inventory.Told;
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
import java.util.Optional;
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
            SELECT sku, location, unit, on_hand, on_hold, reserved, uncovered, counted_at FROM inventory.position
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
                new Quantity(row.getBigDecimal("reserved"), unit), new Quantity(row.getBigDecimal("uncovered"), unit),
                row.getTimestamp("counted_at").toInstant());
    }

    private record Change(int ordinal, Sku sku, LocationId location, Unit unit, BigDecimal delta, String document) {
    }

    /**
     * Changes what is promised, and writes the movements; all of them or none.
     *
     * @param left when the goods left, if they have: where only books count, what these say from before is less by them
     */
    void change(Cause cause, List<Reservation> reservations, Optional<Instant> left, String actor, Instant now) {
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
                before AS (
                    SELECT p.sku, p.location, p.reserved, p.uncovered, p.on_hand, p.on_hold, s.delta, s.document,
                           CASE WHEN p.movement < 0 AND p.counted_at < CAST(:left AS timestamptz)
                                THEN least(p.on_hand, -s.delta) ELSE 0 END AS gone
                      FROM inventory.position p
                      JOIN (SELECT sku, location, unit, sum(delta) AS delta, min(document) AS document
                              FROM change GROUP BY sku, location, unit) s
                     USING (sku, location, unit)
                     ORDER BY p.sku, p.location
                       FOR UPDATE OF p),
                fitting AS (
                    SELECT *, reserved + uncovered + delta AS promised, greatest(on_hand - gone - on_hold, 0) AS there
                      FROM before
                     WHERE delta < 0 OR greatest(on_hand - on_hold, 0) - reserved - uncovered >= delta),
                moved AS (
                    UPDATE inventory.position p
                       SET on_hand = p.on_hand - f.gone, reserved = least(f.promised, f.there),
                           uncovered = greatest(f.promised - f.there, 0)
                      FROM fitting f
                     WHERE p.sku = f.sku AND p.location = f.location
                    RETURNING p.sku, p.location, f.uncovered - p.uncovered AS covered, f.gone, f.document),
                gone AS (
                    INSERT INTO inventory.movement (sku, location, cause, on_hand_delta, reserved_delta, document, actor, at)
                    SELECT sku, location, 'counted', -gone, 0, 'leg.shipped ' || document, :actor,
                           CAST(:now AS timestamptz)
                      FROM moved WHERE gone > 0),
                covered AS (
                    INSERT INTO inventory.movement (sku, location, cause, on_hand_delta, reserved_delta, uncovered_delta,
                                                    document, actor, at)
                    SELECT sku, location, 'covered', 0, covered, -covered, :cause, :actor, CAST(:now AS timestamptz)
                      FROM moved WHERE covered > 0)
                INSERT INTO inventory.movement (sku, location, cause, on_hand_delta, reserved_delta, document, actor, at)
                SELECT c.sku, c.location, :cause, 0, c.delta, c.document, :actor, :now
                  FROM change c JOIN moved USING (sku, location)
                 ORDER BY c.ordinal
                """)
                .param("changes", json.rows(changes)).param("cause", cause.name().toLowerCase(Locale.ROOT))
                .param("left", left.map(Timestamp::from).orElse(null))
                .param("actor", actor).param("now", Timestamp.from(now)).update();
        if (written != changes.size()) {
            throw new IllegalStateException(cause + " does not fit the positions: " + reservations);
        }
    }

    private record Count(int ordinal, Sku sku, LocationId location, Unit unit, BigDecimal on_hand, long movement,
            Instant as_of, String cause, String actor) {
    }

    /** A count that changed a position. @param ordinal which of the counts that were told */
    record Step(int ordinal, Adjusted adjusted) {
    }

    /**
     * Takes over the counts that are newer than what is known, those of a position in the order of their numbers; returns
     * those that changed its stock.
     */
    List<Step> count(List<Told> told, Instant now) {
        List<Count> rows = new ArrayList<>(told.size());
        for (Told each : told) {
            StockCount count = each.count();
            rows.add(new Count(rows.size(), count.sku(), count.location(), count.unit(), count.onHand(), count.movement(),
                    count.asOf(), count.cause(), each.origin().actor()));
        }
        oneFirstCountAtATime(rows);
        return jdbc.sql("""
                WITH told AS (
                    SELECT DISTINCT ON (sku, location, movement) *
                      FROM json_to_recordset(:counts::json)
                        AS c(ordinal int, sku text, location text, unit text, on_hand numeric, movement bigint,
                             as_of timestamptz, cause text, actor text)
                     ORDER BY sku, location, movement, ordinal),
                before AS (
                    SELECT p.sku, p.location, p.unit, p.on_hand, p.on_hold, p.uncovered, p.movement,
                           p.reserved + p.uncovered AS promised
                      FROM inventory.position p WHERE (sku, location) IN (SELECT sku, location FROM told)
                     ORDER BY p.sku, p.location
                       FOR UPDATE OF p),
                newer AS (
                    SELECT t.*, coalesce(b.promised, 0) AS promised, coalesce(b.on_hand, 0) AS known,
                           coalesce(b.uncovered, 0) AS known_uncovered,
                           greatest(t.on_hand - coalesce(b.on_hold, 0), 0) AS there
                      FROM told t LEFT JOIN before b USING (sku, location)
                     WHERE b.movement IS NULL OR b.movement < t.movement AND b.unit = t.unit),
                step AS (
                    SELECT *, lag(on_hand, 1, known) OVER w AS before,
                           greatest(promised - there, 0)
                               - lag(greatest(promised - there, 0), 1, known_uncovered) OVER w AS shifted
                      FROM newer WINDOW w AS (PARTITION BY sku, location ORDER BY movement)),
                counted AS (
                    INSERT INTO inventory.position AS p (sku, location, unit, on_hand, movement, counted_at)
                    SELECT DISTINCT ON (sku, location) sku, location, unit, on_hand, movement, as_of
                      FROM newer ORDER BY sku, location, movement DESC
                    ON CONFLICT (sku, location) DO UPDATE
                       SET on_hand = excluded.on_hand, movement = excluded.movement, counted_at = excluded.counted_at,
                           reserved = least(p.reserved + p.uncovered, greatest(excluded.on_hand - p.on_hold, 0)),
                           uncovered = greatest(p.reserved + p.uncovered - greatest(excluded.on_hand - p.on_hold, 0), 0)
                     WHERE p.movement < excluded.movement AND p.unit = excluded.unit
                    RETURNING p.sku, p.location),
                changed AS (
                    SELECT s.* FROM step s JOIN counted USING (sku, location) WHERE s.on_hand <> s.before),
                written AS (
                    INSERT INTO inventory.movement (sku, location, cause, on_hand_delta, reserved_delta, uncovered_delta,
                                                    document, actor, at)
                    SELECT sku, location, m.cause, m.on_hand, -m.uncovered, m.uncovered, c.cause, actor,
                           CAST(:now AS timestamptz)
                      FROM changed c
                     CROSS JOIN LATERAL (
                           VALUES (1, 'counted', c.on_hand - c.before, 0),
                                  (2, CASE WHEN shifted > 0 THEN 'uncovered' ELSE 'covered' END, 0, shifted))
                           AS m(part, cause, on_hand, uncovered)
                     WHERE m.part = 1 OR c.shifted <> 0
                     ORDER BY sku, location, movement, part)
                SELECT ordinal, sku, location, before, on_hand, least(promised, there) AS reserved,
                       greatest(promised - there, 0) AS uncovered, cause
                  FROM changed ORDER BY sku, location, movement
                """)
                .param("counts", json.rows(rows)).param("now", Timestamp.from(now))
                .query((row, n) -> new Step(row.getInt("ordinal"), adjusted(row, n))).list();
    }

    /**
     * A position that is not there yet has no row to lock: who counts it first is waited for, so that the one behind sees
     * what it counted.
     */
    private void oneFirstCountAtATime(List<Count> counts) {
        jdbc.sql("""
                SELECT pg_advisory_xact_lock(hashtextextended(sku || '@' || location, 11))
                  FROM (SELECT DISTINCT sku, location
                          FROM json_to_recordset(:counts::json) AS c(sku text, location text)
                         WHERE NOT EXISTS (SELECT FROM inventory.position p
                                            WHERE p.sku = c.sku AND p.location = c.location)
                         ORDER BY sku, location) AS fresh
                """)
                .param("counts", json.rows(counts)).query((row, n) -> n).list();
    }

    private static Adjusted adjusted(ResultSet row, int number) throws SQLException {
        return new Adjusted(new Sku(row.getString("sku")), new LocationId(row.getString("location")),
                row.getBigDecimal("before"), row.getBigDecimal("on_hand"), row.getBigDecimal("reserved"),
                Optional.of(row.getBigDecimal("uncovered")), row.getString("cause"));
    }

    /** Takes goods off the shelf without moving them, or puts them back; empty when there is nothing to change. */
    Optional<Adjusted> hold(Hold hold, boolean on, String actor, Instant now) {
        return jdbc.sql("""
                WITH before AS (
                    SELECT p.*, p.reserved + p.uncovered AS promised FROM inventory.position p
                     WHERE p.sku = :sku AND p.location = :location AND p.unit = :unit
                       FOR UPDATE),
                put AS (
                    INSERT INTO inventory.hold (sku, location, document, reason, quantity, actor, since)
                    SELECT sku, location, :document, :reason, :quantity, :actor, :now FROM before WHERE :hold
                    ON CONFLICT DO NOTHING
                    RETURNING quantity),
                taken AS (
                    DELETE FROM inventory.hold
                     WHERE NOT :hold AND sku = :sku AND location = :location AND document = :document
                    RETURNING -quantity AS quantity),
                delta AS (SELECT quantity FROM put UNION ALL SELECT quantity FROM taken),
                after AS (
                    UPDATE inventory.position p
                       SET on_hold = p.on_hold + d.quantity,
                           reserved = least(b.promised, greatest(b.on_hand - b.on_hold - d.quantity, 0)),
                           uncovered = greatest(b.promised - greatest(b.on_hand - b.on_hold - d.quantity, 0), 0)
                      FROM before b, delta d
                     WHERE p.sku = b.sku AND p.location = b.location
                    RETURNING p.sku, p.location, b.on_hand AS before, p.on_hand, p.reserved, p.uncovered,
                              p.uncovered - b.uncovered AS shifted, d.quantity),
                written AS (
                    INSERT INTO inventory.movement (sku, location, cause, on_hand_delta, on_hold_delta, reserved_delta,
                                                    uncovered_delta, document, actor, at)
                    SELECT sku, location, CASE WHEN quantity > 0 THEN 'held' ELSE 'freed' END, 0, quantity, 0, 0,
                           CAST(:document AS text), :actor, CAST(:now AS timestamptz) FROM after
                    UNION ALL
                    SELECT sku, location, CASE WHEN shifted > 0 THEN 'uncovered' ELSE 'covered' END, 0, 0, -shifted, shifted,
                           CAST(:document AS text), :actor, CAST(:now AS timestamptz) FROM after WHERE shifted <> 0)
                SELECT *, (CASE WHEN quantity > 0 THEN 'held ' ELSE 'freed ' END) || CAST(:document AS text) AS cause
                  FROM after
                """)
                .param("sku", hold.sku().value()).param("location", hold.location().value())
                .param("unit", hold.quantity().unit().code()).param("quantity", hold.quantity().value())
                .param("document", hold.document()).param("reason", hold.reason()).param("hold", on)
                .param("actor", actor).param("now", Timestamp.from(now))
                .query(PositionStore::adjusted).optional();
    }
}
