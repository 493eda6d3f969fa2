package io.crossdock.system.connectors.estate;

import io.crossdock.system.connectors.LegCancellation;
import io.crossdock.system.connectors.Requests;
import io.crossdock.system.connectors.SinkRules;
import io.crossdock.system.connectors.estate.EstateAtWork.Place;
import java.util.List;

/** What a warehouse of the estate has not sent is given back, once or twice. */
class EstateCancellationContractTest extends EstateDeedContract<LegCancellation> {

    @Override
    protected SinkRules.Subject<LegCancellation> subject() {
        return new EstateSubject<>(estate().counterpart(Place.ATLANTA), new EstateCancellations(estate().http()),
                new EstateSubject.Deed<>(this::givenBack, this::released, leg -> cancellation(leg)));
    }

    private LegCancellation released(String leg) {
        number(new EstateReleases(estate().http()).post(estate().settings(Place.ATLANTA), Requests.release(leg)));
        return cancellation(leg);
    }

    /** Of a leg that it has never heard of. */
    private static LegCancellation cancellation(String leg) {
        return new LegCancellation(leg, "SO-100001", "the buyer cancelled it");
    }

    private List<String> givenBack(String leg) {
        return estate().truth("shipments?releaseId=" + leg).stream()
                .filter(row -> row.path("status").asString().equals("cancelled"))
                .map(row -> row.path("releaseId").asString()).toList();
    }
}
