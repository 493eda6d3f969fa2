package io.crossdock.system.invoicing;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.json.Json;
import io.crossdock.system.connectors.PostedInvoice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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

    /** Returns false if the invoice is known already. */
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

    Optional<IssuedInvoice> byNumber(String number) {
        return jdbc.sql(INVOICE + "WHERE number = :number").param("number", number).query(this::invoice).optional();
    }

    List<IssuedInvoice> postedSince(String system, Instant since) {
        return jdbc.sql(INVOICE + "WHERE system = :system AND posted_at >= :since ORDER BY number")
                .param("system", system).param("since", Timestamp.from(since)).query(this::invoice).list();
    }

    List<IssuedInvoice> numbered(Collection<String> numbers) {
        return jdbc.sql(INVOICE + "WHERE number IN (SELECT json_array_elements_text(:numbers::json))")
                .param("numbers", json.rows(numbers)).query(this::invoice).list();
    }

    List<IssuedInvoice> ofOrders(Collection<OrderNumber> orders) {
        return orders.isEmpty() ? List.of() : jdbc.sql(INVOICE + """
                 WHERE order_number IN (:orders) ORDER BY order_number, posted_at, number
                """)
                .param("orders", orders.stream().map(OrderNumber::value).toList()).query(this::invoice).list();
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
