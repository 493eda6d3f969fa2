package io.crossdock.system.connectors.estate;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.system.connectors.Requests;
import io.crossdock.system.connectors.SinkRules;
import io.crossdock.system.connectors.WarehouseRelease;
import io.crossdock.system.connectors.estate.EstateAtWork.Place;
import java.util.List;

/** A warehouse of the estate knows a release by our leg number. */
class EstateReleaseContractTest extends EstateDeedContract<WarehouseRelease> {

    @Override
    protected SinkRules.Subject<WarehouseRelease> subject() {
        return new EstateSubject<>(estate().counterpart(Place.ATLANTA), new EstateReleases(estate().http()),
                new EstateSubject.Deed<>(this::released, EstateReleaseContractTest::ofTwo, EstateReleaseContractTest::unheardOf),
                new SinkRules.Lines<>(release -> release.lines().stream().map(line -> line(line.lineNo(), line.sku(),
                        line.quantity())).toList(), leg -> lines(estate().truth("shipments?releaseId=" + leg))));
    }

    private static WarehouseRelease ofTwo(String leg) {
        WarehouseRelease release = Requests.release(leg);
        return new WarehouseRelease(leg, release.order(), release.account(), release.shipToId(), release.shipTo(),
                release.shipBy(), List.of(release.lines().getFirst(),
                        new WarehouseRelease.Line(3, new Sku("CD-10002"), Quantity.of("7", "EA"))));
    }

    private static WarehouseRelease unheardOf(String leg) {
        WarehouseRelease release = Requests.release(leg);
        return new WarehouseRelease(leg, release.order(), release.account(), release.shipToId(), release.shipTo(),
                release.shipBy(), List.of(new WarehouseRelease.Line(1, new Sku("CD-99999"), Quantity.of("1", "EA"))));
    }

    private List<String> released(String leg) {
        return estate().truth("shipments?releaseId=" + leg).stream().map(row -> row.path("releaseId").asString()).toList();
    }
}
