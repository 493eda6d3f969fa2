package io.crossdock.system.connectors.tryton;

import io.crossdock.system.connectors.LegCancellation;
import io.crossdock.system.connectors.SinkRules;
import java.time.Duration;
import java.util.List;

/** What is not picked yet is given back, once, whichever of the calls is lost. */
class TrytonCancellationContractTest extends TrytonDeedContract<LegCancellation> {

    @Override
    protected SinkRules.Subject<LegCancellation> subject() {
        fake().business().fulfilment().stock("SAF-2001", "CMH", "100000");
        return new TrytonSubject<>(rig().cancellations(), bench().warehouse(), this::done,
                forgetting(this::released), TrytonCancellationContractTest::cancellation,
                Duration.ofSeconds(20));
    }

    private LegCancellation released(String leg) {
        ordered(leg + "-O");
        number(preparing().releases().post(bench().warehouse(), release(leg, leg + "-O")));
        return cancellation(leg);
    }

    private static LegCancellation cancellation(String leg) {
        return new LegCancellation(leg, leg + "-O", "the buyer cancelled it");
    }

    private List<String> done(String leg) {
        return fake().tables().all("stock.shipment.out").stream().filter(row -> row.path("reference").asString("")
                .equals(leg + TrytonCancellations.GIVEN_BACK) && row.path("state").asString().equals("waiting"))
                .map(row -> row.path("number").asString()).toList();
    }
}
