package io.crossdock.system.connectors;

import java.util.List;

/**
 * An invoice request together with what the ERP calls the order.
 *
 * @param erpOrder  the ERP's own number of the order
 * @param documents of an order that is several there, each of them
 */
public record InvoicePosting(String erpOrder, List<PostedOrder.Document> documents, InvoiceRequest request) {

    /** Of an order that is one document. */
    public InvoicePosting(String erpOrder, InvoiceRequest request) {
        this(erpOrder, List.of(), request);
    }

    public InvoicePosting {
        documents = List.copyOf(documents);
    }
}
