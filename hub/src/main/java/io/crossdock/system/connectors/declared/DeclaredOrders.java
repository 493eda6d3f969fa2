package io.crossdock.system.connectors.declared;

import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.OrderSink;
import org.springframework.stereotype.Component;

/** {@code operations.order.post} of declared connectors. */
@Component
class DeclaredOrders extends DeclaredSink<OrderPosting> implements OrderSink {

    DeclaredOrders(DeclaredCalls calls) {
        super("order.post", calls);
    }
}
