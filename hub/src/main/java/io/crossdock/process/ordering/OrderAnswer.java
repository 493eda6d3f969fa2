package io.crossdock.process.ordering;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the buyer is told when an order is taken: the durable id, the plan and the promises. Also the data of the fact
 * {@code order.accepted}.
 *
 * @param state      {@code accepted}, {@code accepted_pending_erp} or {@code held}
 * @param conditions what the promise depends on, in sentences; empty when on nothing
 */
public record OrderAnswer(UUID id, OrderNumber number, String state, AccountId account,
        Optional<String> buyerReference, String channel, String consumer, String currency, Instant acceptedAt,
        List<Line> lines, List<Leg> legs, Totals totals, List<String> conditions) {

    public OrderAnswer {
        lines = List.copyOf(lines);
        legs = List.copyOf(legs);
        conditions = List.copyOf(conditions);
    }

    /**
     * @param quantity  what was accepted
     * @param unitPrice for one unit of {@code quantity}
     * @param cut       what will not be delivered, in base units, by the account's policy
     * @param promises  when which part arrives, in base units
     */
    public record Line(int lineNo, Optional<String> buyerLine, Sku sku, String description, Quantity quantity,
            BigDecimal unitPrice, BigDecimal net, Optional<Quantity> cut, List<Promise> promises) {
    }

    /** @param estimated whether the day is only an estimate, because the goods have to come in first */
    public record Promise(LegNumber leg, Quantity quantity, LocalDate arrives, boolean estimated) {
    }

    /**
     * @param kind {@code warehouse}, {@code drop_ship} or {@code backorder}
     * @param from the warehouse or supplier; empty for a backorder
     */
    public record Leg(LegNumber number, String kind, Optional<String> from, LocalDate ships, LocalDate arrives) {
    }

    public record Totals(BigDecimal net, BigDecimal freight, BigDecimal tax, BigDecimal total) {
    }
}
