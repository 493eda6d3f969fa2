package io.crossdock.system.connectors.estate;

import io.crossdock.canonical.Quantity;
import io.crossdock.system.connectors.InvoicePosting;
import io.crossdock.system.connectors.InvoiceRequest;
import io.crossdock.system.connectors.SinkRules;
import io.crossdock.system.connectors.estate.EstateAtWork.Place;
import java.util.List;

/** The invoice call of the estate is not idempotent; half an order is invoiced, so that a second one would be booked, too. */
class EstateInvoiceContractTest extends EstateDeedContract<InvoicePosting> {

    @Override
    protected SinkRules.Subject<InvoicePosting> subject() {
        return new EstateSubject<>(estate().counterpart(Place.ERP), new EstateInvoices(estate().http(), estate().booked()),
                new EstateSubject.Deed<>(this::invoices, reference -> invoice(reference, "12"), reference -> invoice(reference, "1000")),
                new SinkRules.Lines<>(half -> List.of(line(1, "CD-10001", "1", "BX")),
                        shipment -> lines(estate().truth("erp/invoices?externalReference=" + shipment))));
    }

    private InvoicePosting invoice(String shipment, String pieces) {
        String order = shipment + "-O";
        return new InvoicePosting(ordered(order), new InvoiceRequest(shipment, order,
                List.of(new InvoiceRequest.Line(1, Quantity.of(pieces, "EA")))));
    }

    private List<String> invoices(String shipment) {
        return estate().truth("erp/invoices?externalReference=" + shipment).stream()
                .map(row -> row.path("invoiceNumber").asString()).toList();
    }
}
