package io.crossdock.system.connectors.tryton;

import io.crossdock.system.connectors.SinkRules;
import io.crossdock.system.connectors.WarehouseRelease;
import java.time.Duration;
import java.util.List;

/** A release is the shipment of its sale with goods assigned, once, whichever of the calls is lost. */
class TrytonReleaseContractTest extends TrytonDeedContract<WarehouseRelease> {

    @Override
    protected SinkRules.Subject<WarehouseRelease> subject() {
        fake().business().fulfilment().stock("SAF-2001", "CMH", "100000");
        return new TrytonSubject<>(rig().releases(), bench().warehouse(), this::done,
                forgetting(this::release), leg -> release(leg, "SO-NEVER-BOOKED"),
                Duration.ofSeconds(4));
    }

    private WarehouseRelease release(String leg) {
        ordered(leg + "-O");
        return release(leg, leg + "-O");
    }

    private List<String> done(String leg) {
        return fake().tables().all("stock.shipment.out").stream().filter(row -> row.path("reference").asString("").equals(leg)
                && row.path("state").asString().equals("assigned")).map(row -> row.path("number").asString()).toList();
    }
}
