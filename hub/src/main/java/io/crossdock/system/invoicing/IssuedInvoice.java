package io.crossdock.system.invoicing;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.system.connectors.PostedInvoice;
import java.math.BigDecimal;
import java.util.List;

/**
 * An invoice and what it is for. Also the data of the fact {@code invoice.posted}.
 *
 * @param system  who posted it
 * @param shipped what of the order it covers
 */
public record IssuedInvoice(String system, LegNumber shipment, OrderNumber order, AccountId account,
        PostedInvoice invoice, List<Covered> shipped) {

    public IssuedInvoice {
        shipped = List.copyOf(shipped);
    }

    /** @param base in base units */
    public record Covered(int lineNo, BigDecimal base) {
    }
}
