package io.crossdock.system.connectors.tryton;

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
import java.util.Optional;
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

    /** Whose books are written, and by which sale. */
    private record Sold(long sale, String customer) {
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
            Optional<Sold> sold = tryton.reading(system, conversation -> sold(conversation, posting));
            if (sold.isEmpty()) {
                return new Outcome.Refused("no-such-sale", system.id() + " has no sale " + posting.erpOrder()
                        + " for order " + posting.request().order() + ".");
            }
            return tryton.writing(system, sold.get().customer(), conversation -> new InvoiceBooking(conversation,
                    posting, LocalDate.ofInstant(clock.instant(), system.zone()))
                    .run(sold.get().sale(), invoice -> done(conversation, invoice)));
        } catch (Fault fault) {
            return fault.outcome("not-invoiced");
        }
    }

    private static Optional<Sold> sold(Conversation tryton, InvoicePosting posting) {
        return tryton.search("sale.sale", List.of(List.of("number", "=", posting.erpOrder()),
                List.of("reference", "=", posting.request().order())), Paging.first(1), List.of("party.code")).stream()
                .findFirst().map(row -> new Sold(Wire.id(row),
                        Wire.text(Wire.beyond(row, "party"), "code").orElse("")));
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
