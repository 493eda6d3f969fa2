package io.crossdock.system.connectors;

/** Books orders. */
public interface OrderSink extends Sink<OrderPosting> {
}
