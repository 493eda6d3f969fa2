package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.Quantity;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.system.connectors.InvoicePosting;
import io.crossdock.system.connectors.InvoiceRequest;
import io.crossdock.system.connectors.tryton.Shipments.Shipment;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings an invoice from wherever it stands to being posted. Tryton invoices what it has shipped itself, so its shipment
 * leaves first; the draft that it then makes gets our reference, the freight, and is posted. For one thread.
 */
final class InvoiceBooking {

    private final Conversation tryton;
    private final InvoicePosting posting;
    private final LocalDate today;
    private boolean pressed;

    InvoiceBooking(Conversation tryton, InvoicePosting posting, LocalDate today) {
        this.tryton = tryton;
        this.posting = posting;
        this.today = today;
    }

    /** @param booked what to say of an invoice that is posted */
    Outcome run(long sale, Function<JsonNode, Outcome> booked) {
        try {
            return carriedOn(sale, booked);
        } catch (Fault fault) {
            if (pressed) {
                return new Outcome.Ambiguous("The invoice was posted, but: " + fault.why());
            }
            throw fault;
        }
    }

    private Outcome carriedOn(long sale, Function<JsonNode, Outcome> booked) {
        while (true) {
            List<JsonNode> ours = Invoices.under(posting.request().shipment(), tryton);
            List<JsonNode> posted = ours.stream().filter(Invoices::posted).toList();
            if (posted.size() > 1) {
                return new Outcome.Ambiguous(tryton.system().id() + " has posted " + posting.request().shipment()
                        + " several times.");
            }
            if (posted.size() == 1) {
                return booked.apply(posted.getFirst());
            }
            if (ours.isEmpty()) {
                claim(sale);
            } else if (pressed) {
                return new Outcome.Failed(tryton.system().id() + " left the invoice for "
                        + posting.request().shipment() + " a draft when it was told to post it.");
            } else {
                addLoose(sale, Wire.id(ours.getFirst()));
                tryton.press(Invoices.MODEL, "post", List.of(Wire.id(ours.getFirst())));
                pressed = true;
            }
        }
    }

    /** Our reference on the draft that Tryton has made for what left. */
    private void claim(long sale) {
        Shipment shipment = new ShipmentBooking(tryton, sale, posting.request().shipment(), shipped()).leave();
        Optional<JsonNode> draft = Invoices.ofSale(sale, tryton).stream()
                .filter(invoice -> Invoices.holdsMoves(invoice, shipment.moveIds())).findFirst();
        JsonNode invoice = draft.orElseThrow(() -> Fault.busy(tryton.system().id() + " has not made the invoice for "
                + posting.request().shipment() + " yet."));
        ObjectNode change = Wire.object().put("reference", posting.request().shipment());
        if (!Invoices.posted(invoice)) {
            change.set("invoice_date", Wire.date(today));
        }
        tryton.write(Invoices.MODEL, List.of(Wire.id(invoice)), change);
    }

    private Map<Integer, Quantity> shipped() {
        Map<Integer, Quantity> shipped = new HashMap<>();
        for (InvoiceRequest.Line line : posting.request().lines()) {
            shipped.merge(line.lineNo(), line.quantity(), Quantity::plus);
        }
        return shipped;
    }

    /** Freight goes with the first goods, as it was promised on one document. */
    private void addLoose(long sale, long invoice) {
        for (JsonNode loose : Invoices.ofSale(sale, tryton).stream().filter(Invoices::looseDraft).toList()) {
            List<Long> lines = Invoices.lineIds(loose);
            if (!lines.isEmpty()) {
                tryton.write("account.invoice.line", lines, Wire.object().put("invoice", invoice));
            }
            tryton.delete(Invoices.MODEL, List.of(Wire.id(loose)));
        }
    }
}
