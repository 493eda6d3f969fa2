package io.crossdock.system.connectors;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;

/**
 * An amendment together with what the ERP calls the order.
 *
 * @param erpOrder the ERP's own number of the order
 */
public record OrderAmendment(String erpOrder, AmendmentRequest request) {

    /** @param cancelled altogether since the order was booked, in the item's base unit */
    public record Line(int lineNo, Sku sku, Quantity cancelled) {
    }
}
