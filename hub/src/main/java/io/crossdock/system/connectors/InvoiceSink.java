package io.crossdock.system.connectors;

/** Books invoices. The response of what is done or found reads as a {@link PostedInvoice}. */
public interface InvoiceSink extends Sink<InvoicePosting> {
}
