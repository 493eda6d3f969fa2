package io.crossdock.system.connectors.estate;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.HttpOutcomes;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.OrderSink;
import org.springframework.stereotype.Component;

/** Orders in the estate's ERP, whose order call is not idempotent (contract §2.2). */
@Component
class EstateOrders implements OrderSink {

    private final EstateHttp http;
    private final EstateReading reading;

    EstateOrders(EstateHttp http, EstateBooked booked) {
        this.http = http;
        this.reading = new EstateReading(http, booked::order);
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
    public Outcome post(SystemSettings erp, OrderPosting order) {
        return HttpOutcomes.ofPost(erp, http.post(erp, "/orders", EstateBodies.Order.of(order)), reading);
    }

    @Override
    public Sighting find(SystemSettings erp, String reference) {
        return EstateLists.sighting(erp, http,
                http.get(erp, "/orders?externalReference=" + EstateHttp.encoded(reference)), reading);
    }
}
