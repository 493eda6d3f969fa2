package io.crossdock.process.story;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.json.Json;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads across the ledgers; writes nothing. Every question is bounded. */
@Repository
class StoryStore {

    private static final int MOST = 500;
    private static final int REFUSED_MOST = 100;

    private final JdbcClient jdbc;
    private final Json json;

    StoryStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    record Cause(long fact, UUID message) {
    }

    /** Which message stands behind which fact of an order. */
    List<Cause> causes(OrderNumber order) {
        return jdbc.sql("""
                SELECT f.position AS fact, (c.data ->> 'message')::uuid AS message
                  FROM journal.fact f
                  JOIN journal.fact c ON c.position = f.causation AND c.type = 'message.received'
                 WHERE f.ordering_key = :order ORDER BY f.position LIMIT :most
                """)
                .param("order", order.value()).param("most", MOST).query(Cause.class).list();
    }

    /** Messages that name one of the subjects, and those behind the facts of the order. */
    List<MessageHead> messages(Collection<String> subjects, OrderNumber order) {
        return jdbc.sql("""
                SELECT m.id, m.source, m.dedupe_key, m.content_type, octet_length(m.payload) AS bytes, m.received_at,
                       m.actor, m.state, m.subject, m.outcome
                  FROM inbox.message m
                 WHERE m.id IN (SELECT id FROM inbox.message WHERE subject IN (:subjects)
                                 UNION
                                SELECT (c.data ->> 'message')::uuid
                                  FROM journal.fact f
                                  JOIN journal.fact c ON c.position = f.causation AND c.type = 'message.received'
                                 WHERE f.ordering_key = :order)
                 ORDER BY m.received_at, m.id LIMIT :most
                """)
                .param("subjects", subjects).param("order", order.value()).param("most", MOST)
                .query(this::message).list();
    }

