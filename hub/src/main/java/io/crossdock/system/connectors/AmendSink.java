package io.crossdock.system.connectors;

/**
 * Cancels parts of booked orders. An amendment says what is cancelled altogether: given again, or after a later one, it
 * changes nothing.
 */
public interface AmendSink extends Sink<OrderAmendment> {
}
