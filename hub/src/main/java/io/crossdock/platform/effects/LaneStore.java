package io.crossdock.platform.effects;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

    record Budget(boolean paused, BigDecimal tokens, Instant refilledAt, int consecutiveFailures,
            Optional<Instant> openUntil, BigDecimal bulkTokens, Optional<LocalDate> day, int dayCalls) {

        /** Calls begun on a day. */
        int begunOn(LocalDate today) {
            return day.filter(today::equals).isPresent() ? dayCalls : 0;
        }
    }

    /** Locks the lane for the length of a claim; empty if another replica is claiming right now. */
    Optional<Budget> lock(String target) {
        return jdbc.sql("""
                SELECT paused_by, tokens, bulk_tokens, day, day_calls, refilled_at, consecutive_failures,
                       greatest(open_until, rest_until) AS open_until
                  FROM effects.lane WHERE target = :target
                   FOR UPDATE SKIP LOCKED
                """)
                .param("target", target)
                .query((row, n) -> new Budget(row.getString("paused_by") != null, row.getBigDecimal("tokens"),
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

    boolean pause(String target, @Nullable String by) {
        return jdbc.sql("UPDATE effects.lane SET paused_by = :by WHERE target = :target")
                .param("by", by).param("target", target).update() == 1;
    }

    /** Of targets that have a lane, and of those that have none but effects that wait for one. */
    List<LaneView> views() {
        return jdbc.sql("""
                SELECT target, l.paused_by, greatest(l.open_until, l.rest_until) AS open_until,
                       l.consecutive_failures, l.last_failure, e.waiting, e.sending, e.in_doubt, e.parked, e.oldest
                  FROM effects.lane l
                  FULL JOIN (SELECT target, min(created_at) AS oldest,
                                    count(*) FILTER (WHERE state = 'ready') AS waiting,
                                    count(*) FILTER (WHERE state = 'sending') AS sending,
                                    count(*) FILTER (WHERE state = 'in_doubt') AS in_doubt,
                                    count(*) FILTER (WHERE state = 'parked') AS parked
                               FROM effects.effect
                              WHERE state IN ('ready', 'sending', 'in_doubt', 'parked')
                              GROUP BY target) e USING (target)
                 ORDER BY target
                """)
                .query((row, n) -> new LaneView(row.getString("target"),
                        Optional.ofNullable(row.getString("paused_by")),
                        Optional.ofNullable(row.getTimestamp("open_until")).map(Timestamp::toInstant),
                        row.getInt("consecutive_failures"), Optional.ofNullable(row.getString("last_failure")),
                        row.getInt("waiting"), row.getInt("sending"), row.getInt("in_doubt"), row.getInt("parked"),
                        Optional.ofNullable(row.getTimestamp("oldest")).map(Timestamp::toInstant)))
                .list();
    }

    List<String> broken(Instant now) {
        return jdbc.sql("""
                SELECT target FROM effects.lane
                 WHERE paused_by IS NOT NULL OR greatest(open_until, rest_until) > :now
                """)
                .param("now", Timestamp.from(now)).query(String.class).list();
    }
}
