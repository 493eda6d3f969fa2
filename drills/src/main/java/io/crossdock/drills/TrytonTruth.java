package io.crossdock.drills;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What Tryton's database says beside what the hub's says, when everything has settled. */
final class TrytonTruth {

    private static final int FINDINGS_MAX = 20;

    private final Database hub;
    private final Tryton tryton;
    private final List<String> findings = new ArrayList<>();
    private final List<String> figures = new ArrayList<>();

    TrytonTruth(Database hub, Tryton tryton) {
        this.hub = hub;
        this.tryton = tryton;
    }

    /** All that is not as it must be, each in words. */
    List<String> findings(List<String> accepted) {
        everyOrderIsThereOnce(accepted);
        compare("sales", hubSales(), trytonSales());
        compare("lines of sales", table(hub.rows(HUB_LINES)), table(tryton.rows(TRYTON_LINES)));
        compare("what left", table(hub.rows(HUB_LEFT)), table(tryton.rows(TRYTON_LEFT)));
        compare("bought from suppliers", table(hub.rows(HUB_BOUGHT)), table(tryton.rows(TRYTON_BOUGHT)));
        compare("what was cancelled", table(hub.rows(HUB_CANCELLED)), table(tryton.rows(TRYTON_CANCELLED)));
        compare("invoices", table(hub.rows(HUB_INVOICES)), table(tryton.rows(TRYTON_INVOICES)));
        onlyOnce("a reference of a sale", "SELECT reference FROM sale_sale WHERE state <> 'cancelled'");
        onlyOnce("a reference of an invoice", "SELECT reference FROM account_invoice WHERE type = 'out' "
                + "AND state IN ('posted', 'paid')");
        onlyOnce("a reference of a shipment", "SELECT reference || ' from ' || warehouse || ' ' || (SELECT min(m.origin) "
                + "FROM stock_move m WHERE m.shipment = 'stock.shipment.out,' || s.id) FROM stock_shipment_out s "
                + "WHERE state = 'done'");
        onlyOnce("a reference of a drop shipment", "SELECT reference FROM stock_shipment_drop WHERE state <> 'cancelled' "
                + "AND reference IS NOT NULL");
        totals();
        nothingIsOpen();
        return List.copyOf(findings);
    }

    /** What was compared, in words. */
    List<String> figures() {
        return List.copyOf(figures);
    }

    Score score(int asked, List<String> accepted, Duration drained) {
        Map<String, Long> booked = tryton.rows("""
                SELECT reference FROM sale_sale WHERE state IN ('confirmed', 'processing', 'done')
                """).stream().map(List::getFirst).collect(Collectors.groupingBy(reference -> reference,
                        Collectors.counting()));
        Set<String> orders = booked.keySet().stream().map(each -> each.split("/", 2)[0]).collect(Collectors.toSet());
        Set<String> wanted = new HashSet<>(accepted);
        int lost = Math.toIntExact(wanted.stream().filter(each -> !orders.contains(each)).count());
        int doubled = Math.toIntExact(booked.values().stream().filter(count -> count > 1).count());
        int unasked = Math.toIntExact(orders.stream().filter(each -> !wanted.contains(each)).count());
        return new Score(asked, wanted.size() - lost, asked - wanted.size(), lost, doubled, unasked, 0, 0,
                Optional.empty(), drained);
    }

    private void everyOrderIsThereOnce(List<String> accepted) {
        Set<String> there = tryton.rows("SELECT DISTINCT split_part(reference, '/', 1) FROM sale_sale "
                + "WHERE state IN ('confirmed', 'processing', 'done')").stream().map(List::getFirst)
                .collect(Collectors.toCollection(TreeSet::new));
        accepted.stream().filter(number -> !there.contains(number)).forEach(number -> note("lost: " + number));
        there.stream().filter(number -> !accepted.contains(number)).forEach(number -> note("nobody ordered " + number));
        figures.add(accepted.size() + " orders, " + hub.number("SELECT count(*) FROM (SELECT order_number FROM "
                + "fulfilment.leg WHERE state IN ('shipped', 'delivered') GROUP BY order_number "
                + "HAVING count(DISTINCT origin) > 1) each") + " of them shipped from two warehouses, "
                + tryton.rows("SELECT count(*) FROM sale_sale WHERE state <> 'cancelled'").getFirst().getFirst() + " sales");
    }

    /** By our reference: number, warehouse and total. */
    private Map<String, String> hubSales() {
        return table(hub.rows("""
                SELECT d->>'reference', d->>'number', d->>'from', trim_scale((d->>'total')::numeric)
                  FROM effects.effect e, jsonb_array_elements(e.response->'documents') d
                 WHERE e.kind = 'order.post' AND e.state = 'done'
                """));
    }

