package io.crossdock.process.ordering;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Address;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.json.Json;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;

@Repository
class OrderStore {

    private final JdbcClient jdbc;
    private final Json json;

    OrderStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record OrderRow(UUID id, OrderNumber number, String channel, String consumer, AccountId account,
            @Nullable String buyer_reference, @Nullable LocalDate requested_for, @Nullable String ship_to_id,
            Address ship_to, String completeness, String currency, BigDecimal net, BigDecimal freight,
            BigDecimal tax, BigDecimal total, String commercial_state, @Nullable String state_reason,
            String erp_system, List<String> conditions, String correlation) {
    }

    private record LineRow(OrderNumber order_number, int line_no, @Nullable String buyer_line,
            @Nullable String buyer_item, Sku sku, String description, BigDecimal ordered, Unit ordered_unit,
            BigDecimal quantity, Unit unit, BigDecimal unit_price, BigDecimal net, String tax_class, BigDecimal base,
            Unit base_unit, BigDecimal cancelled) {
    }

    private record ReceiptRow(OrderNumber order_number, DecisionReceipt receipt) {
    }

    /** Writes orders with their lines and receipts: one statement, however many. */
    void insert(List<Order> orders, Map<OrderNumber, DecisionReceipt> receipts, Instant now) {
        jdbc.sql("""
                WITH taken AS (
                    INSERT INTO ordering.orders (id, number, channel, consumer, account, buyer_reference,
                           requested_for, ship_to_id, ship_to, completeness, currency, net, freight, tax, total,
                           commercial_state, posting_state, state_reason, erp_system, conditions, correlation,
                           accepted_at)
                    SELECT id, number, channel, consumer, account, buyer_reference, requested_for, ship_to_id, ship_to,
                           completeness, currency, net, freight, tax, total, commercial_state, 'pending',
                           state_reason, erp_system, conditions, correlation, :now
                      FROM json_to_recordset(:orders::json)
                        AS o(id uuid, number text, channel text, consumer text, account text, buyer_reference text,
                             requested_for date, ship_to_id text, ship_to jsonb, completeness text, currency text,
                             net numeric, freight numeric, tax numeric, total numeric, commercial_state text,
                             state_reason text, erp_system text, conditions jsonb, correlation text)),
                receipt AS (
                    INSERT INTO ordering.receipt (order_number, receipt)
                    SELECT order_number, receipt
                      FROM json_to_recordset(:receipts::json) AS r(order_number text, receipt jsonb))
                INSERT INTO ordering.order_line (order_number, line_no, buyer_line, buyer_item, sku, description,
                       ordered, ordered_unit, quantity, unit, unit_price, net, tax_class, base, base_unit, cancelled)
                SELECT order_number, line_no, buyer_line, buyer_item, sku, description, ordered, ordered_unit,
                       quantity, unit, unit_price, net, tax_class, base, base_unit, cancelled
                  FROM json_to_recordset(:lines::json)
                    AS l(order_number text, line_no int, buyer_line text, buyer_item text, sku text,
                         description text, ordered numeric, ordered_unit text, quantity numeric, unit text,
                         unit_price numeric, net numeric, tax_class text, base numeric, base_unit text,
                         cancelled numeric)
                """)
                .param("now", Timestamp.from(now))
                .param("orders", json.rows(orders.stream().map(OrderStore::row).toList()))
                .param("receipts", json.rows(receipts.entrySet().stream()
                        .map(r -> new ReceiptRow(r.getKey(), r.getValue())).toList()))
                .param("lines", json.rows(orders.stream()
                        .flatMap(order -> order.lines().stream().map(line -> row(order.number(), line))).toList()))
                .update();
    }

    private static OrderRow row(Order o) {
        return new OrderRow(o.id(), o.number(), o.channel(), o.consumer(), o.account(),
                o.buyerReference().orElse(null), o.requestedFor().orElse(null),
                o.shipToId().map(ShipToId::value).orElse(null), o.shipTo(),
                o.completeness().name().toLowerCase(Locale.ROOT), o.currency(), o.net(), o.freight(), o.tax(),
                o.total(), o.commercialState().label(), o.stateReason().orElse(null), o.erpSystem(), o.conditions(),
                o.correlation());
    }

    private static LineRow row(OrderNumber number, Order.Line l) {
        return new LineRow(number, l.lineNo(), l.buyerLine().orElse(null), l.buyerItem().orElse(null), l.sku(),
                l.description(), l.ordered().value(), l.ordered().unit(), l.quantity().value(), l.quantity().unit(),
                l.unitPrice(), l.net(), l.taxClass(), l.base().value(), l.base().unit(), l.cancelled().value());
    }

