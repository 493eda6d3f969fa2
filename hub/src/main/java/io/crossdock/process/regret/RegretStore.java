package io.crossdock.process.regret;

import io.crossdock.canonical.Money;
import io.crossdock.canonical.OrderNumber;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Each kind of regret is one question to the books of orders, receipts, prices, credit and legs. */
@Repository
class RegretStore {

    private static final String DECIDED = """
            WITH decided AS MATERIALIZED (
                SELECT o.number, o.account, o.currency, o.total, o.accepted_at, o.commercial_state, o.posting_state,
                       o.erp_reference, o.state_reason, r.receipt
                  FROM ordering.receipt r JOIN ordering.orders o ON o.number = r.order_number
                 WHERE r.receipt -> 'credit' ->> 'source' = 'fallback'
                   AND o.erp_system = :system AND o.accepted_at BETWEEN :from AND :until)
            """;

    private static final String REFUSED = """
            SELECT d.number, 'POSTING' AS kind, 'order ' || d.number AS about,
                   format('Accepted for %s %s without asking the ERP.', d.total, d.currency) AS decided,
                   coalesce(f.data ->> 'reason', 'The ERP refused the order.') AS reality,
                   NULL::numeric AS cost, d.currency,
                   CASE WHEN d.posting_state = 'posted' THEN 'Mended and posted as ' || d.erp_reference || '.'
                        WHEN d.commercial_state = 'cancelled' THEN 'The order was cancelled.'
                        WHEN d.posting_state = 'refused' THEN 'A person has to decide: it is among the exceptions.'
                        ELSE 'It is on its way to the ERP again.' END AS done
              FROM decided d
             CROSS JOIN LATERAL (SELECT data FROM journal.fact
                                  WHERE ordering_key = d.number AND type = 'effect.refused'
                                    AND data ->> 'kind' = 'order.post' ORDER BY position LIMIT 1) f
            """;

    /** A line of the price list that we read anew is reality only if it was changed before the decision. */
    private static final String PRICES = """
            SELECT d.number, 'PRICE' AS kind, format('line %s, %s', l."lineNo", l.sku) AS about,
                   format('Sold at %s for one %s, the %s price as last read.', trim_scale(l.price), l."priceUnit",
                          lower(l.source)) AS decided,
                   format('The ERP''s price of that day is %s.', trim_scale(real.unit_price)) AS reality,
                   round((real.unit_price - l.price) * l.factor * (l.quantity ->> 'value')::numeric, 2) AS cost,
                   d.currency,
                   CASE WHEN d.posting_state = 'posted'
                        THEN 'The buyer keeps the promised price; posted with it as ' || d.erp_reference || '.'
                        ELSE 'The buyer keeps the promised price.' END AS done
              FROM decided d
              JOIN customers.account a ON a.id = d.account
             CROSS JOIN LATERAL jsonb_to_recordset(d.receipt -> 'lines')
                   AS l("lineNo" int, sku text, quantity jsonb, source text, price numeric, "priceUnit" text,
                        "minQuantity" jsonb, factor numeric)
             CROSS JOIN LATERAL (
                   SELECT unit_price FROM (
                          SELECT p.unit_price, p.currency, p.valid_from FROM pricing.price_line p
                           WHERE l.source IN ('CONTRACT', 'BREAK') AND p.sku = l.sku AND p.unit = l."priceUnit"
                             AND p.contract = CASE l.source WHEN 'BREAK' THEN ''
                                                            ELSE a.document ->> 'priceContract' END
                             AND p.min_quantity = (l."minQuantity" ->> 'value')::numeric
                             AND (d.accepted_at AT TIME ZONE :zone)::date
                                 BETWEEN p.valid_from AND coalesce(p.valid_to, 'infinity')
                           UNION ALL
                          SELECT p.unit_price, p.currency, 'epoch' FROM pricing.list_price p
                           WHERE l.source = 'LIST' AND p.sku = l.sku AND p.unit = l."priceUnit"
                             AND p.modified_at <= d.accepted_at) now
                    WHERE now.currency = d.currency ORDER BY valid_from DESC LIMIT 1) real
             WHERE real.unit_price <> l.price AND (l.quantity ->> 'value')::numeric > 0
            """;

