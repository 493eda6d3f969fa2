package io.crossdock.platform.effects;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The lanes' shared budgets and breakers. */
@Repository
class LaneStore {

    private final JdbcClient jdbc;

    LaneStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void register(String target, Instant now) {
        jdbc.sql("INSERT INTO effects.lane (target, refilled_at) VALUES (:target, :now) ON CONFLICT DO NOTHING")
                .param("target", target).param("now", Timestamp.from(now)).update();
    }

    record Budget(LaneStop stop, Optional<Held> held, BigDecimal tokens, Instant refilledAt, int consecutiveFailures,
            Optional<Instant> openUntil, BigDecimal bulkTokens, Optional<LocalDate> day, int dayCalls) {

        /** Calls begun on a day. */
        int begunOn(LocalDate today) {
            return day.filter(today::equals).isPresent() ? dayCalls : 0;
        }
    }

    /** Locks the lane for the length of a claim; empty if another replica is claiming right now. */
    Optional<Budget> lock(String target) {
        return jdbc.sql("""
                SELECT paused_by, draining, drained_at, held, held_for, held_until, tokens, bulk_tokens, day, day_calls,
                       refilled_at, consecutive_failures, greatest(open_until, rest_until) AS open_until
                  FROM effects.lane WHERE target = :target
                   FOR UPDATE SKIP LOCKED
                """)
                .param("target", target)
                .query((row, n) -> new Budget(stop(row), held(row), row.getBigDecimal("tokens"),
                        row.getTimestamp("refilled_at").toInstant(), row.getInt("consecutive_failures"),
                        Optional.ofNullable(row.getTimestamp("open_until")).map(Timestamp::toInstant),
                        row.getBigDecimal("bulk_tokens"), Optional.ofNullable(row.getObject("day", LocalDate.class)),
                        row.getInt("day_calls")))
                .optional();
    }

    /** What is left of both buckets, and how many calls were begun on a day. */
    void spend(String target, BigDecimal tokensLeft, BigDecimal bulkLeft, LocalDate day, int dayCalls, Instant now) {
        jdbc.sql("""
                UPDATE effects.lane
                   SET tokens = :tokens, bulk_tokens = :bulk, refilled_at = :now, day = :day, day_calls = :calls
                 WHERE target = :target
                """)
                .param("tokens", tokensLeft).param("bulk", bulkLeft).param("now", Timestamp.from(now))
                .param("day", day).param("calls", dayCalls).param("target", target).update();
    }

    /** Counts failures in a row; from the limit on the lane rests. */
    void failed(String target, int failures, int limit, Duration rest, String reason, Instant now) {
        jdbc.sql("""
                UPDATE effects.lane
                   SET consecutive_failures = consecutive_failures + :failures, last_failure = :reason,
                       open_until = CASE WHEN consecutive_failures + :failures >= :limit THEN :until
                                         ELSE open_until END
                 WHERE target = :target
                """)
                .param("failures", failures).param("limit", limit).param("reason", reason)
                .param("until", Timestamp.from(now.plus(rest))).param("target", target).update();
    }

    /** No call before an instant; an answer that comes meanwhile does not change that. */
    void rest(String target, Instant until) {
        jdbc.sql("UPDATE effects.lane SET rest_until = greatest(rest_until, :until) WHERE target = :target")
                .param("until", Timestamp.from(until)).param("target", target).update();
    }

    void answered(String target) {
        jdbc.sql("""
                UPDATE effects.lane SET consecutive_failures = 0, open_until = NULL
                 WHERE target = :target AND (consecutive_failures > 0 OR open_until IS NOT NULL)
                """)
                .param("target", target).update();
    }

    private static LaneStop stop(ResultSet row) throws SQLException {
        return LaneStop.of(row.getString("paused_by") != null, row.getBoolean("draining"),
                row.getTimestamp("drained_at") != null);
    }

    private static Optional<Held> held(ResultSet row) throws SQLException {
        Timestamp until = row.getTimestamp("held_until");
        return until == null ? Optional.empty()
                : Optional.of(new Held(Held.What.values()[row.getInt("held")], row.getString("held_for"),
                        until.toInstant()));
    }

