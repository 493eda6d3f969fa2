package io.crossdock.system.entered;

import io.crossdock.platform.json.Json;
import io.crossdock.system.connectors.EnteredOrderSource.Entered;
import io.crossdock.system.entered.EnteredOrders.EnteredOrder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class EnteredStore {

    private final JdbcClient jdbc;
    private final Json json;

    EnteredStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Row(String system, String number, Instant changedAt, Entered content) {
    }

    private record Key(String system, String number) {
    }

    /** Keeps orders; returns those that were not kept just so, nor in a newer state. Of one given twice the later counts. */
    List<EnteredOrder> keep(List<EnteredOrder> orders) {
        Map<Key, EnteredOrder> given = new LinkedHashMap<>();
        orders.forEach(each -> given.merge(new Key(each.system(), each.order().number()), each,
                (one, other) -> other.order().changedAt().isBefore(one.order().changedAt()) ? one : other));
        Set<Key> changed = Set.copyOf(jdbc.sql("""
                INSERT INTO entered.sale_order AS known (system, number, changed_at, content)
                SELECT system, number, "changedAt", content
                  FROM json_to_recordset(:rows::json)
                       AS r(system text, number text, "changedAt" timestamptz, content jsonb)
                 ORDER BY system, number
                ON CONFLICT (system, number) DO UPDATE
                   SET changed_at = excluded.changed_at, content = excluded.content
                 WHERE known.changed_at <= excluded.changed_at
                   AND known.content - 'changedAt' <> excluded.content - 'changedAt'
                RETURNING system, number
                """)
                .param("rows", json.rows(given.values().stream().map(each -> new Row(each.system(),
                        each.order().number(), each.order().changedAt(), each.order())).toList()))
                .query((row, n) -> new Key(row.getString("system"), row.getString("number"))).list());
        return given.entrySet().stream().filter(each -> changed.contains(each.getKey())).map(Map.Entry::getValue).toList();
    }

    List<EnteredOrder> page(EnteredOrders.Filter filter, Optional<String> after, int most) {
        return jdbc.sql("""
                SELECT system, content FROM entered.sale_order
                 WHERE (CAST(:at AS text) = ''
                        OR (changed_at, system, number) < (CAST(nullif(:at, '') AS timestamptz), :system, :number))
                   AND CAST(:only AS text) IN ('', system)
                   AND CAST(:standing AS text) IN ('', content ->> 'standing')
                 ORDER BY changed_at DESC, system DESC, number DESC LIMIT :most
                """)
                .param("at", part(after, 0)).param("system", part(after, 1)).param("number", part(after, 2))
                .param("most", most).param("only", filter.system().orElse(""))
                .param("standing", filter.standing().map(Enum::name).orElse(""))
                .query((row, n) -> new EnteredOrder(row.getString("system"),
                        json.read(row.getString("content"), Entered.class))).list();
    }

    private static String part(Optional<String> place, int number) {
        return place.map(text -> text.split("~", 3)).filter(parts -> parts.length == 3).map(parts -> parts[number])
                .orElse("");
    }
}
