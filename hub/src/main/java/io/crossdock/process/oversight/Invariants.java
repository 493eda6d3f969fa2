package io.crossdock.process.oversight;

import java.util.List;

/** The catalogue: everything that is proved, each as the question that finds what breaks it. */
final class Invariants {

    private static final String ORDERS_IN_VIEW = """
            SELECT number FROM ordering.orders WHERE commercial_state IN ('accepted', 'held')
             UNION
            SELECT number FROM ordering.orders WHERE number > :after AND number <= :until
             UNION
            SELECT o.number FROM json_array_elements_text(:again::json) AS a(again)
              JOIN ordering.orders o ON o.number = split_part(again, ' ', 1)
            """;

    private static final String ORDERS =
            "SELECT number FROM ordering.orders WHERE number > :after ORDER BY number LIMIT :most";

    static final Invariant RESERVED_WITHIN_SUPPLY = new Invariant("reserved-is-within-supply",
            "What is promised of an item at a place never exceeds what lies there and is not on hold.", "inventory", """
            SELECT sku || '@' || location AS subject, NULL AS order_number,
                   format('%s promised, but only %s on hand, %s of it on hold.', trim_scale(reserved), trim_scale(on_hand),
                          trim_scale(on_hold)) AS says
              FROM inventory.position
             WHERE reserved > greatest(on_hand - on_hold, 0) OR reserved < 0 OR on_hand < 0 OR on_hold < 0
            """);

    static final Invariant POSITIONS_ARE_SUMS = new Invariant("positions-are-the-sum-of-their-movements",
            "Every position is the sum of its movements: nothing changes without a cause.", "inventory", """
            WITH suspect AS MATERIALIZED ( -- or whole histories are added up before it is known whose
                SELECT p.*
                  FROM inventory.position p
                  LEFT JOIN oversight.summed s USING (sku, location)
                 CROSS JOIN LATERAL (
                       SELECT coalesce(sum(m.on_hand_delta), 0) AS on_hand, coalesce(sum(m.on_hold_delta), 0) AS on_hold,
                              coalesce(sum(m.reserved_delta), 0) AS reserved,
                              coalesce(sum(m.uncovered_delta), 0) AS uncovered
                         FROM inventory.movement m
                        WHERE m.sku = p.sku AND m.location = p.location AND m.id > coalesce(s.movement, 0)) tail
                 WHERE (p.on_hand, p.on_hold, p.reserved, p.uncovered)
                       IS DISTINCT FROM (coalesce(s.on_hand, 0) + tail.on_hand, coalesce(s.on_hold, 0) + tail.on_hold,
                                         coalesce(s.reserved, 0) + tail.reserved,
                                         coalesce(s.uncovered, 0) + tail.uncovered)
                    OR p.sku || '@' || p.location > :after AND p.sku || '@' || p.location <= :until)
            SELECT p.sku || '@' || p.location AS subject, NULL AS order_number,
                   format('On hand %s, on hold %s, reserved %s, uncovered %s; its movements come to %s, %s, %s and %s.',
                          trim_scale(p.on_hand), trim_scale(p.on_hold), trim_scale(p.reserved), trim_scale(p.uncovered),
                          trim_scale(m.on_hand), trim_scale(m.on_hold), trim_scale(m.reserved),
                          trim_scale(m.uncovered)) AS says
              FROM suspect p
             CROSS JOIN LATERAL (
                   SELECT coalesce(sum(on_hand_delta), 0) AS on_hand, coalesce(sum(on_hold_delta), 0) AS on_hold,
                          coalesce(sum(reserved_delta), 0) AS reserved, coalesce(sum(uncovered_delta), 0) AS uncovered
                     FROM inventory.movement m WHERE m.sku = p.sku AND m.location = p.location) m
             WHERE (p.on_hand, p.on_hold, p.reserved, p.uncovered)
                   IS DISTINCT FROM (m.on_hand, m.on_hold, m.reserved, m.uncovered)
            """)
            .walking("""
                    SELECT sku || '@' || location FROM inventory.position WHERE sku || '@' || location > :after
                     ORDER BY 1 LIMIT least(:most, 100)
                    """)
            .carrying("""
                    INSERT INTO oversight.summed AS s (sku, location, movement, on_hand, on_hold, reserved, uncovered)
                    SELECT p.sku, p.location, tail.movement, coalesce(b.on_hand, 0) + tail.on_hand,
                           coalesce(b.on_hold, 0) + tail.on_hold, coalesce(b.reserved, 0) + tail.reserved,
                           coalesce(b.uncovered, 0) + tail.uncovered
                      FROM inventory.position p
                      LEFT JOIN oversight.summed b USING (sku, location)
                     CROSS JOIN LATERAL (
                           SELECT max(m.id) AS movement, count(*) AS many, sum(m.on_hand_delta) AS on_hand,
                                  sum(m.on_hold_delta) AS on_hold, sum(m.reserved_delta) AS reserved,
                                  sum(m.uncovered_delta) AS uncovered
                             FROM inventory.movement m
                            WHERE m.sku = p.sku AND m.location = p.location AND m.id > coalesce(b.movement, 0)) tail
                     WHERE tail.many >= 50
                    ON CONFLICT (sku, location) DO UPDATE
                       SET movement = excluded.movement, on_hand = excluded.on_hand, on_hold = excluded.on_hold,
                           reserved = excluded.reserved, uncovered = excluded.uncovered
                    """);

