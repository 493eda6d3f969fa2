package io.crossdock.process.ordering;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.json.Json;
import io.crossdock.process.fulfilment.CallOffs;
import io.crossdock.system.connectors.AmendmentRequest;
import io.crossdock.system.connectors.OrderAmendment;
import io.crossdock.system.connectors.OrderPosting;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;

/** What has become of orders since they were taken: lines that were added, and what was cancelled. */
@Repository
class AmendmentStore {

    private final JdbcClient jdbc;
    private final Json json;

    AmendmentStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Row(int line_no, @Nullable String buyer_line, @Nullable String buyer_item, Sku sku, String description,
            BigDecimal ordered, Unit ordered_unit, BigDecimal quantity, Unit unit, BigDecimal unit_price, BigDecimal net,
            String tax_class, BigDecimal base, Unit base_unit, @Nullable Integer more_of, @Nullable Integer instead_of) {
    }

    private static Row row(Order.Line l) {
        return new Row(l.lineNo(), l.buyerLine().orElse(null), l.buyerItem().orElse(null), l.sku(), l.description(),
                l.ordered().value(), l.ordered().unit(), l.quantity().value(), l.quantity().unit(), l.unitPrice(), l.net(),
                l.taxClass(), l.base().value(), l.base().unit(), l.moreOf().orElse(null), l.insteadOf().orElse(null));
    }

    /** Adds lines to an order, with what they cost and why they were taken so: a receipt of the change. */
    void add(OrderNumber number, List<Order.Line> lines, OrderAnswer.Totals more, Object receipt, Instant now) {
        jdbc.sql("""
                WITH order_with_more AS (
                    UPDATE ordering.orders SET net = net + :net, freight = freight + :freight, tax = tax + :tax,
                           total = total + :total, version = version + 1 WHERE number = :number),
                receipt AS (
                    UPDATE ordering.receipt SET receipt = jsonb_set(receipt, '{changes}',
                           coalesce(receipt -> 'changes', '[]') || jsonb_build_array(:receipt::jsonb))
                     WHERE order_number = :number)
                INSERT INTO ordering.order_line (order_number, line_no, buyer_line, buyer_item, sku, description, ordered,
                       ordered_unit, quantity, unit, unit_price, net, tax_class, base, base_unit, more_of,
                       instead_of, added_at)
                SELECT :number, line_no, buyer_line, buyer_item, sku, description, ordered, ordered_unit, quantity, unit,
                       unit_price, net, tax_class, base, base_unit, more_of, instead_of, :now
                  FROM json_to_recordset(:lines::json)
                    AS l(line_no int, buyer_line text, buyer_item text, sku text, description text, ordered numeric,
                         ordered_unit text, quantity numeric, unit text, unit_price numeric, net numeric, tax_class text,
                         base numeric, base_unit text, more_of int, instead_of int)
                """)
                .param("number", number.value()).param("net", more.net()).param("freight", more.freight())
                .param("tax", more.tax()).param("total", more.total()).param("receipt", json.write(receipt))
                .param("now", Timestamp.from(now))
                .param("lines", json.rows(lines.stream().map(AmendmentStore::row).toList())).update();
    }

    /** Somebody has booked lines in the ERP by hand: it is not told of them. */
    void booked(OrderNumber number, List<Order.Line> lines, String who) {
        jdbc.sql("""
                UPDATE ordering.order_line SET booked_by = :who WHERE order_number = :number AND line_no IN (:lines)
                """)
                .param("number", number.value()).param("who", who)
                .param("lines", lines.stream().map(Order.Line::lineNo).toList()).update();
    }

    /** What was taxed of an order, when it was taken and since. */
    List<DecisionReceipt.Tax> taxed(OrderNumber number) {
        return jdbc.sql("SELECT receipt FROM ordering.receipt WHERE order_number = :number").param("number", number.value())
                .query(String.class).optional().map(json::parse).map(this::taxes).orElse(List.of());
    }

    private List<DecisionReceipt.Tax> taxes(JsonNode receipt) {
        List<DecisionReceipt.Tax> taxes = new ArrayList<>();
        receipt.path("taxes").forEach(tax -> taxes.add(json.read(tax, DecisionReceipt.Tax.class)));
        receipt.path("changes").valueStream().filter(change -> !change.path("refused").asBoolean(false)).forEach(change ->
                change.path("taxes").forEach(tax -> taxes.add(json.read(tax, DecisionReceipt.Tax.class))));
        return taxes;
    }

    /** Marks lines that were added and that the ERP has not taken, once; they cost nothing any more. What they were. */
    List<CallOffs.Wanted> refuse(OrderNumber number, Collection<Integer> lines, Instant now) {
        List<CallOffs.Wanted> refused = jdbc.sql("""
                UPDATE ordering.order_line SET refused_at = :now
                 WHERE order_number = :number AND line_no IN (:lines) AND added_at IS NOT NULL AND refused_at IS NULL
                RETURNING line_no, sku, base, base_unit
                """)
                .param("now", Timestamp.from(now)).param("number", number.value()).param("lines", lines)
                .query((row, n) -> new CallOffs.Wanted(row.getInt("line_no"), new Sku(row.getString("sku")),
                        new Quantity(row.getBigDecimal("base"), Unit.of(row.getString("base_unit")))))
                .list();
        count(number, refused.stream().map(CallOffs.Wanted::lineNo).toList(), true);
        return refused;
    }