    private Map<String, String> trytonSales() {
        return table(tryton.rows("""
                SELECT s.reference, s.number, w.code, trim_scale(s.total_amount_cache)
                  FROM sale_sale s JOIN stock_location w ON w.id = s.warehouse
                 WHERE s.state IN ('confirmed', 'processing', 'done')
                """));
    }

    private static final String HUB_LINES = """
            SELECT d->>'reference' || ' ' || (l->>'lineNo'), o.sku, trim_scale((l->'quantity'->>'value')::numeric),
                   trim_scale(round(o.unit_price * o.quantity * CASE WHEN o.unit = l->'quantity'->>'unit' THEN 1 / o.quantity
                                    ELSE 1 / o.base END, 4))
              FROM effects.effect e, jsonb_array_elements(e.response->'documents') d, jsonb_array_elements(d->'lines') l,
                   ordering.order_line o
             WHERE e.kind = 'order.post' AND e.state = 'done' AND o.order_number = e.business_key
               AND o.line_no = (l->>'lineNo')::int
            """;
    private static final String TRYTON_LINES = """
            SELECT s.reference || ' ' || l.sequence, p.code, trim_scale(l.quantity::numeric), trim_scale(l.unit_price)
              FROM sale_sale s JOIN sale_line l ON l.sale = s.id JOIN product_product p ON p.id = l.product
             WHERE s.state IN ('confirmed', 'processing', 'done') AND l.sequence < 1000000
            """;
    private static final String HUB_LEFT = """
            SELECT leg || '/' || line_no, sku, trim_scale(shipped) FROM fulfilment.leg_line WHERE shipped > 0
            """;
    private static final String TRYTON_LEFT = """
            SELECT s.reference || '/' || l.sequence, p.code, trim_scale(round(sum(m.internal_quantity)::numeric, 6))
              FROM stock_shipment_out s JOIN stock_move m ON m.shipment = 'stock.shipment.out,' || s.id
              JOIN sale_line l ON m.origin = 'sale.line,' || l.id JOIN product_product p ON p.id = m.product
             WHERE s.state = 'done' AND m.state = 'done' GROUP BY 1, 2
            UNION ALL
            SELECT s.reference || '/' || l.sequence, p.code, trim_scale(round(sum(m.internal_quantity)::numeric, 6))
              FROM stock_shipment_drop s JOIN stock_move m ON m.shipment = 'stock.shipment.drop,' || s.id
              JOIN sale_line l ON m.origin = 'sale.line,' || l.id JOIN product_product p ON p.id = m.product
             WHERE s.state = 'done' AND m.state = 'done' GROUP BY 1, 2
            """;
    private static final String HUB_BOUGHT = """
            SELECT l.order_number || '/' || ll.line_no, trim_scale(sum(ll.shipped))
              FROM fulfilment.leg l JOIN fulfilment.leg_line ll ON ll.leg = l.number
             WHERE l.kind = 'drop_ship' AND ll.shipped > 0 GROUP BY 1
            """;
    /** As the purchases have it, each line once, without those that were cancelled. */
    private static final String TRYTON_BOUGHT = """
            SELECT split_part(s.reference, '/', 1) || '/' || l.sequence, trim_scale(sum(pl.quantity)::numeric)
              FROM purchase_line pl JOIN purchase_purchase p ON p.id = pl.purchase AND p.state <> 'cancelled'
              JOIN purchase_request r ON r.purchase_line = pl.id JOIN sale_line l ON l.purchase_request = r.id
              JOIN sale_sale s ON s.id = l.sale GROUP BY 1
            """;
    private static final String HUB_CANCELLED = """
            SELECT order_number || '/' || line_no, trim_scale(cancelled) FROM ordering.order_line
             WHERE cancelled > 0 AND quantity > 0
            """;
    private static final String TRYTON_CANCELLED = """
            SELECT split_part(s.reference, '/', 1) || '/' || l.sequence, trim_scale(round(sum(m.internal_quantity)::numeric, 6))
              FROM stock_move m JOIN sale_line l ON m.origin = 'sale.line,' || l.id JOIN sale_sale s ON s.id = l.sale
             WHERE m.state = 'cancelled' AND m.quantity > 0 GROUP BY 1
            """;
    private static final String HUB_INVOICES = """
            SELECT shipment, number, trim_scale(net + freight), trim_scale(tax), trim_scale(total) FROM invoicing.invoice
            """;
    /** The total as the customer's account has it, the tax as its own rows have it. */
    private static final String TRYTON_INVOICES = """
            SELECT reference, number, trim_scale(total - tax), trim_scale(tax), trim_scale(total)
              FROM (SELECT i.reference, i.number,
                           (SELECT sum(l.debit - l.credit) FROM account_move_line l
                             WHERE l.move = i.move AND l.account = i.account) AS total,
                           coalesce((SELECT sum(t.amount) FROM account_invoice_tax t WHERE t.invoice = i.id), 0) AS tax
                      FROM account_invoice i WHERE i.type = 'out' AND i.state IN ('posted', 'paid')) each
            """;

