package io.crossdock.platform.journal;

import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JournalStore {

    static final int PARTITIONS = 16;
    /** Before the name of a subscription in {@link #news}: that parked facts of it are due. */
    static final String PARKED = "parked:";

    private final JdbcClient jdbc;
    private final Json json;

    JournalStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Row(int ordinal, String type, String subject, String ordering_key, int partition,
            String correlation, @Nullable Long causation, String actor, int version,
            @Nullable String traceparent, Object data) {
    }

    void append(List<NewFact> facts, Instant now) {
        List<Row> rows = new ArrayList<>(facts.size());
        for (NewFact fact : facts) {
            Origin origin = fact.origin();
            rows.add(new Row(rows.size(), fact.type(), fact.subject(), fact.key(), partition(fact.key()),
                    origin.correlation(), origin.causation().orElse(null), origin.actor(), fact.version(),
                    origin.traceparent().orElse(null), fact.data()));
        }
        jdbc.sql("""
                WITH ticket AS MATERIALIZED (SELECT journal.append_ticket())
                INSERT INTO journal.fact (position, type, subject, time, ordering_key, partition, correlation,
                                          causation, actor, version, traceparent, data)
                SELECT nextval('journal.fact_position'), r.type, r.subject, :now, r.ordering_key, r.partition,
                       r.correlation, r.causation, r.actor, r.version, r.traceparent, r.data
                  FROM ticket,
                       LATERAL (SELECT * FROM json_to_recordset(:rows::json)
                                  AS t(ordinal int, type text, subject text, ordering_key text,
                                       partition smallint, correlation text, causation bigint, actor text,
                                       version smallint, traceparent text, data jsonb)
                                 ORDER BY ordinal) r
                """)
                .param("now", Timestamp.from(now)).param("rows", json.rows(rows)).update();
    }

    static int partition(String key) {
        return Math.floorMod(key.hashCode() * 0x9E3779B9 >>> 16, PARTITIONS);
    }

    private static final String FACT = """
            f.position, f.type, f.subject, f.time, f.ordering_key, f.correlation, f.causation, f.actor, f.version,
            f.traceparent, f.data
            """;

    List<Fact> ofKey(String key, long after, int limit) {
        return jdbc.sql("SELECT " + FACT + """
                  FROM journal.fact f
                 WHERE f.ordering_key = :key AND f.position > :after
                 ORDER BY f.position LIMIT :limit
                """)
                .param("key", key).param("after", after).param("limit", limit).query(this::fact).list();
    }

    List<Fact> ofKey(String key, Collection<String> types, long upTo, int limit) {
        return jdbc.sql("SELECT " + FACT + """
                  FROM journal.fact f
                 WHERE f.ordering_key = :key AND f.position <= :upTo AND f.type IN (:types)
                 ORDER BY f.position LIMIT :limit
                """)
                .param("key", key).param("types", types).param("upTo", upTo).param("limit", limit)
                .query(this::fact).list();
    }

    Optional<Fact> last(String key, String type) {
        return jdbc.sql("SELECT " + FACT + """
                  FROM journal.fact f
                 WHERE f.ordering_key = :key AND f.type = :type
                 ORDER BY f.ordering_key DESC, f.position DESC LIMIT 1
                """)
                .param("key", key).param("type", type).query(this::fact).optional();
    }

    List<Fact> between(Instant from, Instant to, Collection<String> types, long after, int limit) {
        return jdbc.sql("SELECT " + FACT + """
                  FROM journal.fact f
                 WHERE f.time >= :from AND f.time < :to AND f.type IN (:types) AND f.position > :after
                 ORDER BY f.position LIMIT :limit
                """)
                .param("after", after)
                .param("from", Timestamp.from(from)).param("to", Timestamp.from(to)).param("types", types)
                .param("limit", limit).query(this::fact).list();
    }

    long count(Instant from, Instant to, Collection<String> types) {
        return jdbc.sql("""
                SELECT count(*) FROM journal.fact f WHERE f.time >= :from AND f.time < :to AND f.type IN (:types)
                """)
                .param("from", Timestamp.from(from)).param("to", Timestamp.from(to)).param("types", types)
                .query(Long.class).single();
    }

    Optional<Fact> at(long position) {
        return jdbc.sql("SELECT " + FACT + " FROM journal.fact f WHERE f.position = :position")
                .param("position", position).query(this::fact).optional();
    }

    List<Fact> after(long position, int limit) {
        return jdbc.sql("SELECT " + FACT + """
                  FROM journal.fact f WHERE f.position > :position ORDER BY f.position LIMIT :limit
                """)
                .param("position", position).param("limit", limit).query(this::fact).list();
    }

    void subscribe(String subscription, boolean fromTheBeginning, Instant now) {
        jdbc.sql("""
                INSERT INTO journal.cursor (subscription, partition, position, moved_at)
                SELECT :subscription, p, CASE WHEN :beginning THEN 0 ELSE journal.safe_position() END, :now
                  FROM generate_series(0, 15) p
                ON CONFLICT DO NOTHING
                """)
                .param("subscription", subscription).param("beginning", fromTheBeginning)
                .param("now", Timestamp.from(now)).update();
    }

    record Cursor(int partition, long position) {
    }

    /**
     * What one turn may work on.
     *
     * @param safe no fact up to here will appear any more
     * @param due  whether parked facts of these cursors are to be tried again
     */
    record Turn(long safe, List<Cursor> cursors, boolean due) {

        /** So many at once, that another replica finds some, too. */
        static final int MOST = PARTITIONS / 2;
    }

    private record Claimed(int partition, long position, boolean due) {
    }

    /**
     * Locks cursors that have work.
     *
     * <p>Here and below positions are compared together with their partition, and ordered by both: whatever the planner
     * believes of a growing table, only the index of partitions answers that. Were the partitions equal in its eyes, it
     * could order by position alone and read all facts of all partitions.
     */
    Turn claim(String subscription, Collection<String> types, long safe, Instant now) {
        List<Claimed> claimed = jdbc.sql("""
                SELECT c.partition, c.position, p.due
                  FROM journal.cursor c,
                       LATERAL (SELECT EXISTS (SELECT FROM journal.parked p
                                                WHERE p.subscription = c.subscription AND p.partition = c.partition
                                                  AND p.next_attempt_at <= :now) AS due) p
                 WHERE c.subscription = :subscription
                   AND (p.due OR (SELECT f.position FROM journal.fact f
                                   WHERE (f.partition, f.position) > (c.partition, c.position)
                                     AND (f.partition, f.position) <= (c.partition, :safe) AND f.type IN (:types)
                                   ORDER BY f.partition, f.position LIMIT 1) IS NOT NULL)
                 ORDER BY c.moved_at
                 LIMIT :most
                   FOR UPDATE OF c SKIP LOCKED
                """)
                .param("subscription", subscription).param("types", types).param("safe", safe)
                .param("now", Timestamp.from(now)).param("most", Turn.MOST).query(Claimed.class).list();
        return new Turn(safe, claimed.stream().map(each -> new Cursor(each.partition(), each.position())).toList(),
                claimed.stream().anyMatch(Claimed::due));
    }

    /** A fact that is next. @param parked whether an earlier one of its key is */
    record Next(Fact fact, boolean parked) {
    }

    List<Next> next(String subscription, Turn turn, Collection<String> types, int limit) {
        return jdbc.sql("SELECT " + FACT + """
                     , EXISTS (SELECT FROM journal.parked p
                                WHERE p.subscription = :subscription AND p.ordering_key = f.ordering_key) AS parked
                  FROM json_to_recordset(:cursors::json) AS c(partition smallint, position bigint),
                       LATERAL (SELECT * FROM journal.fact f
                                 WHERE (f.partition, f.position) > (c.partition, c.position)
                                   AND (f.partition, f.position) <= (c.partition, :safe) AND f.type IN (:types)
                                 ORDER BY f.partition, f.position LIMIT :limit) f
                 ORDER BY f.position LIMIT :limit
                """)
                .param("subscription", subscription).param("cursors", json.rows(turn.cursors())).param("types", types)
                .param("safe", turn.safe()).param("limit", limit)
                .query((row, n) -> new Next(fact(row, n), row.getBoolean("parked"))).list();
    }

    void advance(String subscription, List<Cursor> cursors, long position, Instant now) {
        jdbc.sql("""
                UPDATE journal.cursor
                   SET position = greatest(position, :position), moved_at = :now
                 WHERE subscription = :subscription AND partition IN (:partitions)
                """)
                .param("position", position).param("now", Timestamp.from(now))
                .param("subscription", subscription)
                .param("partitions", cursors.stream().map(Cursor::partition).toList()).update();
    }

    /** Moves cursors that have nothing to do, so that nobody looks through the same foreign facts again and again. */
    void catchUp(String subscription, Collection<String> types, long safe, Instant now) {
        jdbc.sql("""
                UPDATE journal.cursor SET position = :safe, moved_at = :now
                 WHERE subscription = :subscription
                   AND partition IN (SELECT c.partition FROM journal.cursor c
                                      WHERE c.subscription = :subscription AND c.position < :safe
                                        AND (SELECT f.position FROM journal.fact f
                                              WHERE (f.partition, f.position) > (c.partition, c.position)
                                                AND (f.partition, f.position) <= (c.partition, :safe)
                                                AND f.type IN (:types)
                                              ORDER BY f.partition, f.position LIMIT 1) IS NULL
                                        FOR UPDATE SKIP LOCKED)
                """)
                .param("subscription", subscription).param("types", types).param("safe", safe)
                .param("now", Timestamp.from(now)).update();
    }

    /** Parked facts whose turn it is: the oldest of its key, due, with what queues behind it, in claimed partitions. */
    List<Due> due(String subscription, List<Cursor> cursors, Instant now, int limit) {
        return jdbc.sql("""
                WITH head AS (
                    SELECT p.ordering_key FROM journal.parked p
                     WHERE p.subscription = :subscription AND p.partition IN (:partitions) AND p.next_attempt_at <= :now
                       AND p.position = (SELECT e.position FROM journal.parked e
                                          WHERE e.subscription = p.subscription AND e.ordering_key = p.ordering_key
                                          ORDER BY e.position LIMIT 1)
                     ORDER BY p.position LIMIT :limit)
                SELECT p.attempts,\s""" + FACT + """
                  FROM head JOIN journal.parked p ON p.subscription = :subscription AND p.ordering_key = head.ordering_key
                  JOIN journal.fact f USING (position)
                 ORDER BY p.position LIMIT :limit
                """)
                .param("subscription", subscription).param("now", Timestamp.from(now)).param("limit", limit)
                .param("partitions", cursors.stream().map(Cursor::partition).toList())
                .query((row, n) -> new Due(row.getInt("attempts"), fact(row, n))).list();
    }

    record Due(int attempts, Fact fact) {
    }

    record ParkedRow(long position, int partition, String ordering_key, String code, String reason, int attempts,
            @Nullable Instant next_attempt_at) {
    }

    void park(String subscription, List<ParkedRow> rows, Instant now) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO journal.parked (subscription, position, partition, ordering_key, code, reason, attempts,
                                            parked_at, next_attempt_at)
                SELECT :subscription, r.position, r.partition, r.ordering_key, r.code, r.reason, r.attempts, :now,
                       r.next_attempt_at
                  FROM json_to_recordset(:rows::json) AS r(position bigint, partition smallint, ordering_key text,
                                code text, reason text, attempts int, next_attempt_at timestamptz)
                ON CONFLICT (subscription, position) DO UPDATE
                   SET code = excluded.code, reason = excluded.reason, attempts = excluded.attempts,
                       next_attempt_at = excluded.next_attempt_at
                """)
                .param("subscription", subscription).param("rows", json.rows(rows)).param("now", Timestamp.from(now))
                .update();
    }

    record Trouble(String code, String reason, Optional<Instant> nextAttemptAt) {
    }

    /** Removes digested facts from the parking place; the next ones of their keys are due at once. */
    void unpark(String subscription, List<Fact> facts, Instant now) {
        if (facts.isEmpty()) {
            return;
        }
        jdbc.sql("DELETE FROM journal.parked WHERE subscription = :subscription AND position IN (:positions)")
                .param("subscription", subscription).param("positions", facts.stream().map(Fact::position).toList())
                .update();
        jdbc.sql("""
                UPDATE journal.parked SET next_attempt_at = :now
                 WHERE (subscription, position) IN (
                       SELECT DISTINCT ON (ordering_key) subscription, position FROM journal.parked
                        WHERE subscription = :subscription AND ordering_key IN (:keys)
                        ORDER BY ordering_key, position)
                """)
                .param("now", Timestamp.from(now)).param("subscription", subscription)
                .param("keys", facts.stream().map(Fact::key).distinct().toList()).update();
    }

    /** Up to where facts are final, for {@link #news}. */
    long safe() {
        return jdbc.sql("SELECT journal.safe_position()").query(Long.class).single();
    }

    /** Types of facts after a position up to another, and subscriptions with parked facts that are due. */
    List<String> news(long after, long upTo, Instant now) {
        return jdbc.sql("""
                SELECT DISTINCT f.type FROM journal.fact f WHERE f.position > :after AND f.position <= :upTo
                UNION ALL
                SELECT DISTINCT :parked || p.subscription FROM journal.parked p WHERE p.next_attempt_at <= :now
                """)
                .param("after", after).param("upTo", upTo).param("now", Timestamp.from(now))
                .param("parked", PARKED).query(String.class).list();
    }

    int parkedOf(String type) {
        return jdbc.sql("""
                SELECT count(DISTINCT p.position) FROM journal.parked p JOIN journal.fact f ON f.position = p.position
                 WHERE f.type = :type
                """)
                .param("type", type).query(Integer.class).single();
    }

    /** Only the head of a key has a next attempt; what queues behind follows it. */
    boolean release(String subscription, long position, Instant now) {
        return jdbc.sql("""
                UPDATE journal.parked p SET next_attempt_at = :now
                 WHERE p.subscription = :subscription AND p.position = :position
                   AND NOT EXISTS (SELECT FROM journal.parked e
                                    WHERE e.subscription = p.subscription
                                      AND e.ordering_key = p.ordering_key AND e.position < p.position)
                """)
                .param("now", Timestamp.from(now)).param("subscription", subscription)
                .param("position", position).update() == 1;
    }

    List<Parked> parked(int limit) {
        return jdbc.sql("SELECT p.subscription, p.code, p.reason, p.attempts, p.parked_at, p.next_attempt_at, " + """
                       (SELECT count(*) FROM journal.parked w
                         WHERE w.subscription = p.subscription AND w.ordering_key = p.ordering_key
                           AND w.position > p.position) AS waiting,
                """ + FACT + """
                  FROM journal.parked p JOIN journal.fact f USING (position)
                 WHERE NOT EXISTS (SELECT FROM journal.parked e
                                    WHERE e.subscription = p.subscription
                                      AND e.ordering_key = p.ordering_key AND e.position < p.position)
                 ORDER BY p.position LIMIT :limit
                """)
                .param("limit", limit)
                .query((row, n) -> new Parked(row.getString("subscription"), fact(row, n), row.getString("code"),
                        row.getString("reason"), row.getInt("attempts"), row.getTimestamp("parked_at").toInstant(),
                        Optional.ofNullable(row.getTimestamp("next_attempt_at")).map(Timestamp::toInstant),
                        row.getInt("waiting")))
                .list();
    }

    private Fact fact(ResultSet row, int number) throws SQLException {
        long causation = row.getLong("causation");
        Optional<Long> cause = row.wasNull() ? Optional.empty() : Optional.of(causation);
        Origin origin = new Origin(row.getString("correlation"), cause, row.getString("actor"),
                Optional.ofNullable(row.getString("traceparent")));
        return new Fact(row.getLong("position"), row.getString("type"), row.getString("subject"),
                row.getTimestamp("time").toInstant(), row.getString("ordering_key"), origin,
                row.getInt("version"), json.parse(row.getString("data")));
    }
}
