package io.crossdock.system.connectors.declared;

import io.crossdock.system.connectors.InvoicePosting;
import io.crossdock.system.connectors.InvoiceSink;
import org.springframework.stereotype.Component;

/** {@code operations.invoice.post} of declared connectors. */
@Component
class DeclaredInvoices extends DeclaredSink<InvoicePosting> implements InvoiceSink {

    DeclaredInvoices(DeclaredCalls calls) {
        super("invoice.post", calls);
    }
}
