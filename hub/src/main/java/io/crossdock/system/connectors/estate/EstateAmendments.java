package io.crossdock.system.connectors.estate;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.AmendSink;
import io.crossdock.system.connectors.HttpOutcomes;
import io.crossdock.system.connectors.OrderAmendment;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Cancels lines of the ERP's orders up to a total, which it may be told again (contract §2.2). */
@Component
class EstateAmendments implements AmendSink {

    private final EstateHttp http;
    private final EstateReading reading;

    EstateAmendments(EstateHttp http) {
        this.http = http;
        this.reading = EstateReading.ofNumber(http, "orderNumber");
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
    public Outcome post(SystemSettings erp, OrderAmendment amendment) {
        return HttpOutcomes.ofPost(erp, http.post(erp, "/orders/" + EstateHttp.encoded(amendment.erpOrder()) + "/cancel",
                Map.of("altogether", true, "lines", amendment.request().lines().stream()
                        .map(line -> Map.of("lineNo", line.lineNo(), "quantity", line.cancelled().value(), "unit",
                                line.cancelled().unit())).toList())), reading);
    }

    /** It is never asked: what was lost is sent again. */
    @Override
    public Sighting find(SystemSettings erp, String key) {
        return new Sighting.Unknown("The ERP is told again what is cancelled altogether; it is not asked.");
    }
}
