package io.crossdock.system.connectors.estate;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.AmendSink;
import io.crossdock.system.connectors.AmendmentRequest;
import io.crossdock.system.connectors.HttpOutcomes;
import io.crossdock.system.connectors.OrderAmendment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Adds lines to the ERP's orders, which it knows by their numbers, and cancels up to a total; it may be told both again
 * (contract §2.2).
 */
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
    public boolean adds(SystemSettings erp) {
        return true;
    }

    /** What is added and what is cancelled is one booking, whose position is that of the added lines. */
    @Override
    public Outcome post(SystemSettings erp, OrderAmendment amendment) {
        AmendmentRequest request = amendment.request();
        List<Map<String, Object>> cancelled = request.lines().stream().map(line -> Map.<String, Object>of("lineNo",
                line.lineNo(), "quantity", line.cancelled().value(), "unit", line.cancelled().unit())).toList();
        if (request.added().isEmpty()) {
            return HttpOutcomes.ofPost(erp, http.post(erp, path(amendment, "cancel"),
                    Map.of("altogether", true, "lines", cancelled)), reading);
        }
        AmendmentRequest.Charges charges = request.charges().orElseThrow();
        Map<String, Object> body = new LinkedHashMap<>(Map.of("added",
                request.added().stream().map(EstateBodies.OrderLine::of).toList(), "freight", charges.freight(),
                "taxTotal", charges.tax(), "total", charges.total()));
        if (!cancelled.isEmpty()) {
            body.put("lines", cancelled);
        }
        return HttpOutcomes.ofPost(erp, http.post(erp, path(amendment, "amend"), body), reading);
    }

    private static String path(OrderAmendment amendment, String what) {
        return "/orders/" + EstateHttp.encoded(amendment.erpOrder()) + "/" + what;
    }

    /** It is never asked: what was lost is sent again. */
    @Override
    public Sighting find(SystemSettings erp, String key) {
        return new Sighting.Unknown("The ERP is told again what is cancelled and added altogether; it is not asked.");
    }
}