    private void onlyOnce(String what, String sql) {
        tryton.rows("SELECT each, count(*) FROM (" + sql + ") AS all_of_them(each) GROUP BY each HAVING count(*) > 1")
                .forEach(row -> note(what + " is there " + row.get(1) + " times: " + row.getFirst()));
    }

    /** Each order beside its sales: what was promised is what is sold, to the cent. */
    private void totals() {
        Map<String, BigDecimal> sold = new HashMap<>();
        tryton.rows("""
                SELECT split_part(reference, '/', 1), total_amount_cache FROM sale_sale
                 WHERE state IN ('confirmed', 'processing', 'done')
                """).forEach(row -> sold.merge(row.getFirst(), new BigDecimal(row.get(1)), BigDecimal::add));
        BigDecimal promised = BigDecimal.ZERO;
        BigDecimal booked = BigDecimal.ZERO;
        for (List<String> order : hub.rows("SELECT number, total FROM ordering.orders")) {
            BigDecimal total = new BigDecimal(order.get(1));
            BigDecimal there = sold.getOrDefault(order.getFirst(), BigDecimal.ZERO);
            promised = promised.add(total);
            booked = booked.add(there);
            if (total.compareTo(there) != 0) {
                note("order " + order.getFirst() + " was promised for " + total + " and is sold for " + there);
            }
        }
        figures.add("promised " + promised + ", sold in Tryton " + booked);
        figures.add("invoiced: hub " + hub.rows("SELECT coalesce(sum(total), 0) FROM invoicing.invoice").getFirst().getFirst()
                + ", Tryton " + tryton.rows("SELECT coalesce(sum(l.debit - l.credit), 0) FROM account_move_line l JOIN "
                        + "account_invoice i ON i.move = l.move AND i.account = l.account WHERE i.type = 'out'")
                        .getFirst().getFirst());
    }

    /** Nothing of ours is left behind half done there, but goods that wait here, too. */
    private void nothingIsOpen() {
        tryton.rows("SELECT reference, state FROM sale_sale WHERE state IN ('draft', 'quotation')")
                .forEach(row -> note("left behind: sale " + row));
        tryton.rows("SELECT reference, state FROM purchase_purchase WHERE state IN ('draft', 'quotation')")
                .forEach(row -> note("left behind: purchase " + row));
        tryton.rows("SELECT reference, state FROM stock_shipment_drop WHERE state NOT IN ('done', 'cancelled')")
                .forEach(row -> note("left behind: drop shipment " + row));
        tryton.rows("SELECT reference, state FROM account_invoice WHERE state IN ('draft', 'validated') "
                + "AND reference IS NOT NULL").forEach(row -> note("left behind: invoice " + row));
        hub.rows("SELECT target, kind, business_key, state, reason FROM effects.effect WHERE state NOT IN ('done') "
                + "AND kind <> 'leg.cancel'").forEach(row -> note("not done: " + row));
    }

    private void compare(String what, Map<String, String> ours, Map<String, String> theirs) {
        Set<String> keys = new TreeSet<>(ours.keySet());
        keys.addAll(theirs.keySet());
        List<String> apart = keys.stream().filter(key -> !Objects.equals(ours.get(key), theirs.get(key)))
                .map(key -> key + ": hub " + ours.get(key) + ", Tryton " + theirs.get(key)).toList();
        figures.add(what + ": " + ours.size() + " in the hub, " + theirs.size() + " in Tryton, " + apart.size()
                + " differ");
        apart.forEach(each -> note(what + ": " + each));
    }

    private void note(String finding) {
        if (findings.size() < FINDINGS_MAX) {
            findings.add(finding);
        }
    }

    private static Map<String, String> table(List<List<String>> rows) {
        Map<String, String> table = new TreeMap<>();
        for (List<String> row : rows) {
            table.merge(row.getFirst(), String.join(" ", row.subList(1, row.size())), (one, other) -> one + " and " + other);
        }
        return table;
    }
}
