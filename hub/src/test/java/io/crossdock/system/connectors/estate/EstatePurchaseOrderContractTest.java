package io.crossdock.system.connectors.estate;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.system.connectors.Requests;
import io.crossdock.system.connectors.SinkRules;
import io.crossdock.system.connectors.SupplierOrder;
import io.crossdock.system.connectors.estate.EstateAtWork.Place;
import java.util.List;

/** A supplier of the estate knows a purchase order by our leg number. */
class EstatePurchaseOrderContractTest extends EstateDeedContract<SupplierOrder> {

    @Override
    protected SinkRules.Subject<SupplierOrder> subject() {
        return new EstateSubject<>(estate().counterpart(Place.NORTHFORGE), new EstatePurchaseOrders(estate().http()),
                new EstateSubject.Deed<>(this::bought, Requests::purchase, EstatePurchaseOrderContractTest::notTheirs),
                new SinkRules.Lines<>(order -> order.lines().stream().map(line -> line(line.lineNo(), line.sku(),
                        line.quantity())).toList(), leg -> lines(estate().rows(Place.NORTHFORGE, "/purchase-orders?poNumber="
                                + leg))));
    }

    private static SupplierOrder notTheirs(String leg) {
        SupplierOrder order = Requests.purchase(leg);
        return new SupplierOrder(leg, order.order(), order.supplier(), order.currency(), order.shipTo(),
                List.of(new SupplierOrder.Line(1, new Sku("CD-10001"), Quantity.of("1", "EA"))));
    }

    private List<String> bought(String leg) {
        return estate().rows(Place.NORTHFORGE, "/purchase-orders?poNumber=" + leg).stream()
                .map(row -> row.path("supplierOrder").asString()).toList();
    }
}
