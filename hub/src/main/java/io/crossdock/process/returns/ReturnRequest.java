package io.crossdock.process.returns;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Return.Reason;
import io.crossdock.canonical.Unit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What a buyer wants to send back. */
public record ReturnRequest(OrderNumber order, Optional<String> buyerReference, List<Line> lines) {

    public ReturnRequest {
        lines = List.copyOf(lines);
    }

    /**
     * @param lineNo of the order
     * @param unit   any unit of the item; as ordered when empty
     */
    public record Line(int lineNo, BigDecimal quantity, Optional<Unit> unit, Reason reason, Optional<String> note) {

        Quantity in(Unit otherwise) {
            return new Quantity(quantity, unit.orElse(otherwise));
        }
    }
}
