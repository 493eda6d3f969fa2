package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.LocationId;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.InvoicePosting;
import io.crossdock.system.connectors.InvoiceSink;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Invoices of what has been shipped, which carry our reference of the shipment as theirs. */
@Component
class TrytonInvoices implements InvoiceSink {

    private final Tryton tryton;
    private final Json json;
    private final Clock clock;

    TrytonInvoices(Tryton tryton, Json json, Clock clock) {
        this.tryton = tryton;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String connector() {
        return Tryton.CONNECTOR;
    }

    @Override
    public Promise promise() {
        return Promise.LOOKUP;
    }

    @Override
    public Outcome post(SystemSettings system, InvoicePosting posting) {
        try {
            List<Sold> sold = tryton.reading(system, conversation ->
                    Sold.as(posting.erpOrder(), posting.documents(), posting.request().order(), conversation));
            if (sold.isEmpty()) {
                return new Outcome.Refused("no-such-sale", system.id() + " has no sale " + posting.erpOrder()
                        + " for order " + posting.request().order() + ".");
            }
            return tryton.writing(system, sold.getFirst().customer(), conversation -> new InvoiceBooking(conversation,
                    posting, LocalDate.ofInstant(clock.instant(), system.zone()))
                    .run(Sold.first(sold, posting.request().from().map(LocationId::value)),
                            invoice -> done(conversation, invoice)));
        } catch (Fault fault) {
            return fault.outcome("not-invoiced");
        }
    }

    @Override
    public Sighting find(SystemSettings system, String shipment) {
        try {
            return tryton.reading(system, conversation -> {
                List<JsonNode> posted = Invoices.under(shipment, conversation).stream().filter(Invoices::posted)
                        .toList();
                return switch (posted.size()) {
                    case 0 -> new Sighting.Absent();
                    case 1 -> sighting(done(conversation, posted.getFirst()));
                    default -> new Sighting.Several(posted.stream()
                            .map(row -> Wire.text(row, "number").orElse("of id " + Wire.id(row))).toList());
                };
            });
        } catch (Fault fault) {
            return new Sighting.Unknown(fault.why());
        }
    }

    private static Sighting sighting(Outcome outcome) {
        return outcome instanceof Outcome.Done(String reference, JsonNode response)
                ? new Sighting.Found(reference, response)
                : new Sighting.Unknown("The invoice cannot be read: " + outcome);
    }

    private Outcome done(Conversation conversation, JsonNode invoice) {
        try {
            ObjectNode response = (ObjectNode) json.tree(Invoices.read(invoice, conversation));
            response.set("answer", invoice);
            return new Outcome.Done(Wire.needed(invoice, "number"), response);
        } catch (IllegalArgumentException unreadable) {
            return new Outcome.Ambiguous("The invoice is posted, but cannot be read: " + unreadable.getMessage() + ".");
        }
    }
}
