package io.crossdock.process.fulfilment;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Promising;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class WaitingStore {

    private record Row(Sku sku, Quantity open) {
    }

    private final JdbcClient jdbc;
    private final Json json;

    WaitingStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
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

    /** What those wait for whose turn is before another, in base units. */
    Map<Sku, BigDecimal> before(Queue.Turn turn, Collection<Sku> skus, Promising rules) {
        return LegStore.ranked(jdbc.sql("""
                SELECT i.sku, sum(i.planned - i.shipped - i.short) AS open
                  FROM fulfilment.leg JOIN fulfilment.leg_line i ON i.leg = leg.number
                 WHERE leg.state = 'waiting' AND i.sku IN (:skus)
                   AND (""" + LegStore.RANK + """
                        , leg.planned_at, leg.number) < (:rank, :at, :number)
                 GROUP BY i.sku
                """), json, rules)
                .param("skus", skus.stream().map(Sku::value).toList()).param("rank", rules.rank(turn.account()))
                .param("at", Timestamp.from(turn.plannedAt())).param("number", turn.number())
                .query((row, number) -> Map.entry(new Sku(row.getString("sku")), row.getBigDecimal("open")))
                .list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** @param through what this leg and all before it wait for, in base units */
    record Queued(LegNumber leg, Sku sku, BigDecimal through) {
    }

    /** The places of some legs in the queues of their items. */
    List<Queued> queued(Collection<LegNumber> legs, Collection<Sku> skus, Promising rules) {
        return LegStore.ranked(jdbc.sql("""
                SELECT DISTINCT number, sku, through
                  FROM (SELECT leg.number, i.sku, sum(i.planned - i.shipped - i.short) OVER (
                                   PARTITION BY i.sku ORDER BY""" + LegStore.RANK + """
                                   , leg.planned_at, leg.number) AS through
                          FROM fulfilment.leg JOIN fulfilment.leg_line i ON i.leg = leg.number
                         WHERE leg.state = 'waiting' AND i.sku IN (:skus)) AS queue
                 WHERE number IN (:legs)
                """), json, rules)
                .param("skus", skus.stream().map(Sku::value).toList())
                .param("legs", legs.stream().map(LegNumber::toString).toList())
                .query((row, number) -> new Queued(LegNumber.parse(row.getString("number")).orElseThrow(),
                        new Sku(row.getString("sku")), row.getBigDecimal("through")))
                .list();
    }
}
