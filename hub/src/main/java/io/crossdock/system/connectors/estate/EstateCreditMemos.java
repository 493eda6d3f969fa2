package io.crossdock.system.connectors.estate;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.CreditPosting;
import io.crossdock.system.connectors.CreditSink;
import io.crossdock.system.connectors.HttpOutcomes;
import org.springframework.stereotype.Component;

/** Credit memos in the estate's ERP, whose call is not idempotent (contract §2.4). */
@Component
class EstateCreditMemos implements CreditSink {

    private final EstateHttp http;
    private final EstateReading reading;

    EstateCreditMemos(EstateHttp http) {
        this.http = http;
        this.reading = EstateReading.ofNumber(http, "creditNumber");
    }

    @Override
    public String connector() {
        return EstateHttp.CONNECTOR;
    }

    @Override
    public Promise promise() {
        return Promise.LOOKUP;
    }

    @Override
    public Outcome post(SystemSettings erp, CreditPosting credit) {
        return HttpOutcomes.ofPost(erp, http.post(erp, "/credit-memos", EstateReturnBodies.Credit.of(credit)), reading);
    }

    @Override
    public Sighting find(SystemSettings erp, String rma) {
        return EstateLists.sighting(erp, http,
                http.get(erp, "/credit-memos?externalReference=" + EstateHttp.encoded(rma)), reading);
    }
}
