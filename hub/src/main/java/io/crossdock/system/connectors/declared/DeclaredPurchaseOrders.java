package io.crossdock.system.connectors.declared;

import io.crossdock.system.connectors.SupplierOrder;
import io.crossdock.system.connectors.PurchaseOrderSink;
import org.springframework.stereotype.Component;

/** {@code operations.purchase.order} of declared connectors. */
@Component
class DeclaredPurchaseOrders extends DeclaredSink<SupplierOrder> implements PurchaseOrderSink {

    DeclaredPurchaseOrders(DeclaredCalls calls) {
        super("purchase.order", calls);
    }
}
