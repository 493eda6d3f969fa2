package io.crossdock.system.connectors;

/** Has a supplier ship to our buyer. */
public interface PurchaseOrderSink extends Sink<SupplierOrder> {
}
