package io.crossdock.system.connectors.estate;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.HttpOutcomes;
import io.crossdock.system.connectors.ReturnAnnouncement;
import io.crossdock.system.connectors.ReturnSink;
import org.springframework.stereotype.Component;

/** Returns announced to the estate's warehouses, which know them by our number (contract §3.4). */
@Component
class EstateReturns implements ReturnSink {

    private final EstateHttp http;
    private final EstateReading reading;

    EstateReturns(EstateHttp http) {
        this.http = http;
        this.reading = EstateReading.ofNumber(http, "rma");
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
    public Outcome post(SystemSettings warehouse, ReturnAnnouncement back) {
        return HttpOutcomes.ofPost(warehouse, http.post(warehouse, "/returns", EstateReturnBodies.Announced.of(back)),
                reading);
    }

    @Override
    public Sighting find(SystemSettings warehouse, String rma) {
        return HttpOutcomes.ofGet(warehouse, http.get(warehouse, "/returns/" + EstateHttp.encoded(rma)), reading);
    }
}
