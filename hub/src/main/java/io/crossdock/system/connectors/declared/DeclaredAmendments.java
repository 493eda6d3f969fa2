package io.crossdock.system.connectors.declared;

import io.crossdock.system.connectors.AmendSink;
import io.crossdock.system.connectors.OrderAmendment;
import org.springframework.stereotype.Component;

/** {@code operations.order.amend} of declared connectors. */
@Component
class DeclaredAmendments extends DeclaredSink<OrderAmendment> implements AmendSink {

    DeclaredAmendments(DeclaredCalls calls) {
        super("order.amend", calls);
    }
}