    static final Invariant PROMISES_ARE_LEGS = new Invariant("promises-have-their-goods",
            "What a position has promised is exactly what open shipments, carts and quotes still want of it.", "inventory",
            """
            SELECT coalesce(p.sku, l.sku) || '@' || coalesce(p.location, l.location) AS subject, NULL AS order_number,
                   format('%s promised (%s of it without goods), but open shipments, carts and quotes want %s.',
                          trim_scale(coalesce(p.reserved + p.uncovered, 0)), trim_scale(coalesce(p.uncovered, 0)),
                          trim_scale(coalesce(l.open, 0))) AS says
              FROM inventory.position p
              FULL JOIN (SELECT sku, location, sum(open) AS open
                           FROM (SELECT ll.sku, l.origin AS location, ll.planned - ll.shipped - ll.short AS open
                                   FROM fulfilment.leg l JOIN fulfilment.leg_line ll ON ll.leg = l.number
                                  WHERE l.kind = 'warehouse'
                                    AND l.state NOT IN ('shipped', 'delivered', 'shorted', 'cancelled')
                                 UNION ALL
                                 SELECT sl.sku, sl.location, sl.quantity
                                   FROM inventory.soft s JOIN inventory.soft_line sl USING (number)
                                  WHERE s.state = 'held') wanted
                          GROUP BY sku, location) l ON l.sku = p.sku AND l.location = p.location
             WHERE coalesce(p.reserved + p.uncovered, 0) <> coalesce(l.open, 0)
            """);