    private MessageHead message(ResultSet row, int number) throws SQLException {
        @Nullable String outcome = row.getString("outcome");
        return new MessageHead(row.getObject("id", UUID.class), row.getString("source"), row.getString("dedupe_key"),
                row.getString("content_type"), row.getInt("bytes"), row.getTimestamp("received_at").toInstant(),
                row.getString("actor"), Message.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getString("subject")),
                Optional.ofNullable(outcome).map(json::parse));
    }

    record Touched(long position, String key) {
    }

    /** Finished facts after a position. How far they are finished is asked first: one statement would miss the last. */
    List<Touched> after(long position) {
        return jdbc.sql("""
                SELECT position, ordering_key AS key FROM journal.fact
                 WHERE position > :after AND position <= :safe
                 ORDER BY position LIMIT :most
                """)
                .param("after", position).param("safe", lastPosition()).param("most", MOST).query(Touched.class).list();
    }

    long lastPosition() {
        return jdbc.sql("SELECT journal.safe_position()").query(Long.class).single();
    }

    private static final String ROW = """
            SELECT o.id, o.number, o.channel, o.account, o.buyer_reference, o.erp_reference, o.total, o.currency,
                   o.commercial_state, o.posting_state, o.accepted_at, l.promised, l.legs, l.waiting, l.in_work,
                   l.left_dock, l.delivered,
                   (SELECT count(*) FROM invoicing.invoice i WHERE i.order_number = o.number) AS invoices
              FROM page o
             CROSS JOIN LATERAL (
                   SELECT count(*) AS legs, max(promised_for) AS promised,
                          count(*) FILTER (WHERE state = 'waiting') AS waiting,
                          count(*) FILTER (WHERE state IN ('released', 'picking', 'picked', 'packed')) AS in_work,
                          count(*) FILTER (WHERE state IN ('shipped', 'delivered')) AS left_dock,
                          count(*) FILTER (WHERE state = 'delivered') AS delivered
                     FROM fulfilment.leg
                    WHERE order_number = o.number AND state NOT IN ('shorted', 'cancelled')) l
             ORDER BY o.id DESC
            """;

    private static final String NARROWED = """
               AND (:channel::text IS NULL OR channel = :channel)
               AND (:account::text IS NULL OR account = :account)
               AND (:before::uuid IS NULL OR id < :before)
             ORDER BY id DESC LIMIT :limit)
            """;

    List<OrderRow> orders(OrderFilter filter) {
        return jdbc.sql("WITH page AS (SELECT * FROM ordering.orders WHERE " + condition(filter.view()) + NARROWED + ROW)
                .param("channel", filter.channel().orElse(null))
                .param("account", filter.account().map(AccountId::value).orElse(null))
                .param("before", filter.before().orElse(null)).param("limit", filter.limit())
                .query(StoryStore::row).list();
    }

    List<OrderRow> orders(Collection<OrderNumber> numbers) {
        return numbers.isEmpty() ? List.of()
                : jdbc.sql("WITH page AS (SELECT * FROM ordering.orders WHERE number IN (:numbers))" + ROW)
                        .param("numbers", numbers.stream().map(OrderNumber::value).toList())
                        .query(StoryStore::row).list();
    }

    private static String condition(OrderFilter.View view) {
        return switch (view) {
            case ALL -> "true ";
            case OPEN -> "commercial_state IN ('accepted', 'held') ";
            case WAITING -> "commercial_state IN ('accepted', 'held') AND posting_state IN ('pending', 'in_doubt') ";
            case TROUBLE -> "(commercial_state = 'held' OR posting_state IN ('refused', 'parked', 'in_doubt')) ";
            case BACKORDERED ->
                "number IN (SELECT order_number FROM fulfilment.leg WHERE state = 'waiting') ";
            case COMPLETE -> "commercial_state = 'closed' ";
            case CANCELLED -> "commercial_state = 'cancelled' ";
        };
    }

    private static OrderRow row(ResultSet row, int number) throws SQLException {
        return new OrderRow(row.getObject("id", UUID.class), new OrderNumber(row.getString("number")),
                row.getString("channel"), new AccountId(row.getString("account")),
                Optional.ofNullable(row.getString("buyer_reference")),
                Optional.ofNullable(row.getString("erp_reference")), row.getBigDecimal("total"),
                row.getString("currency"), row.getString("commercial_state"), row.getString("posting_state"),
                row.getTimestamp("accepted_at").toInstant(),
                Optional.ofNullable(row.getObject("promised", LocalDate.class)),
                new OrderRow.Legs(row.getInt("legs"), row.getInt("waiting"), row.getInt("in_work"),
                        row.getInt("left_dock"), row.getInt("delivered")), row.getInt("invoices"));
    }

    record Hit(String number, String kind, String matched) {
    }

    /** Orders by any number of theirs; {@code prefix} is an escaped LIKE pattern. */
    List<Hit> find(Collection<String> exact, String prefix, int most) {
        return jdbc.sql("""
                SELECT number, kind, matched FROM (
                    SELECT number, 'order' AS kind, number AS matched, 1 AS rank FROM ordering.orders
                     WHERE number IN (:exact)
                    UNION ALL (
                    SELECT number, 'buyer', buyer_reference, 2 FROM ordering.orders
                     WHERE buyer_reference IN (:exact) ORDER BY id DESC LIMIT :most)
                    UNION ALL
                    SELECT number, 'erp', erp_reference, 2 FROM ordering.orders WHERE erp_reference IN (:exact)
                    UNION ALL
                    SELECT order_number, 'shipment', number, 2 FROM fulfilment.leg WHERE number IN (:exact)
                    UNION ALL
                    SELECT l.order_number, 'tracking', p.tracking, 2
                      FROM fulfilment.package p JOIN fulfilment.leg l ON l.number = p.leg
                     WHERE p.tracking IN (:exact)
                    UNION ALL
                    SELECT l.order_number, 'sscc', p.sscc, 2
                      FROM fulfilment.package p JOIN fulfilment.leg l ON l.number = p.leg
                     WHERE p.sscc IN (:exact)
                    UNION ALL
                    SELECT order_number, 'invoice', number, 2 FROM invoicing.invoice WHERE number IN (:exact)
                    UNION ALL (
                    SELECT number, 'order', number, 3 FROM ordering.orders WHERE number LIKE :prefix
                     ORDER BY id DESC LIMIT :most)
                    UNION ALL (
                    SELECT number, 'buyer', buyer_reference, 3 FROM ordering.orders WHERE buyer_reference LIKE :prefix
                     ORDER BY id DESC LIMIT :most)
                    UNION ALL (
                    SELECT number, 'erp', erp_reference, 3 FROM ordering.orders WHERE erp_reference LIKE :prefix
                     ORDER BY id DESC LIMIT :most)) found
                 ORDER BY rank, number DESC LIMIT :most
                """)
                .param("exact", exact).param("prefix", prefix).param("most", most)
                .query(Hit.class).list();
    }

    record Hour(int hour, int orders, BigDecimal value) {
    }

    /** Orders of a day by hour of the zone; {@code since} is the smallest id of the day. */
    List<Hour> acceptedByHour(UUID since, ZoneId zone) {
        return jdbc.sql("""
                SELECT extract(hour FROM accepted_at AT TIME ZONE :zone)::int AS hour, count(*)::int AS orders,
                       sum(total) AS value
                  FROM ordering.orders WHERE id >= :since GROUP BY 1 ORDER BY 1
                """)
                .param("zone", zone.getId()).param("since", since).query(Hour.class).list();
    }

    record Figures(int waiting, BigDecimal waitingValue, int open, int backordered, int shippedToday, int invoicedToday,
            BigDecimal invoicedValue) {
    }

    Figures figures(Instant today) {
        return jdbc.sql("""
                SELECT o.waiting, o.waiting_value, o.open, b.backordered, s.shipped_today, i.invoiced_today,
                       i.invoiced_value
                  FROM (SELECT count(*) FILTER (WHERE posting_state IN ('pending', 'in_doubt')) AS waiting,
                               coalesce(sum(total) FILTER (WHERE posting_state IN ('pending', 'in_doubt')), 0)
                                   AS waiting_value,
                               count(*) AS open
                          FROM ordering.orders WHERE commercial_state IN ('accepted', 'held')) o,
                       (SELECT count(DISTINCT order_number) AS backordered
                          FROM fulfilment.leg WHERE state = 'waiting') b,
                       (SELECT count(*) AS shipped_today FROM fulfilment.leg WHERE shipped_at >= :today) s,
                       (SELECT count(*) AS invoiced_today, coalesce(sum(total), 0) AS invoiced_value
                          FROM invoicing.invoice WHERE posted_at >= :today) i
                """)
                .param("today", Timestamp.from(today)).query(Figures.class).single();
    }

    record Freshness(String name, Instant asOf) {
    }

    /** How old the copies of other systems' data are. */
    List<Freshness> freshness() {
        return jdbc.sql("SELECT name, as_of FROM replica.feed WHERE as_of > 'epoch' ORDER BY name")
                .query((row, n) -> new Freshness(row.getString("name"), row.getTimestamp("as_of").toInstant())).list();
    }

    /** Of the hubs that look at a feed the one that looked last; a feed that nobody looks at any more is forgotten. */
    List<FeedState> feeds(Instant since) {
        return jdbc.sql("""
                SELECT DISTINCT ON (system, feed) system, feed, looked_at, waiting, failing_since, code, failure
                  FROM warehouse.file_feed WHERE looked_at >= :since
                 ORDER BY system, feed, looked_at DESC LIMIT :most
                """)
                .param("since", Timestamp.from(since)).param("most", MOST)
                .query((row, n) -> new FeedState(row.getString("system"), row.getString("feed"),
                        row.getTimestamp("looked_at").toInstant(), row.getInt("waiting"),
                        Optional.ofNullable(row.getTimestamp("failing_since")).isEmpty() ? Optional.empty()
                                : Optional.of(new FeedState.Failure(row.getTimestamp("failing_since").toInstant(),
                                        row.getString("code"), row.getString("failure"))))).list();
    }

    /** Ways by which messages come in that fail, or are shut because too much waits: by the hub that looked last. */
    List<FeedState> sources(Instant since) {
        return jdbc.sql("""
                SELECT DISTINCT ON (source) source, looked_at, coalesce(failing_since, full_since) AS since,
                       CASE WHEN failing_since IS NULL THEN 'too-much-waits' ELSE code END AS code,
                       coalesce(failure, 'As many of its messages wait to be read as may.') AS failure
                  FROM transports.source WHERE looked_at >= :since
                 ORDER BY source, looked_at DESC LIMIT :most
                """)
                .param("since", Timestamp.from(since)).param("most", MOST)
                .query(StoryStore::source).list();
    }

    private static FeedState source(ResultSet row, int number) throws SQLException {
        Timestamp since = row.getTimestamp("since");
        return new FeedState(row.getString("source"), "", row.getTimestamp("looked_at").toInstant(), 0,
                since == null ? Optional.empty() : Optional.of(new FeedState.Failure(since.toInstant(),
                        row.getString("code"), row.getString("failure"))));
    }

    /** Refused effects for which nobody has found another way yet. */
    List<UUID> refused() {
        return jdbc.sql("""
                SELECT id FROM effects.effect
                 WHERE state = 'refused' AND kind NOT IN ('leg.release', 'purchase.order', 'leg.cancel')
                 ORDER BY created_at LIMIT :most
                """)
                .param("most", REFUSED_MOST).query(UUID.class).list();
    }

    record FailedDrill(UUID id, String drill, String seed, Instant begun, List<String> findings) {
    }

    /** Drills whose last run failed: nobody has shown since that it is well. */
    List<FailedDrill> failedDrills(Instant since) {
        return jdbc.sql("""
                SELECT id, drill, seed, begun_at, ARRAY(SELECT jsonb_array_elements_text(report -> 'findings')) AS findings
                  FROM (SELECT DISTINCT ON (drill) * FROM practice.report
                         WHERE begun_at >= :since ORDER BY drill, begun_at DESC, id DESC) last
                 WHERE NOT passed ORDER BY begun_at
                """)
                .param("since", Timestamp.from(since))
                .query((row, n) -> new FailedDrill(row.getObject("id", UUID.class), row.getString("drill"),
                        row.getString("seed"), row.getTimestamp("begun_at").toInstant(),
                        List.of((String[]) row.getArray("findings").getArray())))
                .list();
    }

    record Reused(UUID id, UUID message, String source, String dedupeKey, Instant receivedAt) {
    }

    /** Keys that came again with another content; {@code since} is the smallest id of interest. */
    List<Reused> conflicts(UUID since) {
        return jdbc.sql("""
                SELECT c.id, c.message_id AS message, m.source, m.dedupe_key, c.received_at
                  FROM inbox.conflict c JOIN inbox.message m ON m.id = c.message_id
                 WHERE c.id >= :since ORDER BY c.id DESC LIMIT :most
                """)
                .param("since", since).param("most", MOST)
                .query((row, n) -> new Reused(row.getObject("id", UUID.class), row.getObject("message", UUID.class),
                        row.getString("source"), row.getString("dedupe_key"),
                        row.getTimestamp("received_at").toInstant()))
                .list();
    }

    record Stake(String number, String account, BigDecimal total, String currency) {
    }

    List<Stake> stakes(Collection<OrderNumber> numbers) {
        return numbers.isEmpty() ? List.of() : jdbc.sql("""
                SELECT number, account, total, currency FROM ordering.orders WHERE number IN (:numbers)
                """)
                .param("numbers", numbers.stream().map(OrderNumber::value).toList()).query(Stake.class).list();
    }
}
