package io.crossdock.system.inventory;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Positions for the memory of this process. */
@Repository
class ShelfStore {

    private static final String STOCK = """
            SELECT p.sku, p.location, p.unit, p.on_hand, p.on_hold, p.reserved, p.uncovered, p.counted_at
              FROM inventory.position p
            """;

    private final JdbcClient jdbc;

    ShelfStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every transaction before this one has ended, so a later question sees all that they wrote. */
    String horizon() {
        return jdbc.sql("SELECT pg_snapshot_xmin(pg_current_snapshot())::text").query(String.class).single();
    }

    List<Stock> all() {
        return jdbc.sql(STOCK).query(ShelfStore::stock).list();
    }

    /**
     * All positions of the items that moved in a transaction from {@code horizon} on. Numbers from the future are those
     * of a server that this database was once copied from.
     */
    List<Stock> movedSince(String horizon) {
        return jdbc.sql(STOCK + """
                 WHERE p.sku IN (SELECT m.sku FROM inventory.movement m
                                  WHERE m.xid >= CAST(:horizon AS xid8)
                                    AND m.xid < pg_snapshot_xmax(pg_current_snapshot()))
                """)
                .param("horizon", horizon).query(ShelfStore::stock).list();
    }

    private static Stock stock(ResultSet row, int number) throws SQLException {
        Unit unit = Unit.of(row.getString("unit"));
        return new Stock(new Sku(row.getString("sku")), new LocationId(row.getString("location")),
                new Quantity(row.getBigDecimal("on_hand"), unit), new Quantity(row.getBigDecimal("on_hold"), unit),
                new Quantity(row.getBigDecimal("reserved"), unit), new Quantity(row.getBigDecimal("uncovered"), unit),
                row.getTimestamp("counted_at").toInstant());
    }
}