    static final Invariant LINES_ADD_UP = new Invariant("lines-add-up",
            "Of every order line, what was ordered is what has shipped, what is still to come, and what was cancelled.",
            "fulfilment", "WITH seen AS (" + ORDERS_IN_VIEW + """
            ),
            legs AS (
                SELECT l.order_number, ll.line_no, sum(ll.shipped) AS shipped,
                       sum(CASE WHEN l.state IN ('shipped', 'delivered', 'shorted', 'cancelled') THEN 0
                                ELSE ll.planned - ll.shipped - ll.short END) AS open
                  FROM seen JOIN fulfilment.leg l ON l.order_number = seen.number
                  JOIN fulfilment.leg_line ll ON ll.leg = l.number
                 GROUP BY l.order_number, ll.line_no)
            SELECT o.order_number || ' line ' || o.line_no AS subject, o.order_number,
                   format('Line %s, %s: ordered %s, shipped %s (shipments say %s), open %s, cancelled %s.', o.line_no,
                          o.sku, trim_scale(o.base), trim_scale(o.shipped), trim_scale(coalesce(l.shipped, 0)),
                          trim_scale(coalesce(l.open, 0)), trim_scale(o.cancelled)) AS says
              FROM seen JOIN ordering.order_line o ON o.order_number = seen.number
              LEFT JOIN legs l USING (order_number, line_no)
             WHERE (o.base <> o.shipped + o.cancelled + coalesce(l.open, 0) OR o.shipped <> coalesce(l.shipped, 0))
               AND o.order_number NOT IN (SELECT oversight.undigested('line-progress',
                   ARRAY['shipment.dispatched', 'leg.shorted', 'leg.called_off', 'leg.substituted', 'invoice.posted']))
            """)
            .walking(ORDERS);

    static final Invariant INVOICED_WITHIN_SHIPPED = new Invariant("invoiced-is-within-shipped",
            "Nothing is invoiced that has not left.", "finance", "WITH seen AS (" + ORDERS_IN_VIEW + """
            )
            SELECT o.order_number || ' line ' || o.line_no AS subject, o.order_number,
                   format('Line %s, %s: %s invoiced, but only %s shipped.', o.line_no, o.sku, trim_scale(o.invoiced),
                          trim_scale(o.shipped)) AS says
              FROM seen JOIN ordering.order_line o ON o.order_number = seen.number
             WHERE o.invoiced > o.shipped
            """)
            .walking(ORDERS);

    private static final String RETURNS_IN_VIEW = """
            SELECT order_number AS number FROM returns.rma WHERE ended_at IS NULL
             UNION
            SELECT order_number FROM returns.rma WHERE order_number > :after AND order_number <= :until
             UNION
            SELECT split_part(again, ' ', 1) FROM json_array_elements_text(:again::json) AS a(again)
            """;

    private static final String ORDERS_WITH_RETURNS = """
            SELECT DISTINCT order_number FROM returns.rma WHERE order_number > :after ORDER BY order_number LIMIT :most
            """;

    static final Invariant RETURNED_WITHIN_SHIPPED = new Invariant("returned-is-within-shipped",
            "No more is sent back than has left, and what a line is claimed for is what its returns name.",
            "order management", "WITH seen AS (" + RETURNS_IN_VIEW + """
            )
            SELECT c.order_number || ' line ' || c.line_no AS subject, c.order_number,
                   format('Line %s: %s claimed by returns, which name %s; %s have left.', c.line_no, trim_scale(c.claimed),
                          trim_scale(w.wanted), trim_scale(coalesce(o.shipped, 0))) AS says
              FROM seen JOIN returns.claim c ON c.order_number = seen.number
              LEFT JOIN ordering.order_line o ON o.order_number = c.order_number AND o.line_no = c.line_no
             CROSS JOIN LATERAL (
                   SELECT coalesce(sum(CASE WHEN r.state IN ('inspected', 'credited', 'credit_refused')
                                            THEN l.sellable + l.damaged + l.scrapped ELSE l.quantity END), 0) AS wanted
                     FROM returns.rma r JOIN returns.rma_line l ON l.rma = r.number
                    WHERE r.order_number = c.order_number AND l.line_no = c.line_no
                      AND r.state NOT IN ('refused', 'cancelled', 'lapsed')) w
             WHERE c.claimed > coalesce(o.shipped, 0) OR c.claimed <> w.wanted
            """)
            .walking(ORDERS_WITH_RETURNS);

