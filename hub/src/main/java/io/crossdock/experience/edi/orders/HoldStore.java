package io.crossdock.experience.edi.orders;

import io.crossdock.canonical.Sku;
import io.crossdock.platform.json.Json;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Orders that are held until a reference is there. */
@Repository
class HoldStore {

    private final JdbcClient jdbc;
    private final Json json;

    HoldStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @param fact by which the order came. @param worth what the partner expects it to cost, if it says so */
    record Held(UUID set, String partner, String reference, long fact, Instant since, Instant until,
            Optional<BigDecimal> worth, Optional<String> currency) {
    }

    private record Line(int line_no, String cluster, String kind, String name, @Nullable String sku, String says) {
    }

    void hold(Held held, List<Missing> missing) {
        jdbc.sql("""
                INSERT INTO edi.held AS h (set_id, partner, reference, fact, since, until, looked_at, worth, currency)
                VALUES (:set, :partner, :reference, :fact, :since, :until, :since, :worth, :currency)
                ON CONFLICT (set_id) DO NOTHING
                """)
                .param("set", held.set()).param("partner", held.partner()).param("reference", held.reference())
                .param("fact", held.fact()).param("since", Timestamp.from(held.since()))
                .param("until", Timestamp.from(held.until())).param("worth", held.worth().orElse(null))
                .param("currency", held.currency().orElse(null)).update();
        because(held.set(), missing);
    }

    private void because(UUID set, List<Missing> missing) {
        jdbc.sql("DELETE FROM edi.held_for WHERE set_id = :set").param("set", set).update();
        jdbc.sql("""
                INSERT INTO edi.held_for (set_id, line_no, cluster, kind, name, sku, says)
                SELECT :set, line_no, cluster, kind, name, sku, says
                  FROM json_to_recordset(:lines::json)
                    AS l(line_no int, cluster text, kind text, name text, sku text, says text)
                """)
                .param("set", set).param("lines", json.rows(missing.stream().map(each -> new Line(each.lineNo(),
                        each.cluster(), each.kind().label(), each.name(), each.sku().map(Sku::value).orElse(null),
                        each.says())).toList()))
                .update();
    }

    /** Empty if it is not held any more. */
    Optional<Held> held(UUID set) {
        return jdbc.sql("""
                SELECT set_id AS set, partner, reference, fact, since, until, worth, currency
                  FROM edi.held WHERE set_id = :set
                """)
                .param("set", set).query(Held.class).optional();
    }

    /** Locks a held order until the transaction ends; empty if it is not held any more. */
    Optional<Held> lock(UUID set) {
        return jdbc.sql("""
                SELECT set_id AS set, partner, reference, fact, since, until, worth, currency
                  FROM edi.held WHERE set_id = :set FOR UPDATE
                """)
                .param("set", set).query(Held.class).optional();
    }

    /** Locks held orders whose time is over, or at which nobody has looked since; those that others work on are left out. */
    List<Held> due(Instant now, Instant lookedBefore, int most) {
        return jdbc.sql("""
                SELECT set_id AS set, partner, reference, fact, since, until, worth, currency
                  FROM edi.held
                 WHERE looked_at < :before OR (until <= :now AND looked_at < until)
                 ORDER BY looked_at LIMIT :most
                   FOR UPDATE SKIP LOCKED
                """)
                .param("now", Timestamp.from(now)).param("before", Timestamp.from(lookedBefore)).param("most", most)
                .query(Held.class).list();
    }

    void lookedAt(UUID set, List<Missing> missing, Instant now) {
        jdbc.sql("UPDATE edi.held SET looked_at = :now WHERE set_id = :set").param("now", Timestamp.from(now))
                .param("set", set).update();
        if (!missing.isEmpty()) {
            because(set, missing);
        }
    }

    void release(UUID set) {
        jdbc.sql("DELETE FROM edi.held WHERE set_id = :set").param("set", set).update();
    }

    /** What waits for a cluster, the first to be refused first. */
    List<UUID> ofCluster(String cluster, int most) {
        return jdbc.sql("""
                SELECT h.set_id FROM edi.held h
                 WHERE EXISTS (SELECT FROM edi.held_for f WHERE f.cluster = :cluster AND f.set_id = h.set_id)
                 ORDER BY h.until, h.fact LIMIT :most
                """)
                .param("cluster", cluster).param("most", most).query(UUID.class).list();
    }
}
