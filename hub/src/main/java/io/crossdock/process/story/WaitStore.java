package io.crossdock.process.story;

import io.crossdock.canonical.Return;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What waits for somebody without being stuck in a ledger. */
@Repository
class WaitStore {

    /** Most that one read returns of each. */
    private static final int MOST = 500;

    private final JdbcClient jdbc;

    WaitStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A partner's order that waits for a reference. @param sku of a unit: of which item; of an item: unknown */
    record HeldOrder(UUID set, String partner, String reference, String cluster, String kind, String name,
            Optional<String> sku, String says, Instant since, Instant until, Optional<OpenException.Stake> worth) {
    }

    List<HeldOrder> heldOrders() {
        return jdbc.sql("""
                SELECT h.set_id, h.partner, h.reference, f.cluster, f.kind, f.name, f.sku, h.since, h.until, h.worth,
                       h.currency, string_agg(format('Line %s: %s', f.line_no, f.says), ' ' ORDER BY f.line_no) AS says
                  FROM (SELECT * FROM edi.held ORDER BY until, set_id LIMIT :most) h
                  JOIN edi.held_for f USING (set_id)
                 GROUP BY h.set_id, h.partner, h.reference, f.cluster, f.kind, f.name, f.sku, h.since, h.until, h.worth,
                          h.currency
                 ORDER BY h.until, h.set_id
                """)
                .param("most", MOST)
                .query((row, n) -> new HeldOrder(row.getObject("set_id", UUID.class), row.getString("partner"),
                        row.getString("reference"), row.getString("cluster"), row.getString("kind"), row.getString("name"),
                        Optional.ofNullable(row.getString("sku")), row.getString("says"),
                        row.getTimestamp("since").toInstant(), row.getTimestamp("until").toInstant(),
                        stake(row.getBigDecimal("worth"), row.getString("currency"))))
                .list();
    }

    private static Optional<OpenException.Stake> stake(@Nullable BigDecimal worth, @Nullable String currency) {
        return worth == null || currency == null ? Optional.empty() : Optional.of(new OpenException.Stake(worth, currency));
    }

    /** A shipment that should have left. @param origin empty while it waits for goods */
    record LateLeg(String number, Optional<String> origin, String state, LocalDate shipBy) {
    }

    /** A shipment that its carrier should have brought. */
    record Undelivered(String number, String carrier, LocalDate promisedFor) {
    }

    /** Shipments that carriers report on and that were promised for a day before {@code day}, the longest overdue first. */
    List<Undelivered> undelivered(LocalDate day) {
        return jdbc.sql("""
                SELECT l.number, min(p.carrier) AS carrier, l.promised_for
                  FROM fulfilment.leg l JOIN fulfilment.package p ON p.leg = l.number
                 WHERE l.state = 'shipped' AND l.promised_for < :day AND p.milestone IS NOT NULL
                 GROUP BY l.number, l.promised_for
                 ORDER BY l.promised_for, l.number LIMIT :most
                """)
                .param("day", day).param("most", MOST)
                .query((row, n) -> new Undelivered(row.getString("number"), row.getString("carrier"),
                        row.getDate("promised_for").toLocalDate())).list();
    }

    /** Shipments whose day of leaving is before {@code today}, the longest overdue first. */
    List<LateLeg> lateLegs(LocalDate today) {
        return jdbc.sql("""
                SELECT number, origin, state, ship_by
                  FROM fulfilment.leg
                 WHERE state IN ('waiting', 'planned', 'requested', 'released', 'picking', 'picked', 'packed')
                   AND ship_by < :today
                 ORDER BY ship_by, number LIMIT :most
                """)
                .param("today", today).param("most", MOST)
                .query((row, n) -> new LateLeg(row.getString("number"),
                        Optional.ofNullable(row.getString("origin")), row.getString("state"),
                        row.getDate("ship_by").toLocalDate())).list();
    }

    /** A return that waits for a yes or no, whose goods did not come, or came and were not looked at in time. */
    record BackingOut(String number, String order, Return.State state, Instant since, OpenException.Stake worth) {
    }

    /** The longest waiting first. @param lapsedSince those that lapsed before are no news */
    List<BackingOut> returns(Instant lapsedSince, Instant now) {
        return jdbc.sql("""
                SELECT number, order_number, state, value, currency,
                       CASE state WHEN 'requested' THEN requested_at WHEN 'lapsed' THEN ended_at ELSE arrive_by END AS since
                  FROM returns.rma
                 WHERE state = 'requested' OR state = 'lapsed' AND ended_at > :since
                    OR state = 'received' AND arrive_by < :now
                 ORDER BY requested_at, number LIMIT :most
                """)
                .param("since", Timestamp.from(lapsedSince)).param("now", Timestamp.from(now)).param("most", MOST)
                .query((row, n) -> new BackingOut(row.getString("number"), row.getString("order_number"),
                        Return.State.of(row.getString("state")).orElseThrow(), row.getTimestamp("since").toInstant(),
                        new OpenException.Stake(row.getBigDecimal("value"), row.getString("currency")))).list();
    }

    /** Goods that were asked back and nobody answers. */
    record Unanswered(String leg, String order, String origin, Instant since) {
    }

    /** Asked back before an instant and not answered, the longest waiting first. */
    List<Unanswered> unanswered(Instant before) {
        return jdbc.sql("""
                SELECT c.leg, l.order_number, coalesce(l.origin, '') AS origin, min(c.asked_at) AS since
                  FROM (SELECT leg, asked_at FROM fulfilment.call_off WHERE state = 'asked' AND asked_at < :before
                         ORDER BY asked_at LIMIT :most) c
                  JOIN fulfilment.leg l ON l.number = c.leg
                 GROUP BY c.leg, l.order_number, l.origin ORDER BY since, c.leg
                """)
                .param("before", Timestamp.from(before)).param("most", MOST)
                .query((row, n) -> new Unanswered(row.getString("leg"), row.getString("order_number"),
                        row.getString("origin"), row.getTimestamp("since").toInstant())).list();
    }

    /** A partner's change that waits for its order, or for the change before it. */
    record WaitingChange(UUID set, String partner, String reference, String because, Instant since, Instant until) {
    }

    List<WaitingChange> waitingChanges() {
        return jdbc.sql("""
                SELECT set_id, partner, reference, because, since, until FROM edi.change
                 WHERE state IN ('waiting', 'stuck') ORDER BY until, set_id LIMIT :most
                """)
                .param("most", MOST)
                .query((row, n) -> new WaitingChange(row.getObject("set_id", UUID.class), row.getString("partner"),
                        row.getString("reference"), row.getString("because"), row.getTimestamp("since").toInstant(),
                        row.getTimestamp("until").toInstant())).list();
    }

    /** An order that the hub has taken and may not go on with. */
    record HeldOver(String number, String reason, Instant since, BigDecimal total) {
    }

    /** Orders on hold whose posting is not in trouble itself, since before an instant. */
    List<HeldOver> heldOver(Instant before) {
        return jdbc.sql("""
                SELECT number, state_reason AS reason, accepted_at AS since, total
                  FROM ordering.orders
                 WHERE commercial_state = 'held' AND posting_state IN ('pending', 'posted') AND accepted_at < :before
                 ORDER BY id LIMIT :most
                """)
                .param("before", Timestamp.from(before)).param("most", MOST)
                .query((row, n) -> new HeldOver(row.getString("number"), row.getString("reason"),
                        row.getTimestamp("since").toInstant(), row.getBigDecimal("total"))).list();
    }
}