    static final Invariant CREDITED_WITHIN_INVOICED = new Invariant("credited-is-within-invoiced",
            "Nothing is given back that was not invoiced: neither goods nor money.", "finance",
            "WITH seen AS (" + RETURNS_IN_VIEW + """
            ),
            line AS (
                SELECT r.order_number, l.line_no, sum(l.credited) AS credited, sum(l.net + l.tax) AS given
                  FROM seen JOIN returns.rma r ON r.order_number = seen.number
                  JOIN returns.rma_line l ON l.rma = r.number
                 GROUP BY r.order_number, l.line_no)
            SELECT l.order_number || ' line ' || l.line_no AS subject, l.order_number,
                   format('Line %s: %s credited, but only %s invoiced.', l.line_no, trim_scale(l.credited),
                          trim_scale(coalesce(o.invoiced, 0))) AS says
              FROM line l LEFT JOIN ordering.order_line o USING (order_number, line_no)
             WHERE l.credited > coalesce(o.invoiced, 0)
               AND l.order_number NOT IN (SELECT oversight.undigested('line-progress', ARRAY['invoice.posted']))
            UNION ALL
            SELECT g.order_number || ' amount', g.order_number,
                   format('%s given back, but only %s invoiced.', trim_scale(g.given), trim_scale(coalesce(i.amount, 0)))
              FROM (SELECT order_number, sum(given) AS given FROM line GROUP BY order_number) g
              LEFT JOIN LATERAL (SELECT sum(net + tax) AS amount FROM invoicing.invoice v
                                  WHERE v.order_number = g.order_number) i ON true
             WHERE g.given > coalesce(i.amount, 0)
            """)
            .walking(ORDERS_WITH_RETURNS);

    static final Invariant ORDERS_ARE_POSTED_ONCE = new Invariant("orders-are-posted-once",
            "Every accepted order has exactly one posting to its ERP, and what the order says of it is what the call says.",
            "order management", "WITH seen AS (" + ORDERS_IN_VIEW + """
            )
            SELECT o.number AS subject, o.number AS order_number,
                   CASE WHEN e.id IS NULL THEN 'There is no posting to ' || o.erp_system || '.'
                        ELSE format('The order says %s%s, its posting is %s%s.', o.posting_state,
                                    coalesce(' as ' || o.erp_reference, ''), e.state, coalesce(' as ' || e.reference, ''))
                   END AS says
              FROM seen JOIN ordering.orders o ON o.number = seen.number
              LEFT JOIN effects.effect e ON e.target = o.erp_system AND e.kind = 'order.post' AND e.business_key = o.number
             WHERE (e.id IS NULL
                    OR (e.state = 'done') <> (o.posting_state = 'posted')
                    OR o.posting_state = 'posted' AND o.erp_reference <> e.reference)
               AND o.number NOT IN (SELECT oversight.undigested('order-progress', ARRAY['effect.done', 'effect.refused',
                   'effect.in_doubt', 'effect.parked', 'effect.retried', 'effect.skipped']))
            """)
            .walking(ORDERS);

    static final Invariant CANCELLED_LINES_ARE_CANCELLED_THERE = new Invariant("cancelled-lines-are-cancelled-there",
            "What is cancelled of a line is cancelled in the ERP, or telling it so is open.", "order management",
            "WITH seen AS (" + ORDERS_IN_VIEW + """
            )
            SELECT l.order_number || ' line ' || l.line_no AS subject, l.order_number,
                   format('Line %s, %s: %s cancelled, and %s was told of %s.', l.line_no, l.sku, trim_scale(l.amended),
                          o.erp_system, trim_scale(coalesce(told.quantity, 0))) AS says
              FROM seen JOIN ordering.orders o ON o.number = seen.number
              JOIN ordering.order_line l ON l.order_number = o.number AND l.amended > 0 AND l.refused_at IS NULL
             CROSS JOIN LATERAL (
                   SELECT max((line -> 'cancelled' ->> 'value')::numeric) AS quantity
                     FROM effects.effect e CROSS JOIN LATERAL jsonb_array_elements(e.request -> 'lines') AS line
                    WHERE e.ordering_key = o.number AND e.target = o.erp_system AND e.kind = 'order.amend'
                      AND e.state = 'done' AND (line ->> 'lineNo')::int = l.line_no) told
             WHERE coalesce(told.quantity, 0) < l.amended
               AND NOT EXISTS (SELECT FROM effects.effect e
                                WHERE e.ordering_key = o.number AND e.target = o.erp_system AND e.kind = 'order.amend'
                                  AND e.state <> 'done')
            """)
            .walking(ORDERS);

