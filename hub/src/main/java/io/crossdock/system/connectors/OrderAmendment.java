package io.crossdock.system.connectors;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import java.util.List;

/**
 * An amendment together with what the ERP calls the order.
 *
 * @param erpOrder  the ERP's own number of the order
 * @param documents of an order that is several there, each of them
 */
public record OrderAmendment(String erpOrder, List<PostedOrder.Document> documents, AmendmentRequest request) {

    /** Of an order that is one document. */
    public OrderAmendment(String erpOrder, AmendmentRequest request) {
        this(erpOrder, List.of(), request);
    }

    public OrderAmendment {
        documents = List.copyOf(documents);
    }

    /** @param cancelled altogether since the order was booked, in the item's base unit */
    public record Line(int lineNo, Sku sku, Quantity cancelled) {
    }
}
