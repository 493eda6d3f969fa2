package io.crossdock.system.connectors;

/** Books invoices. */
public interface InvoiceSink extends Sink<InvoicePosting> {
}