    static final Invariant ADDED_LINES_ARE_ADDED_THERE = new Invariant("added-lines-are-added-there",
            "What came to an order is what the ERP was told of, line by line, and is in the total.",
            "order management", "WITH seen AS (" + ORDERS_IN_VIEW + """
            ),
            told AS (
                SELECT o.number, (line ->> 'lineNo')::int AS line_no, line ->> 'sku' AS sku,
                       (line -> 'quantity' ->> 'value')::numeric AS quantity,
                       (line ->> 'unitPrice')::numeric AS unit_price, bool_or(e.state = 'done') AS done
                  FROM seen JOIN ordering.orders o ON o.number = seen.number
                  JOIN effects.effect e ON e.ordering_key = o.number AND e.target = o.erp_system
                                       AND e.kind = 'order.amend' AND e.state <> 'skipped'
                 CROSS JOIN LATERAL jsonb_array_elements(e.request -> 'added') AS line
                 GROUP BY 1, 2, 3, 4, 5)
            SELECT t.number || ' line ' || t.line_no AS subject, t.number AS order_number,
                   format('The ERP has line %s, %s %s at %s; here it is %s.', t.line_no, trim_scale(t.quantity), t.sku,
                          trim_scale(t.unit_price), CASE WHEN l.line_no IS NULL THEN 'not there' ELSE format(
                          '%s %s at %s', trim_scale(l.quantity), l.sku, trim_scale(l.unit_price)) END) AS says
              FROM told t LEFT JOIN ordering.order_line l ON l.order_number = t.number AND l.line_no = t.line_no
             WHERE t.done AND (l.sku, l.quantity, l.unit_price) IS DISTINCT FROM (t.sku, t.quantity, t.unit_price)
            UNION ALL
            SELECT l.order_number || ' line ' || l.line_no, l.order_number,
                   format('Line %s, %s %s, came to the order, and nobody has told the ERP.', l.line_no,
                          trim_scale(l.quantity), l.sku)
              FROM seen JOIN ordering.order_line l ON l.order_number = seen.number
             WHERE l.added_at IS NOT NULL AND l.booked_by IS NULL AND l.refused_at IS NULL
               AND NOT EXISTS (SELECT FROM effects.effect e
                                WHERE e.ordering_key = l.order_number AND e.kind = 'order.amend'
                                  AND e.request -> 'added' @> jsonb_build_array(jsonb_build_object('lineNo', l.line_no)))
            UNION ALL
            SELECT o.number || ' total', o.number,
                   format('The order comes to %s net and %s in all; its lines to %s net.', trim_scale(o.net),
                          trim_scale(o.total), trim_scale(sum(l.net)))
              FROM seen JOIN ordering.orders o ON o.number = seen.number
              JOIN ordering.order_line l ON l.order_number = o.number AND l.refused_at IS NULL
             GROUP BY o.number, o.net, o.freight, o.tax, o.total
            HAVING bool_or(l.added_at IS NOT NULL) AND (o.net <> sum(l.net) OR o.total <> o.net + o.freight + o.tax)
            """)
            .walking(ORDERS);

    static final Invariant ERP_NUMBERS_ARE_USED_ONCE = new Invariant("erp-numbers-are-used-once",
            "No two orders have the same number in one ERP.", "order management", "WITH seen AS (" + ORDERS_IN_VIEW + """
            )
            SELECT o.number AS subject, o.number AS order_number,
                   format('%s has the same number %s in %s.', twin.number, o.erp_reference, o.erp_system) AS says
              FROM seen JOIN ordering.orders o ON o.number = seen.number
              JOIN ordering.orders twin ON twin.erp_reference = o.erp_reference AND twin.erp_system = o.erp_system
                                       AND twin.number <> o.number
            """)
            .walking(ORDERS);

