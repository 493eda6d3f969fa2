package io.crossdock.system.invoicing;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.json.Json;
import io.crossdock.system.connectors.PostedInvoice;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class InvoiceStore {

    private final JdbcClient jdbc;
    private final Json json;

    InvoiceStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Returns false if the shipment has an invoice already, or the system another one of that number. */
    boolean insert(IssuedInvoice issued) {
        PostedInvoice invoice = issued.invoice();
        return jdbc.sql("""
                INSERT INTO invoicing.invoice (number, system, shipment, order_number, account, currency, net, freight,
                                               tax, total, posted_at, due_on, lines)
                VALUES (:number, :system, :shipment, :order, :account, :currency, :net, :freight, :tax, :total,
                        :posted, :due, :lines::jsonb)
                ON CONFLICT DO NOTHING
                """)
                .param("number", invoice.number()).param("system", issued.system())
                .param("shipment", issued.shipment().toString()).param("order", issued.order().value())
                .param("account", issued.account().value()).param("currency", invoice.currency())
                .param("net", invoice.net()).param("freight", invoice.freight()).param("tax", invoice.tax())
                .param("total", invoice.total()).param("posted", Timestamp.from(invoice.postedAt()))
                .param("due", invoice.dueOn()).param("lines", json.write(invoice.lines())).update() == 1;
    }

    private static final String INVOICE = """
            SELECT number, system, shipment, order_number, account, currency, net, freight, tax, total, posted_at,
                   due_on, lines
              FROM invoicing.invoice
            """;

    Optional<IssuedInvoice> ofShipment(LegNumber shipment) {
        return jdbc.sql(INVOICE + "WHERE shipment = :shipment").param("shipment", shipment.toString())
                .query(this::invoice).optional();
    }

    List<IssuedInvoice> byNumber(String number) {
        return jdbc.sql(INVOICE + "WHERE number = :number ORDER BY system").param("number", number)
                .query(this::invoice).list();
    }

    List<IssuedInvoice> postedSince(String system, Instant since) {
        return jdbc.sql(INVOICE + "WHERE system = :system AND posted_at >= :since ORDER BY number")
                .param("system", system).param("since", Timestamp.from(since)).query(this::invoice).list();
    }

    List<IssuedInvoice> numbered(String system, Collection<String> numbers) {
        return jdbc.sql(INVOICE + """
                WHERE system = :system AND number IN (SELECT json_array_elements_text(:numbers::json)) ORDER BY number
                """)
                .param("system", system).param("numbers", json.rows(numbers)).query(this::invoice).list();
    }

    List<IssuedInvoice> ofOrders(Collection<OrderNumber> orders) {
        return orders.isEmpty() ? List.of() : jdbc.sql(INVOICE + """
                 WHERE order_number IN (:orders) ORDER BY order_number, posted_at, number
                """)
                .param("orders", orders.stream().map(OrderNumber::value).toList()).query(this::invoice).list();
    }

    private record Row(String system, String number, Instant changedAt, BigDecimal open) {
    }

    private record Key(String system, String number) {
    }

    /** Keeps how invoices of ours stand; returns those of which more or less is to be paid than was known. */
    List<IssuedInvoice> paid(List<PaymentFeed.Read> rows) {
        Map<Key, Row> given = new LinkedHashMap<>();
        rows.forEach(each -> given.merge(new Key(each.system(), each.paid().number()), new Row(each.system(),
                each.paid().number(), each.paid().changedAt(), each.paid().open()),
                (one, other) -> other.changedAt().isBefore(one.changedAt()) ? one : other));
        Map<String, List<String>> changed = new TreeMap<>();
        jdbc.sql("""
                WITH kept AS (
                INSERT INTO invoicing.payment AS known (system, number, changed_at, open)
                SELECT r.system, r.number, r."changedAt", r.open
                  FROM json_to_recordset(:rows::json)
                       AS r(system text, number text, "changedAt" timestamptz, open numeric)
                  JOIN invoicing.invoice i ON i.system = r.system AND i.number = r.number
                 ORDER BY r.system, r.number
                ON CONFLICT (system, number) DO UPDATE SET changed_at = excluded.changed_at, open = excluded.open
                 WHERE known.changed_at <= excluded.changed_at AND known.open <> excluded.open
                RETURNING system, number, open, xmax = 0 AS fresh)
                SELECT k.system, k.number FROM kept k JOIN invoicing.invoice i ON i.system = k.system AND i.number = k.number
                 WHERE NOT k.fresh OR k.open <> i.total ORDER BY k.system, k.number
                """)
                .param("rows", json.rows(List.copyOf(given.values())))
                .query((row, n) -> new Key(row.getString("system"), row.getString("number"))).list()
                .forEach(key -> changed.computeIfAbsent(key.system(), each -> new ArrayList<>()).add(key.number()));
        return changed.entrySet().stream().flatMap(each -> numbered(each.getKey(), each.getValue()).stream()).toList();
    }

    Map<LegNumber, BigDecimal> open(Collection<OrderNumber> orders) {
        Map<LegNumber, BigDecimal> open = new TreeMap<>(Comparator.comparing(LegNumber::toString));
        if (!orders.isEmpty()) {
            jdbc.sql("""
                    SELECT i.shipment, p.open FROM invoicing.payment p
                      JOIN invoicing.invoice i ON i.system = p.system AND i.number = p.number
                     WHERE i.order_number IN (:orders)
                    """)
                    .param("orders", orders.stream().map(OrderNumber::value).toList())
                    .query(row -> {
                        open.put(LegNumber.parse(row.getString("shipment")).orElseThrow(), row.getBigDecimal("open"));
                    });
        }
        return open;
    }

    private IssuedInvoice invoice(ResultSet row, int number) throws SQLException {
        return new IssuedInvoice(row.getString("system"), LegNumber.parse(row.getString("shipment")).orElseThrow(),
                new OrderNumber(row.getString("order_number")), new AccountId(row.getString("account")),
                new PostedInvoice(row.getString("number"), row.getString("currency"), row.getBigDecimal("net"),
                        row.getBigDecimal("freight"), row.getBigDecimal("tax"), row.getBigDecimal("total"),
                        row.getTimestamp("posted_at").toInstant(), row.getObject("due_on", LocalDate.class),
                        Arrays.asList(json.read(row.getString("lines"), PostedInvoice.Line[].class))),
                List.of());
    }
}
