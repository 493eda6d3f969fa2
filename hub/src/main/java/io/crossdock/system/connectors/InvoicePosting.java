package io.crossdock.system.connectors;

/**
 * An invoice request together with what the ERP calls the order.
 *
 * @param erpOrder the ERP's own number of the order
 */
public record InvoicePosting(String erpOrder, InvoiceRequest request) {
}