    static final Invariant SHIPMENTS_ARE_INVOICED = new Invariant("shipments-are-invoiced",
            "Whatever has left is on its way to an invoice within five minutes.", "finance",
            "WITH seen AS (" + ORDERS_IN_VIEW + """
            )
            SELECT l.order_number || ' shipment ' || l.number AS subject, l.order_number,
                   'It left, and nobody has asked the ERP for an invoice.' AS says
              FROM seen JOIN ordering.orders o ON o.number = seen.number
              JOIN fulfilment.leg l ON l.order_number = o.number AND l.state IN ('shipped', 'delivered')
             WHERE l.shipped_at < :now::timestamptz - interval '5 minutes'
               AND EXISTS (SELECT FROM fulfilment.leg_line ll WHERE ll.leg = l.number AND ll.shipped > 0)
               AND NOT EXISTS (SELECT FROM effects.effect e WHERE e.target = o.erp_system AND e.kind = 'invoice.post'
                                                              AND e.business_key = l.number)
               AND l.order_number NOT IN (SELECT oversight.undigested('invoice-trigger', ARRAY['shipment.dispatched']))
            """)
            .walking(ORDERS);

    static final Invariant CREDIT_IS_HELD_FOR_ORDERS = new Invariant("credit-is-held-for-orders",
            "The credit held of an account is the sum of its orders that the ERP does not know yet.", "finance", """
            SELECT a.account AS subject, NULL AS order_number,
                   format('%s %s held, but its orders come to %s.', trim_scale(a.reserved), a.currency,
                          trim_scale(coalesce(r.amount, 0))) AS says
              FROM credit.account a
              LEFT JOIN (SELECT account, sum(amount) AS amount FROM credit.reservation GROUP BY account) r USING (account)
             WHERE a.reserved <> coalesce(r.amount, 0)
            """);

    static final Invariant DOUBT_ENDS = new Invariant("doubt-ends",
            "Nothing that was done to another system stays in doubt for more than fifteen minutes.", "operations", """
            SELECT e.target || ' ' || e.kind || ' ' || e.business_key AS subject, NULL AS order_number,
                   format('In doubt since %s: %s', to_char(e.started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"'),
                          e.reason) AS says
              FROM effects.effect e
             WHERE e.state = 'in_doubt' AND coalesce(e.started_at, e.created_at) < :now::timestamptz - interval '15 minutes'
               AND e.target NOT LIKE 'shadow:%'
            UNION ALL
            SELECT e.target || ' ' || e.kind || ' ' || e.business_key, NULL,
                   'It was being sent when its process ended, and nobody has taken it over.'
              FROM effects.effect e
             WHERE e.state = 'sending' AND e.lease_until < :now::timestamptz - interval '15 minutes'
               AND e.target NOT LIKE 'shadow:%'
            """);

    static final Invariant MESSAGES_ARE_ANSWERED = new Invariant("messages-are-answered",
            "Whatever came in is settled within fifteen minutes, or waits for a person who was told.", "operations", """
            SELECT m.source || ' ' || m.dedupe_key AS subject, NULL AS order_number,
                   format('Received %s and neither settled nor shown to anybody.',
                          to_char(m.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"')) AS says
              FROM inbox.message m
             WHERE m.state = 'received' AND m.received_at < :now::timestamptz - interval '15 minutes'
               AND NOT EXISTS (SELECT FROM journal.parked p JOIN journal.fact f USING (position)
                                WHERE f.data ->> 'message' = m.id::text)
            """);

