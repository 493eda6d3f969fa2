package io.crossdock.experience.warehouse;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class StockStore {

    private final JdbcClient jdbc;

    StockStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The last count of a position that a warehouse tells without numbers. */
    record Counted(Unit unit, Instant asOf, BigDecimal onHand) {
    }

    /** Locks the last count; begins with {@code first} where there is none. */
    Counted lock(Sku sku, LocationId location, Counted first) {
        jdbc.sql("""
                INSERT INTO warehouse.counted (sku, location, unit, as_of, on_hand, version)
                VALUES (:sku, :location, :unit, :as_of, :on_hand, 0)
                ON CONFLICT DO NOTHING
                """)
                .param("sku", sku.value()).param("location", location.value()).param("unit", first.unit().code())
                .param("as_of", Timestamp.from(first.asOf())).param("on_hand", first.onHand()).update();
        return jdbc.sql("""
                SELECT unit, as_of, on_hand FROM warehouse.counted WHERE sku = :sku AND location = :location FOR UPDATE
                """)
                .param("sku", sku.value()).param("location", location.value())
                .query((row, n) -> new Counted(Unit.of(row.getString("unit")), row.getTimestamp("as_of").toInstant(),
                        row.getBigDecimal("on_hand"))).single();
    }

    void count(Sku sku, LocationId location, BigDecimal onHand, Instant at) {
        jdbc.sql("""
                UPDATE warehouse.counted SET as_of = :at, on_hand = :on_hand WHERE sku = :sku AND location = :location
                """)
                .param("sku", sku.value()).param("location", location.value()).param("on_hand", onHand)
                .param("at", Timestamp.from(at)).update();
    }

    /** What a document has said of a position before. */
    Optional<BigDecimal> delta(Sku sku, LocationId location, String document) {
        return jdbc.sql("""
                SELECT delta FROM warehouse.delta
                 WHERE sku = :sku AND location = :location AND document = :document
                """)
                .param("sku", sku.value()).param("location", location.value()).param("document", document)
                .query(BigDecimal.class).optional();
    }

    void add(Sku sku, LocationId location, String document, BigDecimal delta, Instant at) {
        jdbc.sql("""
                INSERT INTO warehouse.delta (sku, location, document, occurred_at, delta)
                VALUES (:sku, :location, :document, :at, :delta)
                """)
                .param("sku", sku.value()).param("location", location.value()).param("document", document)
                .param("delta", delta).param("at", Timestamp.from(at)).update();
    }

    /** What lies there by the last count and everything after it, and a number that grows with every answer. */
    record Sum(BigDecimal onHand, Unit unit, long version, Instant asOf) {
    }

    /** Empty when nothing was ever told of the position. */
    Optional<Sum> sum(Sku sku, LocationId location) {
        return jdbc.sql("""
                WITH later AS (
                    SELECT coalesce(sum(d.delta), 0) AS delta, max(d.occurred_at) AS at
                      FROM warehouse.delta d JOIN warehouse.counted c USING (sku, location)
                     WHERE sku = :sku AND location = :location AND d.occurred_at > c.as_of)
                UPDATE warehouse.counted SET version = version + 1 FROM later
                 WHERE sku = :sku AND location = :location
                RETURNING greatest(on_hand + later.delta, 0) AS on_hand, unit, version, greatest(as_of, later.at) AS as_of
                """)
                .param("sku", sku.value()).param("location", location.value())
                .query((row, n) -> new Sum(row.getBigDecimal("on_hand"), Unit.of(row.getString("unit")),
                        row.getLong("version"), row.getTimestamp("as_of").toInstant())).optional();
    }

    /** Remembers that a hold has ended; returns false if that was known. */
    boolean freed(Sku sku, LocationId location, String document, Instant now) {
        return jdbc.sql("""
                INSERT INTO warehouse.freed (sku, location, document, freed_at)
                VALUES (:sku, :location, :document, :now) ON CONFLICT DO NOTHING
                """)
                .param("sku", sku.value()).param("location", location.value()).param("document", document)
                .param("now", Timestamp.from(now)).update() == 1;
    }

    boolean isFreed(Sku sku, LocationId location, String document) {
        return jdbc.sql("""
                SELECT count(*) > 0 FROM warehouse.freed
                 WHERE sku = :sku AND location = :location AND document = :document
                """)
                .param("sku", sku.value()).param("location", location.value()).param("document", document)
                .query(Boolean.class).single();
    }
}
