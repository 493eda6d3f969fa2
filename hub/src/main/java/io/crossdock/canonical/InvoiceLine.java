package io.crossdock.canonical;

/**
 * One line of an invoice.
 *
 * @param lineNo the line of the order
 * @param unitPrice for one unit of {@code quantity}
 * @param amount as the ERP booked it
 */
public record InvoiceLine(int lineNo, Sku sku, String description, Quantity quantity, Money unitPrice,
        Money amount) {

    public InvoiceLine {
        Text.refuse(lineNo < 1, "line numbers begin at 1");
        Text.bounded(description, 200, "description");
    }
}
