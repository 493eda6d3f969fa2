package io.crossdock.system.invoicing;

import io.crossdock.canonical.OrderNumber;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads invoices. */
@Component
public class Invoicing {

    /** Type of the fact that tells of an invoice. */
    public static final String POSTED = "invoice.posted";

    private final InvoiceStore store;

    Invoicing(InvoiceStore store) {
        this.store = store;
    }

    public Optional<IssuedInvoice> invoice(String number) {
        return store.byNumber(number);
    }

    /** Invoices of some orders, in the order of posting. */
    public List<IssuedInvoice> ofOrders(Collection<OrderNumber> orders) {
        return store.ofOrders(orders);
    }
}
