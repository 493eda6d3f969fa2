package io.crossdock.system.connectors;

import java.util.List;

/**
 * The request of effect {@code order.withdraw}: an order that is in the books once too often is cancelled there.
 *
 * @param order  our order number
 * @param number the books' own number of the one that goes
 * @param lines  everything that it holds
 */
public record Withdrawal(String order, String number, List<OrderAmendment.Line> lines) {

    public Withdrawal {
        lines = List.copyOf(lines);
    }
}
