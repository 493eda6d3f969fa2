package io.crossdock.system.connectors.estate;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.CancelSink;
import io.crossdock.system.connectors.HttpOutcomes;
import io.crossdock.system.connectors.LegCancellation;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Takes releases and purchase orders back; cancelling what is cancelled changes nothing (contract §3.1, §4). */
@Component
class EstateCancellations implements CancelSink {

    private final EstateHttp http;

    EstateCancellations(EstateHttp http) {
        this.http = http;
    }

    @Override
    public String connector() {
        return EstateHttp.CONNECTOR;
    }

    @Override
    public Promise promise() {
        return Promise.NATIVE_KEY;
    }

    @Override
    public Outcome post(SystemSettings place, LegCancellation cancellation) {
        return HttpOutcomes.ofPost(place, http.post(place, path(place, cancellation.leg()) + "/cancel",
                Map.of("reason", cancellation.why())), reading(place));
    }

    @Override
    public Sighting find(SystemSettings place, String leg) {
        return HttpOutcomes.ofGet(place, http.get(place, path(place, leg)), reading(place));
    }

    private static String path(SystemSettings place, String leg) {
        return (place.kind() == SystemSettings.Kind.WMS ? "/releases/" : "/purchase-orders/") + EstateHttp.encoded(leg);
    }

    /** Known is only what is cancelled. */
    private EstateReading reading(SystemSettings place) {
        String number = place.kind() == SystemSettings.Kind.WMS ? "releaseId" : "supplierOrder";
        return new EstateReading(http, row -> HttpOutcomes.text(row, "status").filter("cancelled"::equals)
                .flatMap(cancelled -> HttpOutcomes.text(row, number)).map(found -> new Outcome.Done(found, row))
                .or(Optional::empty));
    }
}