    /** The account's orders of the outage all stand for what it owes too much: it is told of the last one. */
    private static final String CREDIT = """
            SELECT DISTINCT ON (d.account) d.number, 'CREDIT' AS kind, 'account ' || d.account AS about,
                   format('%s of credit were left by what the ERP had said at %s.',
                          round((d.receipt -> 'credit' ->> 'available')::numeric, 2),
                          to_char((d.receipt -> 'credit' ->> 'asOf')::timestamptz AT TIME ZONE :zone,
                                  'YYYY-MM-DD HH24:MI')) AS decided,
                   CASE WHEN a.status <> 'ACTIVE'
                        THEN format('The account is %s in the ERP.', lower(replace(a.status, '_', ' ')))
                        ELSE format('The ERP says that %s of %s are used, and %s more are promised to its orders.',
                                    round(c.exposure, 2), round(c.credit_limit, 2), round(c.reserved, 2))
                   END AS reality,
                   CASE WHEN a.status = 'ACTIVE' THEN c.exposure + c.reserved - c.credit_limit END AS cost, c.currency,
                   (SELECT format('%s of its %s orders of this outage are posted; nothing was taken back, new orders are '
                                  || 'refused until there is credit again.',
                                  count(*) FILTER (WHERE s.posting_state = 'posted'), count(*))
                      FROM decided s WHERE s.account = d.account) AS done
              FROM decided d
              JOIN customers.account a ON a.id = d.account
              JOIN credit.account c ON c.account = d.account
             WHERE c.as_of > :until AND (c.exposure + c.reserved > c.credit_limit OR a.status <> 'ACTIVE')
               AND d.commercial_state <> 'cancelled'
             ORDER BY d.account, d.accepted_at DESC
            """;

    private static final String STOCK = """
            SELECT d.number, 'STOCK' AS kind, format('line %s, %s', line.line_no, line.sku) AS about,
                   format('%s promised from what was counted last.', trim_scale(sum(ll.planned))) AS decided,
                   format('%s of them were not there (%s).', trim_scale(sum(ll.short)),
                          string_agg(DISTINCT coalesce(l.origin, 'supplier'), ', ')) AS reality,
                   NULL::numeric AS cost, d.currency,
                   CASE WHEN line.shipped >= line.base THEN 'All of it has been shipped from elsewhere since.'
                        ELSE format('Of %s, %s have left, %s were cancelled, %s are still to come%s.',
                                    trim_scale(line.base), trim_scale(line.shipped), trim_scale(line.cancelled),
                                    trim_scale(line.base - line.shipped - line.cancelled),
                                    (SELECT ', promised for ' || max(n.promised_for)
                                       FROM fulfilment.leg n JOIN fulfilment.leg_line nl ON nl.leg = n.number
                                      WHERE n.order_number = d.number AND nl.line_no = line.line_no
                                        AND n.state NOT IN ('shipped', 'delivered', 'shorted', 'cancelled'))) END AS done
              FROM decided d
              JOIN ordering.order_line line ON line.order_number = d.number
              JOIN fulfilment.leg l ON l.order_number = d.number
              JOIN fulfilment.leg_line ll ON ll.leg = l.number AND ll.line_no = line.line_no
             WHERE ll.short > 0
             GROUP BY d.number, d.currency, line.order_number, line.line_no
            """;

    private final JdbcClient jdbc;

    RegretStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Outage> outages(Instant since, Duration gap, int most) {
        return jdbc.sql("""
                WITH decided AS (
                    SELECT o.*, o.accepted_at - lag(o.accepted_at) OVER w > make_interval(secs => :gap) AS later
                      FROM ordering.receipt r JOIN ordering.orders o ON o.number = r.order_number
                     WHERE r.receipt -> 'credit' ->> 'source' = 'fallback' AND o.accepted_at >= :since
                    WINDOW w AS (PARTITION BY o.erp_system ORDER BY o.accepted_at, o.id)),
                numbered AS (
                    SELECT *, count(*) FILTER (WHERE later) OVER (PARTITION BY erp_system ORDER BY accepted_at, id) AS nth
                      FROM decided)
                SELECT n.erp_system, (array_agg(n.number ORDER BY n.accepted_at, n.id))[1] AS first,
                       min(n.accepted_at) AS from_at, max(n.accepted_at) AS until_at, count(*) AS orders,
                       count(*) FILTER (WHERE n.commercial_state <> 'cancelled' AND n.posting_state <> 'posted'
                                          AND n.posting_state <> 'refused') AS waiting,
                       count(*) FILTER (WHERE n.posting_state = 'refused') AS refused,
                       count(*) FILTER (WHERE n.commercial_state = 'held') AS held,
                       max(e.finished_at) AS caught_up_at,
                       (SELECT array_agg(sums.currency || ' ' || sums.total ORDER BY sums.currency)
                          FROM (SELECT m.currency, sum(m.total) AS total FROM numbered m
                                 WHERE m.erp_system = n.erp_system AND m.nth = n.nth GROUP BY m.currency) sums) AS value
                  FROM numbered n
                  LEFT JOIN effects.effect e ON e.target = n.erp_system AND e.kind = 'order.post'
                                            AND e.business_key = n.number AND e.state = 'done'
                 GROUP BY n.erp_system, n.nth ORDER BY from_at DESC LIMIT :most
                """)
                .param("since", Timestamp.from(since)).param("gap", gap.toSeconds()).param("most", most)
                .query((row, n) -> outage(row)).list();
    }

    /** @param zone whose days the prices hold for */
    List<Regret> regrets(Outage outage, ZoneId zone, int most) {
        return jdbc.sql(DECIDED + "SELECT * FROM ((" + REFUSED + ") UNION ALL (" + PRICES + ") UNION ALL (" + CREDIT
                + ") UNION ALL (" + STOCK + ")) all_kinds ORDER BY number, kind, about LIMIT :most")
                .param("system", outage.system()).param("from", Timestamp.from(outage.from()))
                .param("until", Timestamp.from(outage.until())).param("zone", zone.getId()).param("most", most)
                .query((row, n) -> regret(row)).list();
    }

    private static Outage outage(ResultSet row) throws SQLException {
        int waiting = row.getInt("waiting");
        return new Outage(new OrderNumber(row.getString("first")), row.getString("erp_system"),
                row.getTimestamp("from_at").toInstant(), row.getTimestamp("until_at").toInstant(), row.getInt("orders"),
                value(row.getArray("value")), waiting, row.getInt("refused"), row.getInt("held"),
                Optional.ofNullable(row.getTimestamp("caught_up_at")).map(Timestamp::toInstant)
                        .filter(last -> waiting == 0));
    }

    private static List<Money> value(Array sums) throws SQLException {
        List<Money> value = new ArrayList<>();
        for (String sum : (String[]) sums.getArray()) {
            value.add(Money.of(new BigDecimal(sum.substring(4)), Currency.getInstance(sum.substring(0, 3))));
        }
        return List.copyOf(value);
    }

    private static Regret regret(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        return new Regret(new OrderNumber(row.getString("number")), Regret.Kind.valueOf(row.getString("kind")),
                row.getString("about"), row.getString("decided"), row.getString("reality"),
                Optional.ofNullable(row.getBigDecimal("cost")).map(cost -> Money.of(cost, currency)),
                row.getString("done"));
    }
}
