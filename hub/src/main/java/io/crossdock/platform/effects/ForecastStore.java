package io.crossdock.platform.effects;

import io.crossdock.platform.effects.LaneForecast.Basis;
import io.crossdock.platform.effects.LaneForecast.Pace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Forecasts and what became of them, and the pace they are made from. */
@Repository
class ForecastStore {

    /** So many are kept per lane. */
    static final int KEPT = 100;

    private final JdbcClient jdbc;

    ForecastStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By target, what was done since. */
    Map<String, Pace> pace(Instant since) {
        Map<String, Pace> all = new HashMap<>();
        jdbc.sql("""
                SELECT e.target, count(*) FILTER (WHERE a.outcome IN ('done', 'found'))::int AS done,
                       round(1000 * extract(epoch FROM avg(a.ended_at - a.started_at)))::bigint AS mean
                  FROM effects.attempt a JOIN effects.effect e ON e.id = a.effect_id
                 WHERE a.ended_at >= :since AND a.action <> 'person' GROUP BY e.target
                """)
                .param("since", Timestamp.from(since))
                .query(row -> {
                    all.put(row.getString("target"), new Pace(row.getInt("done"),
                            Optional.of(Duration.ofMillis(row.getLong("mean")))));
                });
        return all;
    }

    /** Keeps a forecast unless one of that lane is open. */
    void keep(String target, int backlog, LaneForecast forecast, Instant drainsAt, Instant now) {
        jdbc.sql("""
                INSERT INTO effects.forecast (target, made_at, backlog, up_to_seq, per_minute, basis, drains_at)
                SELECT :target, :now, :backlog, last_value, :pace, :basis, :at FROM effects.effect_seq
                ON CONFLICT DO NOTHING
                """)
                .param("target", target).param("now", Timestamp.from(now)).param("backlog", backlog)
                .param("pace", forecast.perMinute()).param("basis", column(forecast.basis()))
                .param("at", Timestamp.from(drainsAt)).update();
    }

    private static String column(Basis basis) {
        return basis.name().toLowerCase(Locale.ROOT);
    }

    /** Notes what came true, and what was disturbed. */
    void compare(Instant now) {
        jdbc.sql("""
                UPDATE effects.forecast f SET disturbed = true
                  FROM effects.lane l
                 WHERE f.drained_at IS NULL AND NOT f.disturbed AND l.target = f.target
                   AND (l.paused_by IS NOT NULL OR greatest(l.open_until, l.rest_until) > :now)
                """)
                .param("now", Timestamp.from(now)).update();
        jdbc.sql("""
                UPDATE effects.forecast f SET drained_at = :now
                 WHERE f.drained_at IS NULL
                   AND NOT EXISTS (SELECT FROM effects.effect e
                                    WHERE e.target = f.target AND e.seq <= f.up_to_seq
                                      AND e.state IN ('ready', 'sending', 'in_doubt'))
                """)
                .param("now", Timestamp.from(now)).update();
    }

    void forget() {
        jdbc.sql("""
                DELETE FROM effects.forecast f USING (
                    SELECT id, row_number() OVER (PARTITION BY target ORDER BY id DESC) AS n FROM effects.forecast) old
                 WHERE f.id = old.id AND old.n > :kept
                """)
                .param("kept", KEPT).update();
    }

    List<CheckedForecast> latest(String target, int most) {
        return jdbc.sql("""
                SELECT made_at, backlog, per_minute, basis, drains_at, drained_at, disturbed FROM effects.forecast
                 WHERE target = :target ORDER BY id DESC LIMIT :most
                """)
                .param("target", target).param("most", most).query((row, n) -> checked(row)).list();
    }

    /** By target the last undisturbed one that can be compared. */
    Map<String, CheckedForecast> compared() {
        Map<String, CheckedForecast> all = new HashMap<>();
        jdbc.sql("""
                SELECT DISTINCT ON (target) target, made_at, backlog, per_minute, basis, drains_at, drained_at, disturbed
                  FROM effects.forecast
                 WHERE drained_at IS NOT NULL AND NOT disturbed ORDER BY target, id DESC
                """)
                .query(row -> {
                    all.put(row.getString("target"), checked(row));
                });
        return all;
    }

    private static CheckedForecast checked(ResultSet row) throws SQLException {
        return new CheckedForecast(row.getTimestamp("made_at").toInstant(), row.getInt("backlog"),
                row.getBigDecimal("per_minute"), Basis.valueOf(row.getString("basis").toUpperCase(Locale.ROOT)),
                row.getTimestamp("drains_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("drained_at")).map(Timestamp::toInstant),
                row.getBoolean("disturbed"));
    }
}
