package io.crossdock.system.connectors.tryton;

import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.SinkContract;
import io.crossdock.system.connectors.SinkRules;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** The contract against a running Tryton. Not named as a test: it is chosen by hand, see {@code examples/tryton}. */
class RealTrytonOrderContract extends SinkContract<OrderPosting> {

    private final Rig rig = Rig.of(Path.of(System.getProperty("tryton.secrets", "secrets")), Clock.systemUTC());

    @Override
    protected SinkRules.Subject<OrderPosting> subject() {
        return new TrytonSubject<>(rig.orders(), RealTryton.settings(RealTryton.url()),
                reference -> RealTryton.booked(rig, reference), RealTryton::order, RealTryton::declined,
                Duration.ofSeconds(100));
    }
}