    private static final String ORDER = """
            SELECT id, number, channel, consumer, account, buyer_reference, requested_for, ship_to_id, ship_to,
                   completeness, currency, net, freight, tax, total, commercial_state, posting_state, state_reason,
                   erp_system, erp_reference, conditions, correlation, accepted_at, closed_at
              FROM ordering.orders
            """;

    Optional<Order> byNumber(OrderNumber number) {
        return whole(jdbc.sql(ORDER + "WHERE number = :number").param("number", number.value())).stream().findFirst();
    }

    Optional<Order> byId(UUID id) {
        return whole(jdbc.sql(ORDER + "WHERE id = :id").param("id", id)).stream().findFirst();
    }

    Optional<Order> lock(OrderNumber number) {
        return whole(jdbc.sql(ORDER + "WHERE number = :number FOR UPDATE").param("number", number.value()))
                .stream().findFirst();
    }

    /** What is locked of an order. @param added whether it has got lines since it was taken */
    record Locked(OrderNumber number, AccountId account, PostingState posting, boolean added) {
    }

    /** In the order of their numbers, as everybody does who locks several; those that there are. */
    List<Locked> lockAll(Collection<OrderNumber> orders) {
        return orders.isEmpty() ? List.of() : jdbc.sql("""
                SELECT number, account, posting_state,
                       EXISTS (SELECT FROM ordering.order_line l
                                WHERE l.order_number = number AND l.added_at IS NOT NULL) AS added
                  FROM ordering.orders WHERE number IN (:numbers)
                 ORDER BY number FOR UPDATE
                """)
                .param("numbers", orders.stream().map(OrderNumber::value).distinct().sorted().toList())
                .query((row, n) -> new Locked(new OrderNumber(row.getString("number")),
                        new AccountId(row.getString("account")), PostingState.of(row.getString("posting_state")),
                        row.getBoolean("added"))).list();
    }

    /** Newest first; conditions that are not asked for are passed as null and do not narrow. */
    List<Order> list(OrderQuery query) {
        return whole(jdbc.sql(ORDER + """
                 WHERE (:accounts::text IS NULL OR account = ANY (string_to_array(:accounts, E'\\n')))
                   AND (:commercial::text IS NULL OR commercial_state = :commercial)
                   AND (:posting::text IS NULL OR posting_state = :posting)
                   AND (:channel::text IS NULL OR channel = :channel)
                   AND (:text::text IS NULL OR number LIKE :text OR buyer_reference LIKE :text
                        OR erp_reference LIKE :text)
                   AND (:since::timestamptz IS NULL OR accepted_at >= :since)
                   AND (:until::timestamptz IS NULL OR accepted_at < :until)
                   AND (:before::uuid IS NULL OR id < :before)
                 ORDER BY id DESC
                 LIMIT :limit
                """)
                .param("accounts", query.accounts().map(accounts -> accounts.stream().map(AccountId::value)
                        .collect(Collectors.joining("\n"))).orElse(null))
                .param("commercial", query.commercial().map(CommercialState::label).orElse(null))
                .param("posting", query.posting().map(PostingState::label).orElse(null))
                .param("channel", query.channel().orElse(null))
                .param("text", query.text().map(OrderStore::prefix).orElse(null))
                .param("since", query.since().map(Timestamp::from).orElse(null))
                .param("until", query.until().map(Timestamp::from).orElse(null))
                .param("before", query.before().orElse(null))
                .param("limit", query.limit()));
    }

