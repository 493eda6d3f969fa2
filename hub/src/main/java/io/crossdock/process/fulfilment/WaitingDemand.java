package io.crossdock.process.fulfilment;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.replica.Replicas;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What orders wait for, by item, in the memory of this process. It is read again twice a second, less often where that
 * would cost more than a twentieth of the time.
 */
@Component
public class WaitingDemand {

    private static final int SHARE = 20;

    private final WaitingStore store;
    private final Clock clock;
    private volatile Held held;
    private long restUntil = System.nanoTime();

    private record Held(Map<Sku, Quantity> bySku, Instant asOf) {
    }

    WaitingDemand(WaitingStore store, Replicas replicas, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.held = new Held(store.bySku(), clock.instant());
        replicas.along(this::look);
    }

    /** How much of an item accepted orders wait for, in its base unit; empty when none does. */
    public Optional<Quantity> of(Sku sku) {
        return Optional.ofNullable(held.bySku().get(sku)).filter(Quantity::isPositive);
    }

    /** Everything that was committed until then is contained. */
    public Instant asOf() {
        return held.asOf();
    }

    private void look() {
        long begun = System.nanoTime();
        if (begun - restUntil < 0) {
            return;
        }
        Instant now = clock.instant();
        held = new Held(store.bySku(), now);
        long end = System.nanoTime();
        restUntil = end + (end - begun) * SHARE;
    }
}
