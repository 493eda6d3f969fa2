package io.crossdock.process.alerts;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AlertStore {

    private static final int MOST = 5_000;

    private final JdbcClient jdbc;

    AlertStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param toldCount of how many exceptions somebody was last told */
    record Known(String rule, String cluster, String title, Instant raisedAt, Instant toldAt, int toldCount,
            Optional<Instant> overAt) {
    }

    /** Locks the look until the transaction ends; false if none is due, or somebody else has it. */
    boolean claim(Instant now) {
        return jdbc.sql("SELECT one FROM alerts.watch WHERE due_at <= :now FOR UPDATE SKIP LOCKED")
                .param("now", Timestamp.from(now)).query(Boolean.class).optional().isPresent();
    }

    void looked(Instant next) {
        jdbc.sql("UPDATE alerts.watch SET due_at = :next").param("next", Timestamp.from(next)).update();
    }

    List<Known> known() {
        return jdbc.sql("""
                SELECT rule, cluster, title, raised_at, told_at, told_count, over_at FROM alerts.alert
                 ORDER BY raised_at DESC LIMIT :most
                """)
                .param("most", MOST)
                .query((row, n) -> new Known(row.getString("rule"), row.getString("cluster"), row.getString("title"),
                        row.getTimestamp("raised_at").toInstant(), row.getTimestamp("told_at").toInstant(),
                        row.getInt("told_count"),
                                Optional.ofNullable(row.getTimestamp("over_at")).map(Timestamp::toInstant)))
                .list();
    }

    void told(String rule, String cluster, String title, int count, Instant now) {
        jdbc.sql("""
                INSERT INTO alerts.alert AS a (rule, cluster, title, raised_at, told_at, told_count)
                VALUES (:rule, :cluster, :title, :now, :now, :count)
                ON CONFLICT (rule, cluster) DO UPDATE
                   SET title = excluded.title, told_at = excluded.told_at, told_count = excluded.told_count,
                       raised_at = CASE WHEN a.over_at IS NULL THEN a.raised_at ELSE excluded.raised_at END, over_at = NULL
                """)
                .param("rule", rule).param("cluster", cluster).param("title", title).param("count", count)
                .param("now", Timestamp.from(now)).update();
    }

    /** It is back before anybody should be told of it again. */
    void back(String rule, String cluster) {
        jdbc.sql("UPDATE alerts.alert SET over_at = NULL WHERE rule = :rule AND cluster = :cluster").param("rule", rule)
                .param("cluster", cluster).update();
    }

    void over(String rule, String cluster, Instant now) {
        jdbc.sql("UPDATE alerts.alert SET over_at = :now WHERE rule = :rule AND cluster = :cluster")
                .param("now", Timestamp.from(now)).param("rule", rule).param("cluster", cluster).update();
    }

    void forget(Instant before) {
        jdbc.sql("DELETE FROM alerts.alert WHERE over_at < :before").param("before", Timestamp.from(before)).update();
    }
}
