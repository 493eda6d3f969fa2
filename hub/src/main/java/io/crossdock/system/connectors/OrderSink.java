package io.crossdock.system.connectors;

/** Books orders. The response of what is done or found reads as a {@link PostedOrder}. */
public interface OrderSink extends Sink<OrderPosting> {
}
