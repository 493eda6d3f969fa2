package io.crossdock.platform.replica;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Up once every available feed has been read whole: before that, orders could only be refused. */
@Component("replicasHealthIndicator")
class ReplicasHealthIndicator implements HealthIndicator {

    private final Replication replication;
    private volatile boolean filled;

    ReplicasHealthIndicator(Replication replication) {
        this.replication = replication;
    }

    @Override
    public Health health() {
        if (!filled) {
            filled = replication.health().stream().filter(Replication.Health::available)
                    .allMatch(feed -> feed.state().filled());
        }
        return filled ? Health.up().build() : Health.outOfService().build();
    }
}
