package io.crossdock.system.connectors.declared;

import io.crossdock.system.connectors.ReleaseSink;
import io.crossdock.system.connectors.WarehouseRelease;
import org.springframework.stereotype.Component;

/** {@code operations.leg.release} of declared connectors. */
@Component
class DeclaredReleases extends DeclaredSink<WarehouseRelease> implements ReleaseSink {

    DeclaredReleases(DeclaredCalls calls) {
        super("leg.release", calls);
    }
}
