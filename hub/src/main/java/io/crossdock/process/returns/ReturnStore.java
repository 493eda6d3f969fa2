package io.crossdock.process.returns;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Return;
import io.crossdock.canonical.Return.CreditMemo;
import io.crossdock.canonical.Return.State;
import io.crossdock.canonical.ReturnNumber;
import io.crossdock.canonical.Rounding;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.json.Json;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ReturnStore {

    private final JdbcClient jdbc;
    private final Json json;

    ReturnStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** What was in force when it was asked for, and whom it concerns. */
    record Terms(String erp, BigDecimal feePercent, Rounding rounding, String correlation) {
    }

    /** @param taxClass of the order's line */
    record NewLine(Return.Line line, String taxClass) {
    }

    void insert(Return asked, Terms terms, List<NewLine> lines) {
        jdbc.sql("""
                INSERT INTO returns.rma (number, order_number, account, buyer_reference, state, warehouse, erp_system,
                                         currency, value, fee_percent, rounding, correlation, requested_at)
                VALUES (:number, :order, :account, :reference, :state, :warehouse, :erp, :currency, :value, :fee, :rounding,
                        :correlation, :at)
                """)
                .param("number", asked.number().value()).param("order", asked.order().value())
                .param("account", asked.account().value()).param("reference", asked.buyerReference().orElse(null))
                .param("state", asked.state().label()).param("warehouse", asked.warehouse().value())
                .param("erp", terms.erp()).param("currency", asked.value().currency().getCurrencyCode())
                .param("value", asked.value().amount()).param("fee", terms.feePercent())
                .param("rounding", terms.rounding().name()).param("correlation", terms.correlation())
                .param("at", Timestamp.from(asked.requestedAt())).update();
        for (NewLine each : lines) {
            Return.Line line = each.line();
            jdbc.sql("""
                    INSERT INTO returns.rma_line (rma, line_no, sku, tax_class, reason, note, asked, asked_unit, quantity,
                                                  unit)
                    VALUES (:rma, :line, :sku, :taxClass, :reason, :note, :asked, :askedUnit, :quantity, :unit)
                    """)
                    .param("rma", asked.number().value()).param("line", line.lineNo()).param("sku", line.sku().value())
                    .param("taxClass", each.taxClass()).param("reason", line.reason().label())
                    .param("note", line.note().orElse(null)).param("asked", line.asked().value())
                    .param("askedUnit", line.asked().unit().code()).param("quantity", line.quantity().value())
                    .param("unit", line.quantity().unit().code()).update();
        }
    }

    private static final String RETURN = """
            SELECT number, order_number, account, buyer_reference, state, state_text, warehouse, currency, value,
                   requested_at, arrive_by, ended_at, credit_net, credit_tax, credit_fee, credit_reference
              FROM returns.rma
            """;

    Optional<Return> byNumber(ReturnNumber number) {
        return read(RETURN + "WHERE number = :number", Map.of("number", number.value())).stream().findFirst();
    }

    /** Locks returns until the transaction ends, in one order. */
    List<Return> lock(Collection<ReturnNumber> numbers) {
        return numbers.isEmpty() ? List.of() : read(RETURN + "WHERE number IN (:numbers) ORDER BY number FOR UPDATE",
                Map.of("numbers", numbers.stream().map(ReturnNumber::value).distinct().toList()));
    }

    List<Return> ofOrder(OrderNumber order) {
        return read(RETURN + "WHERE order_number = :order ORDER BY requested_at, number LIMIT 200",
                Map.of("order", order.value()));
    }

    List<Return> list(ReturnQuery query) {
        return jdbc.sql(RETURN + """
                 WHERE (:all OR account IN (:accounts)) AND (:anyState OR state = :state)
                   AND (:anyOrder OR order_number = :order)
                   AND (:first OR (requested_at, number)
                               < (SELECT requested_at, number FROM returns.rma WHERE number = :after))
                 ORDER BY requested_at DESC, number DESC LIMIT :limit
                """)
                .param("all", query.accounts().isEmpty())
                .param("accounts", query.accounts().filter(ids -> !ids.isEmpty())
                        .map(ids -> ids.stream().map(AccountId::value).toList()).orElse(List.of("")))
                .param("anyState", query.state().isEmpty())
                .param("state", query.state().map(State::label).orElse(""))
                .param("anyOrder", query.order().isEmpty())
                .param("order", query.order().map(OrderNumber::value).orElse(""))
                .param("first", query.after().isEmpty())
                .param("after", query.after().map(ReturnNumber::value).orElse(""))
                .param("limit", Math.min(query.limit(), ReturnQuery.PAGE))
                .query((row, n) -> head(row)).list().stream().map(this::withLines).toList();
    }

    /** Authorised ones whose goods are not all there in time, the longest overdue first. */
    List<ReturnNumber> overdue(Instant now, int most) {
        return jdbc.sql("""
                SELECT number FROM returns.rma
                 WHERE state IN ('authorised', 'received') AND arrive_by < :now AND ended_at IS NULL
                   AND NOT EXISTS (SELECT FROM returns.rma_line l
                                    WHERE l.rma = number AND state = 'received'
                                      AND l.arrived > l.sellable + l.damaged + l.scrapped)
                 ORDER BY arrive_by LIMIT :most FOR UPDATE SKIP LOCKED
                """)
                .param("now", Timestamp.from(now)).param("most", most)
                .query((row, n) -> new ReturnNumber(row.getString("number"))).list();
    }

    private List<Return> read(String sql, Map<String, ?> parameters) {
        return jdbc.sql(sql).params(parameters).query((row, n) -> head(row)).list().stream().map(this::withLines)
                .toList();
    }

    /** A return before its lines are read. */
    private record Head(ReturnNumber number, OrderNumber order, AccountId account, Optional<String> reference, State state,
            Optional<String> text, LocationId warehouse, Money value, Instant requestedAt, Optional<Instant> arriveBy,
            Optional<Instant> endedAt, Optional<CreditMemo> credit) {
    }

    private static Head head(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        return new Head(new ReturnNumber(row.getString("number")), new OrderNumber(row.getString("order_number")),
                new AccountId(row.getString("account")), Optional.ofNullable(row.getString("buyer_reference")),
                State.of(row.getString("state")).orElseThrow(), Optional.ofNullable(row.getString("state_text")),
                new LocationId(row.getString("warehouse")), Money.of(row.getBigDecimal("value"), currency),
                row.getTimestamp("requested_at").toInstant(), instant(row.getTimestamp("arrive_by")),
                instant(row.getTimestamp("ended_at")), credit(row, currency));
    }

    private static Optional<CreditMemo> credit(ResultSet row, Currency currency) throws SQLException {
        BigDecimal net = row.getBigDecimal("credit_net");
        if (net == null) {
            return Optional.empty();
        }
        BigDecimal tax = row.getBigDecimal("credit_tax");
        BigDecimal fee = row.getBigDecimal("credit_fee");
        return Optional.of(new CreditMemo(currency.getCurrencyCode(), net, tax, fee, net.add(tax).subtract(fee),
                Optional.ofNullable(row.getString("credit_reference"))));
    }

    private static Optional<Instant> instant(@Nullable Timestamp at) {
        return Optional.ofNullable(at).map(Timestamp::toInstant);
    }

    private Return withLines(Head head) {
        List<Return.Line> lines = jdbc.sql("""
                SELECT line_no, sku, reason, note, asked, asked_unit, quantity, unit,
                       greatest(arrived, sellable + damaged + scrapped) AS received, sellable, damaged, scrapped
                  FROM returns.rma_line WHERE rma = :rma ORDER BY line_no
                """)
                .param("rma", head.number().value()).query((row, n) -> line(row)).list();
        return new Return(head.number(), head.order(), head.account(), head.reference(), head.state(), head.text(),
                head.warehouse(), head.value(), head.requestedAt(), head.arriveBy(), head.endedAt(), lines, head.credit());
    }

    private static Return.Line line(ResultSet row) throws SQLException {
        Unit unit = Unit.of(row.getString("unit"));
        return new Return.Line(row.getInt("line_no"), new Sku(row.getString("sku")),
                Return.Reason.of(row.getString("reason")).orElseThrow(), Optional.ofNullable(row.getString("note")),
                new Quantity(row.getBigDecimal("asked"), Unit.of(row.getString("asked_unit"))),
                new Quantity(row.getBigDecimal("quantity"), unit), new Quantity(row.getBigDecimal("received"), unit),
                new Quantity(row.getBigDecimal("sellable"), unit), new Quantity(row.getBigDecimal("damaged"), unit),
                new Quantity(row.getBigDecimal("scrapped"), unit));
    }

    Terms terms(ReturnNumber number) {
        return jdbc.sql("SELECT erp_system, fee_percent, rounding, correlation FROM returns.rma WHERE number = :number")
                .param("number", number.value())
                .query((row, n) -> new Terms(row.getString("erp_system"), row.getBigDecimal("fee_percent"),
                        Rounding.valueOf(row.getString("rounding")), row.getString("correlation"))).single();
    }

    /** Moves a return; what is not given stays as it is. */
    void move(ReturnNumber number, State to, Optional<String> text, Optional<Instant> arriveBy, Optional<String> reference,
            Instant now) {
        jdbc.sql("""
                UPDATE returns.rma
                   SET state = :state, state_text = :text, arrive_by = coalesce(:arriveBy::timestamptz, arrive_by),
                       credit_reference = coalesce(:reference, credit_reference),
                       ended_at = CASE WHEN :state IN ('credited', 'refused', 'cancelled', 'lapsed')
                                       THEN :now::timestamptz END
                 WHERE number = :number
                """)
                .param("number", number.value()).param("state", to.label()).param("text", text.orElse(null))
                .param("arriveBy", arriveBy.map(Timestamp::from).orElse(null)).param("reference", reference.orElse(null))
                .param("now", Timestamp.from(now)).update();
    }

    /** Locks what returns have claimed of some lines of an order, until the transaction ends. */
    Map<Integer, BigDecimal> lockClaims(OrderNumber order, Collection<Integer> lines) {
        List<Integer> sorted = lines.stream().distinct().sorted().toList();
        for (int line : sorted) {
            jdbc.sql("""
                    INSERT INTO returns.claim (order_number, line_no, shipped, claimed) VALUES (:order, :line, 0, 0)
                    ON CONFLICT DO NOTHING
                    """)
                    .param("order", order.value()).param("line", line).update();
        }
        return sorted.isEmpty() ? Map.of() : jdbc.sql("""
                SELECT line_no, claimed FROM returns.claim
                 WHERE order_number = :order AND line_no IN (:lines) ORDER BY line_no FOR UPDATE
                """)
                .param("order", order.value()).param("lines", sorted)
                .query((row, n) -> Map.entry(row.getInt("line_no"), row.getBigDecimal("claimed"))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Claims more of a line, or less; the database refuses more than was shipped. */
    void claim(OrderNumber order, int line, BigDecimal shipped, BigDecimal more) {
        jdbc.sql("""
                UPDATE returns.claim SET shipped = :shipped, claimed = claimed + :more
                 WHERE order_number = :order AND line_no = :line
                """)
                .param("order", order.value()).param("line", line).param("shipped", shipped).param("more", more).update();
    }

    /** Gives free what a return has claimed and does not want. */
    void unclaim(OrderNumber order, int line, BigDecimal less) {
        jdbc.sql("""
                UPDATE returns.claim SET claimed = claimed - :less WHERE order_number = :order AND line_no = :line
                """)
                .param("order", order.value()).param("line", line).param("less", less).update();
    }

    /** What a document has said before. */
    Optional<ReturnTelling> told(ReturnNumber number, String document) {
        return jdbc.sql("SELECT content FROM returns.told WHERE rma = :rma AND document = :document")
                .param("rma", number.value()).param("document", document)
                .query((row, n) -> json.read(row.getString("content"), ReturnTelling.class)).optional();
    }

    void tell(ReturnTelling telling) {
        jdbc.sql("""
                INSERT INTO returns.told (rma, document, content, occurred_at) VALUES (:rma, :document, :content::jsonb, :at)
                """)
                .param("rma", telling.number().value()).param("document", telling.document())
                .param("content", json.write(telling)).param("at", Timestamp.from(telling.occurredAt())).update();
    }

    /** More of a line came, or was looked at. */
    void came(ReturnNumber number, int line, BigDecimal arrived, BigDecimal sellable, BigDecimal damaged,
            BigDecimal scrapped) {
        jdbc.sql("""
                UPDATE returns.rma_line
                   SET arrived = arrived + :arrived, sellable = sellable + :sellable, damaged = damaged + :damaged,
                       scrapped = scrapped + :scrapped
                 WHERE rma = :rma AND line_no = :line
                """)
                .param("rma", number.value()).param("line", line).param("arrived", arrived).param("sellable", sellable)
                .param("damaged", damaged).param("scrapped", scrapped).update();
    }

    /** What of a line was said to be there. */
    BigDecimal arrived(ReturnNumber number, int line) {
        return jdbc.sql("SELECT arrived FROM returns.rma_line WHERE rma = :rma AND line_no = :line")
                .param("rma", number.value()).param("line", line).query(BigDecimal.class).single();
    }

    /** What an order's returns were credited: by line. */
    record Credited(int lineNo, String taxClass, BigDecimal base, BigDecimal net, BigDecimal tax) {
    }

    List<Credited> credited(OrderNumber order) {
        return jdbc.sql("""
                SELECT l.line_no, l.tax_class, sum(l.credited) AS base, sum(l.net) AS net, sum(l.tax) AS tax
                  FROM returns.rma r JOIN returns.rma_line l ON l.rma = r.number
                 WHERE r.order_number = :order GROUP BY l.line_no, l.tax_class ORDER BY l.line_no
                """)
                .param("order", order.value())
                .query((row, n) -> new Credited(row.getInt("line_no"), row.getString("tax_class"),
                        row.getBigDecimal("base"), row.getBigDecimal("net"), row.getBigDecimal("tax"))).list();
    }

    String taxClass(ReturnNumber number, int line) {
        return jdbc.sql("SELECT tax_class FROM returns.rma_line WHERE rma = :rma AND line_no = :line")
                .param("rma", number.value()).param("line", line).query(String.class).single();
    }

    /** Writes what is given back. */
    void credit(ReturnNumber number, CreditFigures figures) {
        for (CreditFigures.Line line : figures.lines()) {
            jdbc.sql("""
                    UPDATE returns.rma_line SET credited = :base, net = :net, tax = :tax WHERE rma = :rma AND line_no = :line
                    """)
                    .param("rma", number.value()).param("line", line.lineNo()).param("base", line.base())
                    .param("net", line.net()).param("tax", line.tax()).update();
        }
        jdbc.sql("""
                UPDATE returns.rma SET credit_net = :net, credit_tax = :tax, credit_fee = :fee WHERE number = :rma
                """)
                .param("rma", number.value()).param("net", figures.net()).param("tax", figures.tax())
                .param("fee", figures.fee()).update();
    }

    /** Inspected returns of an order whose credit was not worked out yet. */
    List<ReturnNumber> toCredit(OrderNumber order) {
        return jdbc.sql("""
                SELECT number FROM returns.rma
                 WHERE order_number = :order AND state = 'inspected' AND credit_net IS NULL ORDER BY number
                """)
                .param("order", order.value()).query((row, n) -> new ReturnNumber(row.getString("number"))).list();
    }
}
