package io.crossdock.system.inventory;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CountStore {

    private final JdbcClient jdbc;

    CountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static final String COUNT =
            "SELECT sku, location, on_hand, unit, movement, counted_at FROM inventory.position WHERE ";

    List<StockCount> known(Optional<LocationId> location) {
        return jdbc.sql(COUNT + ":location::text IS NULL OR location = :location")
                .param("location", location.map(LocationId::value).orElse(null)).query(CountStore::count).list();
    }

    Optional<StockCount> lock(Sku sku, LocationId location) {
        return jdbc.sql(COUNT + "sku = :sku AND location = :location FOR UPDATE")
                .param("sku", sku.value()).param("location", location.value()).query(CountStore::count).optional();
    }

    /** What is promised or held; empty when there is no such position. */
    Optional<BigDecimal> promised(Sku sku, LocationId location) {
        return jdbc.sql("""
                SELECT CASE WHEN reserved > 0 THEN on_hold + reserved ELSE 0 END FROM inventory.position
                 WHERE sku = :sku AND location = :location
                """)
                .param("sku", sku.value()).param("location", location.value()).query(BigDecimal.class).optional();
    }

    void renumber(Sku sku, LocationId location, long movement) {
        jdbc.sql("UPDATE inventory.position SET movement = :movement WHERE sku = :sku AND location = :location")
                .param("movement", movement).param("sku", sku.value()).param("location", location.value()).update();
    }

    private static StockCount count(ResultSet row, int number) throws SQLException {
        return new StockCount(new Sku(row.getString("sku")), new LocationId(row.getString("location")),
                row.getBigDecimal("on_hand"), Unit.of(row.getString("unit")), row.getLong("movement"),
                row.getTimestamp("counted_at").toInstant(), "known");
    }
}
