package io.crossdock.system.connectors.estate;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.HttpOutcomes;
import io.crossdock.system.connectors.PurchaseOrderSink;
import io.crossdock.system.connectors.SupplierOrder;
import org.springframework.stereotype.Component;

/** Purchase orders to the estate's suppliers, which know one by our leg number (contract §4). */
@Component
class EstatePurchaseOrders implements PurchaseOrderSink {

    private final EstateHttp http;
    private final EstateReading reading;

    EstatePurchaseOrders(EstateHttp http) {
        this.http = http;
        this.reading = EstateReading.ofNumber(http, "supplierOrder");
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
    public Outcome post(SystemSettings supplier, SupplierOrder order) {
        return HttpOutcomes.ofPost(supplier,
                http.post(supplier, "/purchase-orders", EstateBodies.PurchaseOrder.of(order)), reading);
    }

    @Override
    public Sighting find(SystemSettings supplier, String leg) {
        return HttpOutcomes.ofGet(supplier, http.get(supplier, "/purchase-orders/" + EstateHttp.encoded(leg)),
                reading);
    }
}
