package io.crossdock.system.connectors.estate;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.HttpOutcomes;
import io.crossdock.system.connectors.ReleaseSink;
import io.crossdock.system.connectors.WarehouseRelease;
import org.springframework.stereotype.Component;

/** Releases to the estate's warehouses, which know a release by our leg number (contract §3.1). */
@Component
class EstateReleases implements ReleaseSink {

    private final EstateHttp http;
    private final EstateReading reading;

    EstateReleases(EstateHttp http) {
        this.http = http;
        this.reading = EstateReading.ofNumber(http, "releaseId");
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
    public Outcome post(SystemSettings warehouse, WarehouseRelease release) {
        return HttpOutcomes.ofPost(warehouse, http.post(warehouse, "/releases",
                EstateBodies.Release.of(release)), reading);
    }

    @Override
    public Sighting find(SystemSettings warehouse, String leg) {
        return HttpOutcomes.ofGet(warehouse, http.get(warehouse, "/releases/" + EstateHttp.encoded(leg)),
                reading);
    }
}
