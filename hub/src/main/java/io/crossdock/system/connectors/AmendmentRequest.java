package io.crossdock.system.connectors;

import java.util.List;

/**
 * The request of effect {@code order.amend}: what of an order is cancelled altogether.
 *
 * @param order our order number
 * @param lines those of which something is cancelled
 */
public record AmendmentRequest(String order, List<OrderAmendment.Line> lines) {

    public AmendmentRequest {
        lines = List.copyOf(lines);
    }
}
