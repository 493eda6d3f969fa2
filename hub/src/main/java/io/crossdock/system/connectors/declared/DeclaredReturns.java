package io.crossdock.system.connectors.declared;

import io.crossdock.system.connectors.ReturnAnnouncement;
import io.crossdock.system.connectors.ReturnSink;
import org.springframework.stereotype.Component;

/** {@code operations.return.announce} of declared connectors. */
@Component
class DeclaredReturns extends DeclaredSink<ReturnAnnouncement> implements ReturnSink {

    DeclaredReturns(DeclaredCalls calls) {
        super("return.announce", calls);
    }
}
