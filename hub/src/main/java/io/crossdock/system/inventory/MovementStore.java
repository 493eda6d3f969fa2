package io.crossdock.system.inventory;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.system.inventory.Positions.Held;
import io.crossdock.system.inventory.Positions.Movement;
import io.crossdock.system.inventory.Positions.Total;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads for people; nothing is locked. */
@Repository
class MovementStore {

    private final JdbcClient jdbc;

    MovementStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Total> totals(String startsWith, boolean uncovered, Optional<Sku> after, int limit) {
        return jdbc.sql("""
                SELECT sku, min(unit) AS unit, sum(on_hand) AS on_hand, sum(on_hold) AS on_hold, sum(reserved) AS reserved,
                       sum(uncovered) AS uncovered, sum(greatest(on_hand - on_hold - reserved, 0)) AS available,
                       count(*) AS places, min(counted_at) AS oldest
                  FROM inventory.position
                 WHERE starts_with(sku, :start) AND sku > :after
                 GROUP BY sku HAVING NOT :uncovered OR sum(uncovered) > 0
                 ORDER BY sku LIMIT :limit
                """)
                .param("start", startsWith).param("after", after.map(Sku::value).orElse("")).param("uncovered", uncovered)
                .param("limit", limit)
                .query((row, n) -> {
                    Unit unit = Unit.of(row.getString("unit"));
                    return new Total(new Sku(row.getString("sku")), new Quantity(row.getBigDecimal("on_hand"), unit),
                            new Quantity(row.getBigDecimal("on_hold"), unit),
                            new Quantity(row.getBigDecimal("reserved"), unit),
                            new Quantity(row.getBigDecimal("uncovered"), unit),
                            new Quantity(row.getBigDecimal("available"), unit), row.getInt("places"),
                            row.getTimestamp("oldest").toInstant());
                })
                .list();
    }

    List<Movement> movements(Sku sku, Optional<Long> before, int limit) {
        return jdbc.sql("""
                SELECT id, location, cause, on_hand_delta, on_hold_delta, reserved_delta, uncovered_delta, document, actor,
                       at
                  FROM inventory.movement WHERE sku = :sku AND id < :before ORDER BY id DESC LIMIT :limit
                """)
                .param("sku", sku.value()).param("before", before.orElse(Long.MAX_VALUE)).param("limit", limit)
                .query((row, n) -> new Movement(row.getLong("id"), new LocationId(row.getString("location")),
                        row.getString("cause"), row.getBigDecimal("on_hand_delta"), row.getBigDecimal("on_hold_delta"),
                        row.getBigDecimal("reserved_delta"), row.getBigDecimal("uncovered_delta"), row.getString("document"),
                        row.getString("actor"), row.getTimestamp("at").toInstant()))
                .list();
    }

    List<Held> holds(Sku sku) {
        return jdbc.sql("""
                SELECT h.sku, h.location, p.unit, h.document, h.reason, h.quantity, h.actor, h.since
                  FROM inventory.hold h JOIN inventory.position p USING (sku, location)
                 WHERE h.sku = :sku ORDER BY h.location, h.since, h.document LIMIT 200
                """)
                .param("sku", sku.value())
                .query((row, n) -> new Held(new Hold(new Sku(row.getString("sku")),
                        new LocationId(row.getString("location")),
                        new Quantity(row.getBigDecimal("quantity"), Unit.of(row.getString("unit"))),
                        row.getString("document"), row.getString("reason")), row.getString("actor"),
                        row.getTimestamp("since").toInstant()))
                .list();
    }
}
