package io.crossdock.system.connectors.declared;

import io.crossdock.system.connectors.CancelSink;
import io.crossdock.system.connectors.LegCancellation;
import org.springframework.stereotype.Component;

/** {@code operations.leg.cancel} of declared connectors. */
@Component
class DeclaredCancellations extends DeclaredUndoing<LegCancellation> implements CancelSink {

    DeclaredCancellations(DeclaredCalls calls) {
        super("leg.cancel", calls);
    }
}
