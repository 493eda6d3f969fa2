package io.crossdock.experience.edi.changes;

import io.crossdock.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;

/** Changes by 860, and how far each is. */
@Repository
class ChangeRequestStore {

    private static final int MOST = 50;

    private final JdbcClient jdbc;
    private final Json json;

    ChangeRequestStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * One of them.
     *
     * @param rank  its number, where that is one
     * @param state {@code waiting}, {@code asked}, {@code stuck}, {@code decided}, {@code refused} or {@code repeated}
     */
    record Request(UUID set, String partner, String reference, String release, Optional<String> number,
            Optional<Long> rank, long fact, Instant since, Instant until, String state, Optional<String> order,
            Optional<JsonNode> answer) {
    }

    void insert(Request request) {
        jdbc.sql("""
                INSERT INTO edi.change (set_id, partner, reference, release, number, rank, fact, state, because, since,
                                        until, looked_at, next_look)
                VALUES (:set, :partner, :reference, :release, :number, :rank, :fact, 'waiting', 'It was read.', :since,
                        :until, :since, :since)
                ON CONFLICT (set_id) DO NOTHING
                """)
                .param("set", request.set()).param("partner", request.partner()).param("reference", request.reference())
                .param("release", request.release()).param("number", request.number().orElse(null))
                .param("rank", request.rank().orElse(null)).param("fact", request.fact())
                .param("since", Timestamp.from(request.since())).param("until", Timestamp.from(request.until())).update();
    }

    /** Changes of one purchase order are decided one after the other: locked until the transaction ends. */
    Optional<Request> lock(UUID set) {
        jdbc.sql("""
                SELECT pg_advisory_xact_lock(hashtextextended(partner || ':' || reference, 860))
                  FROM edi.change WHERE set_id = :set
                """)
                .param("set", set).query((row, n) -> 0).list();
        return jdbc.sql("SELECT * FROM edi.change WHERE set_id = :set FOR UPDATE").param("set", set)
                .query(this::request).optional();
    }

    /** What is open and due, what is due for longest first. */
    List<UUID> due(Instant now, int most) {
        return jdbc.sql("""
                SELECT set_id FROM edi.change WHERE state IN ('waiting', 'asked') AND next_look <= :now
                 ORDER BY next_look LIMIT :most
                """)
                .param("now", Timestamp.from(now)).param("most", most).query(UUID.class).list();
    }

    /** Changes of the same purchase order that came before, the newest first. */
    List<Request> before(Request request) {
        return jdbc.sql("""
                SELECT * FROM edi.change
                 WHERE partner = :partner AND reference = :reference AND release = :release AND fact < :fact
                   AND state <> 'repeated'
                 ORDER BY fact DESC LIMIT :most
                """)
                .param("partner", request.partner()).param("reference", request.reference())
                .param("release", request.release()).param("fact", request.fact()).param("most", MOST)
                .query(this::request).list();
    }

    /** The highest number that was decided of a purchase order. */
    Optional<Long> decided(Request request) {
        return jdbc.sql("""
                SELECT max(rank) AS rank FROM edi.change
                 WHERE partner = :partner AND reference = :reference AND release = :release
                   AND state IN ('asked', 'decided', 'refused') AND set_id <> :set
                """)
                .param("partner", request.partner()).param("reference", request.reference())
                .param("release", request.release()).param("set", request.set())
                .query((row, n) -> Optional.ofNullable(row.getObject("rank", Long.class))).single();
    }

    /** A purchase order of a partner. @param release empty if none, or if it was not read yet */
    record Bought(UUID set, String state, String release, Optional<String> order) {
    }

    /** Those of a number, the newest first. */
    List<Bought> bought(String partner, String reference) {
        return jdbc.sql("""
                SELECT id, state, coalesce(purchase_order ->> 'release', '') AS release, order_number
                  FROM edi.transaction_set
                 WHERE partner = :partner AND type = '850' AND reference = :reference
                   AND state NOT IN ('rejected', 'repeated')
                 ORDER BY id DESC LIMIT :most
                """)
                .param("partner", partner).param("reference", reference).param("most", MOST)
                .query((row, n) -> new Bought(row.getObject("id", UUID.class), row.getString("state"),
                        row.getString("release"), Optional.ofNullable(row.getString("order_number")))).list();
    }

