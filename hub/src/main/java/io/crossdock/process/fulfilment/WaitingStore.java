package io.crossdock.process.fulfilment;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class WaitingStore {

    private record Row(Sku sku, Quantity open) {
    }

    private final JdbcClient jdbc;

    WaitingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<Sku, Quantity> bySku() {
        return jdbc.sql("""
                SELECT i.sku, min(i.unit) AS unit, sum(i.planned - i.shipped - i.short) AS open
                  FROM fulfilment.leg l JOIN fulfilment.leg_line i ON i.leg = l.number
                 WHERE l.state = 'waiting'
                 GROUP BY i.sku
                """)
                .query((row, number) -> new Row(new Sku(row.getString("sku")),
                        new Quantity(row.getBigDecimal("open"), Unit.of(row.getString("unit")))))
                .list().stream().collect(Collectors.toUnmodifiableMap(Row::sku, Row::open));
    }
}
