package io.crossdock.system.connectors.estate;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.HttpOutcomes;
import io.crossdock.system.connectors.InvoicePosting;
import io.crossdock.system.connectors.InvoiceSink;
import org.springframework.stereotype.Component;

/** Invoices in the estate's ERP, whose invoice call is not idempotent (contract §2.3). */
@Component
class EstateInvoices implements InvoiceSink {

    private final EstateHttp http;
    private final EstateReading reading;

    EstateInvoices(EstateHttp http, EstateBooked booked) {
        this.http = http;
        this.reading = new EstateReading(http, booked::invoice);
    }

    @Override
    public String connector() {
        return EstateHttp.CONNECTOR;
    }

    @Override
    public Promise promise() {
        return Promise.LOOKUP;
    }

    @Override
    public Outcome post(SystemSettings erp, InvoicePosting invoice) {
        return HttpOutcomes.ofPost(erp, http.post(erp, "/invoices", EstateBodies.Invoice.of(invoice)),
                reading);
    }

    @Override
    public Sighting find(SystemSettings erp, String shipment) {
        return EstateLists.sighting(erp, http,
                http.get(erp, "/invoices?externalReference=" + EstateHttp.encoded(shipment)), reading);
    }
}
