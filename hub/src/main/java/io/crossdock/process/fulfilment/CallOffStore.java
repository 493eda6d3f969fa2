package io.crossdock.process.fulfilment;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.json.Json;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What places were asked to give back. */
@Repository
class CallOffStore {

    private final JdbcClient jdbc;
    private final Json json;

    CallOffStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Row(LegNumber leg, int line_no, BigDecimal quantity) {
    }

    private record Asked(LegNumber leg, int lineNo, Quantity quantity) {
    }

    /** What is asked for and not answered yet. */
    Map<LegNumber, Map<Integer, Quantity>> asked(OrderNumber order) {
        Map<LegNumber, Map<Integer, Quantity>> asked = new HashMap<>();
        jdbc.sql("""
                SELECT c.leg, c.line_no, c.quantity, l.unit FROM fulfilment.leg g
                  JOIN fulfilment.call_off c ON c.leg = g.number JOIN fulfilment.leg_line l USING (leg, line_no)
                 WHERE g.order_number = :order AND c.state = 'asked'
                """)
                .param("order", order.value())
                .query((row, n) -> new Asked(LegNumber.parse(row.getString("leg")).orElseThrow(), row.getInt("line_no"),
                        new Quantity(row.getBigDecimal("quantity"), Unit.of(row.getString("unit")))))
                .list().forEach(each -> asked.computeIfAbsent(each.leg(), leg -> new HashMap<>())
                        .put(each.lineNo(), each.quantity()));
        return asked;
    }

    /** Those of some legs of which something is asked for and not answered yet. */
    List<LegNumber> asked(Collection<LegNumber> legs) {
        return legs.isEmpty() ? List.of() : jdbc.sql("""
                SELECT DISTINCT leg FROM fulfilment.call_off WHERE leg IN (:legs) AND state = 'asked'
                """)
                .param("legs", legs.stream().map(LegNumber::toString).distinct().toList()).query(String.class).list()
                .stream().map(leg -> LegNumber.parse(leg).orElseThrow()).toList();
    }

    /** Asked twice for parts of one line, it is asked for both. */
    void ask(List<CallOff> parts, String who, Instant now) {
        if (parts.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO fulfilment.call_off AS c (leg, line_no, quantity, state, asked_at, asked_by)
                SELECT leg, line_no, quantity, 'asked', :now, :who
                  FROM json_to_recordset(:rows::json) AS r(leg text, line_no int, quantity numeric)
                ON CONFLICT (leg, line_no) WHERE state = 'asked' DO UPDATE SET quantity = c.quantity + excluded.quantity
                """)
                .param("rows", json.rows(parts.stream().map(part -> new Row(part.leg(), part.lineNo(),
                        part.quantity().value())).toList()))
                .param("now", Timestamp.from(now)).param("who", who).update();
    }

    void givenBack(LegNumber leg, Instant now) {
        jdbc.sql("""
                UPDATE fulfilment.call_off SET state = 'given_back', settled_at = :now WHERE leg = :leg AND state = 'asked'
                """)
                .param("leg", leg.toString()).param("now", Timestamp.from(now)).update();
    }

    /**
     * What comes short need not be given back: it is taken off what is asked for.
     *
     * @param left what is still asked for of each line; zero settles it
     */
    void leave(LegNumber leg, Map<Integer, Quantity> left, Instant now) {
        jdbc.sql("""
                UPDATE fulfilment.call_off c
                   SET quantity = CASE WHEN r.quantity > 0 THEN r.quantity ELSE c.quantity END,
                       state = CASE WHEN r.quantity > 0 THEN 'asked' ELSE 'given_back' END,
                       settled_at = CASE WHEN r.quantity > 0 THEN NULL ELSE :now::timestamptz END
                  FROM json_to_recordset(:rows::json) AS r(leg text, line_no int, quantity numeric)
                 WHERE c.leg = r.leg AND c.line_no = r.line_no AND c.state = 'asked'
                """)
                .param("rows", json.rows(left.entrySet().stream().map(each -> new Row(leg, each.getKey(),
                        each.getValue().value())).toList()))
                .param("now", Timestamp.from(now)).update();
    }

    /** @return how many lines of the leg were asked for */
    int tooLate(LegNumber leg, String why, Instant now) {
        return jdbc.sql("""
                UPDATE fulfilment.call_off SET state = 'too_late', settled_at = :now, why = :why
                 WHERE leg = :leg AND state = 'asked'
                """)
                .param("leg", leg.toString()).param("why", why).param("now", Timestamp.from(now)).update();
    }
}