    static final Invariant DOCUMENTS_ARE_ANSWERED = new Invariant("edi-orders-are-answered",
            "Every 850 and 860 that could be read is decided within fifteen minutes.", "EDI", """
            SELECT t.partner || ' ' || t.group_control || '/' || t.control AS subject, t.order_number,
                   format('The %s %s is still %s.', t.type, t.reference, t.state) AS says
              FROM edi.transaction_set t JOIN edi.interchange i ON i.id = t.interchange_id
             WHERE t.state IN ('read', 'ordering') AND t.type IN ('850', '860')
               AND i.read_at < :now::timestamptz - interval '15 minutes'
               AND NOT EXISTS (SELECT FROM journal.parked p JOIN journal.fact f USING (position)
                                WHERE f.correlation = t.correlation)
             UNION ALL
            SELECT h.partner || ' ' || h.reference, NULL,
                   format('The 850 was held until %s and is neither taken nor refused.',
                          to_char(h.until AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"'))
              FROM edi.held h WHERE h.until < :now::timestamptz - interval '15 minutes'
            """);

    static final Invariant CONTROL_NUMBERS_HAVE_NO_GAP = new Invariant("control-numbers-have-no-gap",
            "The interchanges that a partner gets from us are numbered without a gap.", "EDI", """
            WITH RECURSIVE known AS (
                (SELECT partner FROM edi.document ORDER BY partner LIMIT 1)
                 UNION ALL
                SELECT (SELECT partner FROM edi.document WHERE partner > known.partner ORDER BY partner LIMIT 1)
                  FROM known WHERE known.partner IS NOT NULL)
            SELECT partner AS subject, NULL AS order_number,
                   format('%s is followed by %s.', before, control) AS says
              FROM (SELECT d.partner, d.control, lag(d.control) OVER (PARTITION BY d.partner ORDER BY d.control) AS before
                      FROM known p
                     CROSS JOIN LATERAL (SELECT partner, control FROM edi.document d WHERE d.partner = p.partner
                                          ORDER BY control DESC LIMIT 1000) d) pairs
             WHERE control <> before + 1
            """);

    static final Invariant FACTS_ARE_READ = new Invariant("facts-are-read",
            "Whoever follows the journal has read every fact it wants within five minutes.", "operations", """
            SELECT c.subscription AS subject, NULL AS order_number,
                   format('In %s of its partitions facts wait for it, the first, fact %s, since %s.', count(*),
                          min(f.position), to_char(min(f.time) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"')) AS says
              FROM json_to_recordset(:readers::json) AS r(subscription text, types text[])
              JOIN journal.cursor c USING (subscription)
             CROSS JOIN LATERAL (SELECT position, time FROM journal.fact f
                                  WHERE (f.partition, f.position) > (c.partition, c.position)
                                    AND (f.partition, f.position) < (c.partition + 1, 0) AND f.type = ANY (r.types)
                                  ORDER BY f.partition, f.position LIMIT 1) f
             WHERE f.time < :now::timestamptz - interval '5 minutes'
             GROUP BY c.subscription
            """);

    static final List<Invariant> ALL = List.of(RESERVED_WITHIN_SUPPLY, POSITIONS_ARE_SUMS, PROMISES_ARE_LEGS, LINES_ADD_UP,
            INVOICED_WITHIN_SHIPPED, RETURNED_WITHIN_SHIPPED, CREDITED_WITHIN_INVOICED,
            ORDERS_ARE_POSTED_ONCE, CANCELLED_LINES_ARE_CANCELLED_THERE,
            ADDED_LINES_ARE_ADDED_THERE, ERP_NUMBERS_ARE_USED_ONCE, SHIPMENTS_ARE_INVOICED,
            CREDIT_IS_HELD_FOR_ORDERS, DOUBT_ENDS, MESSAGES_ARE_ANSWERED, DOCUMENTS_ARE_ANSWERED,
            CONTROL_NUMBERS_HAVE_NO_GAP, FACTS_ARE_READ);

    private Invariants() {
    }
}
