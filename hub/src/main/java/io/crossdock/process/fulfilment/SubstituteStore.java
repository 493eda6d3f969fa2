package io.crossdock.process.fulfilment;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.json.Json;
import io.crossdock.process.fulfilment.LegFact.Substitute;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which items were sent for which, by line of the order. */
@Repository
class SubstituteStore {

    private final JdbcClient jdbc;
    private final Json json;

    SubstituteStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The next free number of a line that stands for another; two who get the same cannot both keep it. */
    int nextLine(OrderNumber order) {
        return jdbc.sql("""
                SELECT coalesce(max(line_no), :above) + 1 FROM fulfilment.substitute WHERE order_number = :order
                """)
                .param("above", Substitute.ABOVE).param("order", order.value()).query(Integer.class).single();
    }

    List<Integer> insteadOf(OrderNumber order, int lineNo) {
        return jdbc.sql("""
                SELECT line_no FROM fulfilment.substitute WHERE order_number = :order AND instead_of = :line ORDER BY line_no
                """)
                .param("order", order.value()).param("line", lineNo).query(Integer.class).list();
    }

    /** The first word holds. */
    void settle(long fact, String who, String why, Instant now) {
        jdbc.sql("""
                INSERT INTO fulfilment.substitute_settled (fact, who, why, settled_at) VALUES (:fact, :who, :why, :now)
                ON CONFLICT (fact) DO NOTHING
                """)
                .param("fact", fact).param("who", who).param("why", why).param("now", Timestamp.from(now)).update();
    }

    boolean isSettled(long fact) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM fulfilment.substitute_settled WHERE fact = :fact)")
                .param("fact", fact).query(Boolean.class).single();
    }

    private record Row(int line_no, int instead_of, Sku missing, Sku sku, BigDecimal quantity, Unit unit) {
    }

    void insert(LegFact.Substituted said) {
        jdbc.sql("""
                INSERT INTO fulfilment.substitute (order_number, line_no, leg, instead_of, missing, sku, quantity, unit,
                                                   chosen_by, at)
                SELECT :order, line_no, :leg, instead_of, missing, sku, quantity, unit, :by, :at
                  FROM json_to_recordset(:rows::json)
                    AS r(line_no int, instead_of int, missing text, sku text, quantity numeric, unit text)
                """)
                .param("order", said.leg().order().value()).param("leg", said.leg().toString())
                .param("by", said.chosenBy()).param("at", Timestamp.from(said.occurredAt()))
                .param("rows", json.rows(said.substitutes().stream().map(each -> new Row(each.lineNo(), each.insteadOf(),
                        each.missing(), each.sku(), each.quantity().value(), each.quantity().unit())).toList()))
                .update();
    }
}