    /** Keeps for all replicas what a maintenance window holds back. */
    void hold(String target, Held held) {
        jdbc.sql("""
                UPDATE effects.lane
                   SET held = :what, held_for = CASE WHEN :what > 0 THEN :window END,
                       held_until = CASE WHEN :what > 0 THEN :until::timestamptz END
                 WHERE target = :target
                """)
                .param("what", held.what().ordinal()).param("window", held.window())
                .param("until", Timestamp.from(held.until())).param("target", target).update();
    }

    /** Whoever stops it last says how; one that is drained already stays so. */
    boolean stop(String target, boolean draining, String by, Instant now) {
        return jdbc.sql("""
                UPDATE effects.lane
                   SET paused_by = :by, draining = :draining, stopped_at = coalesce(stopped_at, :now),
                       drained_at = CASE WHEN :draining THEN drained_at END
                 WHERE target = :target
                """)
                .param("by", by).param("draining", draining).param("now", Timestamp.from(now)).param("target", target)
                .update() == 1;
    }

    boolean resume(String target) {
        return jdbc.sql("""
                UPDATE effects.lane SET paused_by = NULL, draining = false, stopped_at = NULL, drained_at = NULL
                 WHERE target = :target
                """)
                .param("target", target).update() == 1;
    }

    void drained(String target, Instant now) {
        jdbc.sql("UPDATE effects.lane SET drained_at = :now WHERE target = :target AND draining AND drained_at IS NULL")
                .param("now", Timestamp.from(now)).param("target", target).update();
    }

    /** Of targets that have a lane, and of those that have none but effects that wait for one; without shadows. */
    List<LaneView> views() {
        return jdbc.sql("""
                SELECT target, l.paused_by, greatest(l.open_until, l.rest_until) AS open_until,
                       l.consecutive_failures, l.last_failure, e.waiting, e.sending, e.in_doubt, e.parked, e.oldest,
                       e.critical, e.normal, e.bulk, l.draining, l.drained_at, l.stopped_at, l.held,
                       l.held_for, l.held_until, l.day, l.day_calls
                  FROM effects.lane l
                  FULL JOIN (SELECT target, min(created_at) AS oldest,
                                    count(*) FILTER (WHERE state = 'ready') AS waiting,
                                    count(*) FILTER (WHERE state = 'ready' AND tier = 1) AS critical,
                                    count(*) FILTER (WHERE state = 'ready' AND tier = 2) AS normal,
                                    count(*) FILTER (WHERE state = 'ready' AND tier = 3) AS bulk,
                                    count(*) FILTER (WHERE state = 'sending') AS sending,
                                    count(*) FILTER (WHERE state = 'in_doubt') AS in_doubt,
                                    count(*) FILTER (WHERE state = 'parked') AS parked
                               FROM effects.effect
                              WHERE state IN ('ready', 'sending', 'in_doubt', 'parked')
                              GROUP BY target) e USING (target)
                 WHERE target NOT LIKE 'shadow:%'
                 ORDER BY target
                """)
                .query((row, n) -> new LaneView(row.getString("target"),
                        Optional.ofNullable(row.getString("paused_by")),
                        Optional.ofNullable(row.getTimestamp("open_until")).map(Timestamp::toInstant),
                        row.getInt("consecutive_failures"), Optional.ofNullable(row.getString("last_failure")),
                        row.getInt("waiting"), row.getInt("sending"), row.getInt("in_doubt"), row.getInt("parked"),
                        Optional.ofNullable(row.getTimestamp("oldest")).map(Timestamp::toInstant),
                        new LaneView.Standing(stop(row), instant(row, "stopped_at"), instant(row, "drained_at"),
                                held(row), Optional.ofNullable(row.getObject("day", LocalDate.class)),
                                row.getInt("day_calls"), new LaneView.Waiting(row.getInt("critical"),
                                        row.getInt("normal"), row.getInt("bulk")))))
                .list();
    }

    Optional<LaneView> view(String target) {
        return views().stream().filter(view -> view.target().equals(target)).findFirst();
    }

    List<String> broken(Instant now) {
        return jdbc.sql("""
                SELECT target FROM effects.lane
                 WHERE (paused_by IS NOT NULL OR greatest(open_until, rest_until) > :now
                        OR held = 3 AND held_until > :now)
                   AND target NOT LIKE 'shadow:%'
                """)
                .param("now", Timestamp.from(now)).query(String.class).list();
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
