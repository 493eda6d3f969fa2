package io.crossdock.platform.replica;

import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** Why the hub is not ready, for this machine: what is open to probes tells no more than that it is not. */
@Component
@Endpoint(id = "awaited")
class AwaitedEndpoint {

    private final Replication replication;

    AwaitedEndpoint(Replication replication) {
        this.replication = replication;
    }

    /** @param awaited sentences, none once the hub is ready */
    record Awaited(List<String> awaited) {
    }

    @ReadOperation
    Awaited awaited() {
        return new Awaited(replication.awaited());
    }
}