    /** It is looked at again after 1 s, then each time after twice as long, at most after a minute. */
    void waits(UUID set, String because, Instant now) {
        jdbc.sql("""
                UPDATE edi.change SET because = :because, looked_at = :now, looks = looks + 1, failures = 0,
                       next_look = :now::timestamptz + make_interval(secs => least(60, power(2, least(looks, 10))))
                 WHERE set_id = :set
                """)
                .param("because", because).param("now", Timestamp.from(now)).param("set", set).update();
    }

    /**
     * It could not be looked at. Tried again after 1 s, then each time after twice as long, at most after five minutes;
     * after so many failures in a row it rests until the hub is started again.
     */
    void failed(UUID set, String because, int most, Instant now) {
        jdbc.sql("""
                UPDATE edi.change SET because = :because, looked_at = :now, failures = failures + 1,
                       state = CASE WHEN failures + 1 >= :most THEN 'stuck' ELSE state END,
                       next_look = :now::timestamptz + make_interval(secs => least(300, power(2, least(failures, 10))))
                 WHERE set_id = :set AND state IN ('waiting', 'asked')
                """)
                .param("because", because).param("now", Timestamp.from(now)).param("most", most).param("set", set)
                .update();
    }

    /** What rests because of failures is looked at again. */
    void resume() {
        jdbc.sql("""
                UPDATE edi.change SET state = CASE WHEN order_number IS NULL THEN 'waiting' ELSE 'asked' END,
                       failures = 0, looks = 0, next_look = looked_at
                 WHERE state = 'stuck'
                """).update();
    }

    /** Whoever was asked for goods of some orders has answered: their changes are looked at now. */
    void answered(Collection<String> orders) {
        if (!orders.isEmpty()) {
            jdbc.sql("""
                    UPDATE edi.change SET next_look = looked_at, looks = 0
                     WHERE set_id IN (SELECT set_id FROM edi.change WHERE state = 'asked' AND order_number IN (:orders)
                                       ORDER BY set_id FOR UPDATE)
                    """)
                    .param("orders", orders).update();
        }
    }

    /** Changes of an order that were answered and done, the newest first. */
    List<UUID> answered(String order) {
        return jdbc.sql("""
                SELECT set_id FROM edi.change WHERE order_number = :order AND state IN ('asked', 'decided')
                 ORDER BY fact DESC
                """)
                .param("order", order).query(UUID.class).list();
    }

    /** Becomes something; what waited for it is looked at now. */
    void settle(UUID set, String state, Optional<String> order, Optional<Object> answer, Instant now) {
        jdbc.sql("""
                WITH settled AS (
                    UPDATE edi.change SET state = :state, order_number = coalesce(:order, order_number), looked_at = :now,
                           because = NULL, answer = coalesce(:answer::jsonb, answer), looks = 0, failures = 0,
                           next_look = :now::timestamptz + interval '1 second'
                     WHERE set_id = :set
                    RETURNING set_id, partner, reference)
                UPDATE edi.change c SET next_look = c.looked_at, looks = 0 FROM settled s
                 WHERE c.partner = s.partner AND c.reference = s.reference AND c.set_id <> s.set_id
                   AND c.state = 'waiting'
                """)
                .param("state", state).param("order", order.orElse(null)).param("now", Timestamp.from(now))
                .param("answer", answer.map(json::write).orElse(null)).param("set", set).update();
    }

    private Request request(ResultSet row, int number) throws SQLException {
        return new Request(row.getObject("set_id", UUID.class), row.getString("partner"), row.getString("reference"),
                row.getString("release"), Optional.ofNullable(row.getString("number")),
                Optional.ofNullable(row.getObject("rank", Long.class)), row.getLong("fact"),
                row.getTimestamp("since").toInstant(), row.getTimestamp("until").toInstant(), row.getString("state"),
                Optional.ofNullable(row.getString("order_number")),
                Optional.ofNullable(row.getString("answer")).map(json::parse));
    }
}
