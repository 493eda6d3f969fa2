package io.crossdock.system.connectors.estate;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.HttpOutcomes;
import io.crossdock.system.connectors.InvoicePosting;
import io.crossdock.system.connectors.InvoiceSink;
import io.crossdock.system.connectors.InvoiceSource;
import io.crossdock.system.connectors.PostedInvoice;
import io.crossdock.system.connectors.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Invoices in the estate's ERP, whose invoice call is not idempotent (contract §2.3). */
@Component
class EstateInvoices implements InvoiceSink, InvoiceSource {

    private final EstateHttp http;
    private final EstateBooked booked;
    private final EstateReading reading;

    EstateInvoices(EstateHttp http, EstateBooked booked) {
        this.http = http;
        this.booked = booked;
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

    /** A row that cannot be read in full fails the page: an invoice that is left out would look like one that is missing. */
    @Override
    public InvoiceSource.Answer invoices(SystemSettings erp, Instant since, Optional<String> after) {
        String path = "/invoices?limit=1000&postedSince=" + EstateHttp.encoded(since.toString());
        Reply reply = http.get(erp, after.map(cursor -> path + "&after=" + EstateHttp.encoded(cursor)).orElse(path));
        Optional<JsonNode> list = http.object(reply).filter(each -> each.path("items").isArray());
        if (list.isEmpty()) {
            return new InvoiceSource.Answer.NoAnswer(HttpOutcomes.noAnswer(erp, reply, reading));
        }
        List<Booked> rows = new ArrayList<>();
        for (JsonNode row : list.get().path("items")) {
            Optional<PostedInvoice> invoice = booked.posted(row);
            if (invoice.isEmpty()) {
                return new InvoiceSource.Answer.NoAnswer(erp.id() + " has an invoice that cannot be read: " + row);
            }
            rows.add(new Booked(row.path("externalReference").asString(""), invoice.get()));
        }
        return new InvoiceSource.Answer.Page(rows, HttpOutcomes.text(list.get(), "next"));
    }
}