    /** Lines that were marked so are in the ERP after all. How many they are. */
    int takeBack(OrderNumber number, Collection<Integer> lines) {
        List<Integer> back = lines.isEmpty() ? List.of() : jdbc.sql("""
                UPDATE ordering.order_line SET refused_at = NULL
                 WHERE order_number = :number AND line_no IN (:lines) AND refused_at IS NOT NULL
                RETURNING line_no
                """)
                .param("number", number.value()).param("lines", lines).query(Integer.class).list();
        count(number, back, false);
        return back.size();
    }

    /** What was added together is refused together: its receipt says so, and the order comes to as much less or more. */
    private void count(OrderNumber number, List<Integer> lines, boolean refused) {
        if (lines.isEmpty()) {
            return;
        }
        jdbc.sql("""
                WITH change AS (
                    SELECT c.value AS its, c.n, (c.value -> 'lines' -> 0 ->> 'lineNo')::int IN (:lines) AS meant
                      FROM ordering.receipt r
                     CROSS JOIN LATERAL jsonb_array_elements(r.receipt -> 'changes') WITH ORDINALITY AS c(value, n)
                     WHERE r.order_number = :number),
                marked AS (
                    UPDATE ordering.receipt SET receipt = jsonb_set(receipt, '{changes}', (
                           SELECT jsonb_agg(CASE WHEN meant THEN its || jsonb_build_object('refused', :refused::boolean)
                                                 ELSE its END ORDER BY n) FROM change))
                     WHERE order_number = :number AND EXISTS (SELECT FROM change WHERE meant))
                UPDATE ordering.orders o SET net = o.net - t.net, freight = o.freight - t.freight, tax = o.tax - t.tax,
                       total = o.total - t.total, version = o.version + 1
                  FROM (SELECT sign * sum((its -> 'totals' ->> 'net')::numeric) AS net,
                               sign * sum((its -> 'totals' ->> 'freight')::numeric) AS freight,
                               sign * sum((its -> 'totals' ->> 'tax')::numeric) AS tax,
                               sign * sum((its -> 'totals' ->> 'total')::numeric) AS total
                          FROM change CROSS JOIN (SELECT CASE WHEN :refused::boolean THEN 1 ELSE -1 END AS sign) s
                         WHERE meant GROUP BY sign) t
                 WHERE o.number = :number
                """)
                .param("number", number.value()).param("lines", lines).param("refused", refused).update();
    }

    /** Lines of which the ERP knows nothing, because it has not taken them. */
    Set<Integer> refused(OrderNumber number) {
        return Set.copyOf(jdbc.sql("""
                SELECT line_no FROM ordering.order_line WHERE order_number = :number AND refused_at IS NOT NULL
                """)
                .param("number", number.value()).query(Integer.class).list());
    }

    /** Lines that came in the place of others. */
    Set<Integer> sentInstead(OrderNumber number) {
        return Set.copyOf(jdbc.sql("""
                SELECT line_no FROM ordering.order_line WHERE order_number = :number AND instead_of IS NOT NULL
                """)
                .param("number", number.value()).query(Integer.class).list());
    }

    /** What the ERP is to be told by now: all that was cancelled and added since the order was taken. */
    AmendmentRequest amendment(OrderNumber number) {
        List<OrderAmendment.Line> cancelled = jdbc.sql("""
                SELECT line_no, sku, amended, base_unit FROM ordering.order_line
                 WHERE order_number = :number AND amended > 0 AND refused_at IS NULL ORDER BY line_no
                """)
                .param("number", number.value())
                .query((row, n) -> new OrderAmendment.Line(row.getInt("line_no"), new Sku(row.getString("sku")),
                        new Quantity(row.getBigDecimal("amended"), Unit.of(row.getString("base_unit")))))
                .list();
        List<OrderPosting.Line> added = jdbc.sql("""
                SELECT line_no, sku, quantity, unit, unit_price FROM ordering.order_line
                 WHERE order_number = :number AND added_at IS NOT NULL AND refused_at IS NULL AND booked_by IS NULL
                 ORDER BY line_no
                """)
                .param("number", number.value())
                .query((row, n) -> new OrderPosting.Line(row.getInt("line_no"), new Sku(row.getString("sku")),
                        new Quantity(row.getBigDecimal("quantity"), Unit.of(row.getString("unit"))),
                        row.getBigDecimal("unit_price")))
                .list();
        return new AmendmentRequest(number.value(), cancelled, added, added.isEmpty() ? Optional.empty()
                : Optional.of(charges(number)));
    }

    private AmendmentRequest.Charges charges(OrderNumber number) {
        return jdbc.sql("SELECT freight, tax, total FROM ordering.orders WHERE number = :number")
                .param("number", number.value())
                .query((row, n) -> new AmendmentRequest.Charges(row.getBigDecimal("freight"), row.getBigDecimal("tax"),
                        row.getBigDecimal("total"))).single();
    }
}