    private static String prefix(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    Optional<JsonNode> receipt(OrderNumber number) {
        return jdbc.sql("SELECT receipt FROM ordering.receipt WHERE order_number = :number")
                .param("number", number.value()).query(String.class).optional().map(json::parse);
    }

    void move(Order order, CommercialState commercial, PostingState posting, Optional<String> reason,
            Optional<String> erpReference, Instant now) {
        boolean ended = commercial == CommercialState.CLOSED || commercial == CommercialState.CANCELLED;
        jdbc.sql("""
                UPDATE ordering.orders
                   SET commercial_state = :commercial, posting_state = :posting, state_reason = :reason,
                       erp_reference = coalesce(:reference, erp_reference),
                       closed_at = CASE WHEN :ended THEN :now::timestamptz END, version = version + 1
                 WHERE number = :number
                """)
                .param("commercial", commercial.label()).param("posting", posting.label())
                .param("reason", reason.orElse(null)).param("reference", erpReference.orElse(null))
                .param("ended", ended).param("now", Timestamp.from(now)).param("number", order.number().value())
                .update();
    }

    void wanted(OrderNumber number, LocalDate day) {
        jdbc.sql("UPDATE ordering.orders SET requested_for = :day, version = version + 1 WHERE number = :number")
                .param("day", day).param("number", number.value()).update();
    }

    record Progress(int line_no, BigDecimal shipped, BigDecimal cancelled, BigDecimal invoiced) {
    }

    /** Adds to the running quantities of lines, in base units. */
    void progress(OrderNumber number, List<Progress> lines) {
        jdbc.sql("""
                UPDATE ordering.order_line l
                   SET shipped = l.shipped + r.shipped, cancelled = l.cancelled + r.cancelled,
                       amended = l.amended + r.cancelled, invoiced = l.invoiced + r.invoiced
                  FROM json_to_recordset(:rows::json)
                    AS r(line_no int, shipped numeric, cancelled numeric, invoiced numeric)
                 WHERE l.order_number = :number AND l.line_no = r.line_no
                """)
                .param("rows", json.rows(lines)).param("number", number.value()).update();
    }

    private List<Order> whole(JdbcClient.StatementSpec statement) {
        List<Order> heads = statement.query(this::head).list();
        if (heads.isEmpty()) {
            return heads;
        }
        Map<String, List<Owned>> lines = jdbc.sql("""
                SELECT order_number, line_no, buyer_line, buyer_item, sku, description, ordered, ordered_unit, quantity,
                       unit, unit_price, net, tax_class, base, base_unit, cancelled, shipped, invoiced, added_at, more_of,
                       instead_of
                  FROM ordering.order_line WHERE order_number IN (:numbers) ORDER BY order_number, line_no
                """)
                .param("numbers", heads.stream().map(order -> order.number().value()).toList())
                .query(OrderStore::line).list().stream().collect(Collectors.groupingBy(Owned::order));
        List<Order> orders = new ArrayList<>(heads.size());
        for (Order o : heads) {
            orders.add(new Order(o.id(), o.number(), o.channel(), o.consumer(), o.account(), o.buyerReference(),
                    o.requestedFor(), o.shipToId(), o.shipTo(), o.completeness(), o.currency(), o.net(), o.freight(),
                    o.tax(), o.total(), o.commercialState(), o.postingState(), o.stateReason(), o.erpSystem(),
                    o.erpReference(), o.conditions(), o.correlation(), o.acceptedAt(), o.closedAt(),
                    lines.getOrDefault(o.number().value(), List.of()).stream().map(Owned::line).toList()));
        }
        return orders;
    }

    private Order head(ResultSet row, int number) throws SQLException {
        return new Order(row.getObject("id", UUID.class), new OrderNumber(row.getString("number")),
                row.getString("channel"), row.getString("consumer"), new AccountId(row.getString("account")),
                Optional.ofNullable(row.getString("buyer_reference")),
                Optional.ofNullable(row.getObject("requested_for", LocalDate.class)),
                Optional.ofNullable(row.getString("ship_to_id")).map(ShipToId::new),
                json.read(row.getString("ship_to"), Address.class),
                Completeness.valueOf(row.getString("completeness").toUpperCase(Locale.ROOT)),
                row.getString("currency"), row.getBigDecimal("net"), row.getBigDecimal("freight"),
                row.getBigDecimal("tax"), row.getBigDecimal("total"),
                CommercialState.of(row.getString("commercial_state")),
                PostingState.of(row.getString("posting_state")), Optional.ofNullable(row.getString("state_reason")),
                row.getString("erp_system"), Optional.ofNullable(row.getString("erp_reference")),
                Arrays.asList(json.read(row.getString("conditions"), String[].class)), row.getString("correlation"),
                row.getTimestamp("accepted_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("closed_at")).map(Timestamp::toInstant), List.of());
    }

    private record Owned(String order, Order.Line line) {
    }

    private static Owned line(ResultSet row, int number) throws SQLException {
        Unit base = Unit.of(row.getString("base_unit"));
        return new Owned(row.getString("order_number"), new Order.Line(row.getInt("line_no"),
                Optional.ofNullable(row.getString("buyer_line")), Optional.ofNullable(row.getString("buyer_item")),
                new Sku(row.getString("sku")), row.getString("description"),
                new Quantity(row.getBigDecimal("ordered"), Unit.of(row.getString("ordered_unit"))),
                new Quantity(row.getBigDecimal("quantity"), Unit.of(row.getString("unit"))),
                row.getBigDecimal("unit_price"), row.getBigDecimal("net"), row.getString("tax_class"),
                new Quantity(row.getBigDecimal("base"), base), new Quantity(row.getBigDecimal("cancelled"), base),
                new Quantity(row.getBigDecimal("shipped"), base), new Quantity(row.getBigDecimal("invoiced"), base),
                Optional.ofNullable(row.getTimestamp("added_at")).map(Timestamp::toInstant),
                Optional.ofNullable(row.getObject("more_of", Integer.class)),
                Optional.ofNullable(row.getObject("instead_of", Integer.class))));
    }
}
