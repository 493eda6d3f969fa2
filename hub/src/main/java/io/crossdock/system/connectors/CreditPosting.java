package io.crossdock.system.connectors;

/**
 * A credit request together with what the ERP calls the order.
 *
 * @param erpOrder the ERP's own number of the order
 */
public record CreditPosting(String erpOrder, CreditRequest request) {
}
