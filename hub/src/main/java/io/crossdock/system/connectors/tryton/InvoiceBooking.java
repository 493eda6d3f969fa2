package io.crossdock.system.connectors.tryton;

import static java.util.stream.Collectors.joining;

import io.crossdock.canonical.Quantity;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.system.connectors.InvoicePosting;
import io.crossdock.system.connectors.InvoiceRequest;
import io.crossdock.system.connectors.tryton.DropBooking.Dropped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    Outcome run(List<Sold> sales, Function<JsonNode, Outcome> booked) {
        try {
            return carriedOn(sales, booked);
        } catch (Fault fault) {
            if (pressed) {
                return new Outcome.Ambiguous("The invoice was posted, but: " + fault.why());
            }
            throw fault;
        }
    }

    private Outcome carriedOn(List<Sold> sales, Function<JsonNode, Outcome> booked) {
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
                claim(sales);
            } else if (pressed) {
                return new Outcome.Failed(tryton.system().id() + " left the invoice for "
                        + posting.request().shipment() + " a draft when it was told to post it.");
            } else {
                addLoose(sales, Wire.id(ours.getFirst()));
                tryton.press(Invoices.MODEL, "post", List.of(Wire.id(ours.getFirst())));
                pressed = true;
            }
        }
    }

    /** Our reference on the draft that Tryton has made for what left; of several sales on one draft for all of them. */
    private void claim(List<Sold> sales) {
        List<JsonNode> drafts = new ArrayList<>();
        String shipment = posting.request().shipment();
        Map<Integer, Quantity> shipped = shipped();
        Optional<Dropped> dropped = new DropBooking(tryton, sales, shipment, shipped).leave();
        dropped.ifPresent(each -> drafts.add(draft(each.sale(), each.shipment().moveIds())));
        if (dropped.isEmpty()) {
            new Departure(tryton, sales, shipment).of(shipped).forEach((sold, share) -> drafts.add(draft(sold.sale(),
                    new ShipmentBooking(tryton, sold.sale(), shipment, share).leave().moveIds())));
        }
        JsonNode invoice = drafts.getFirst();
        Set<Long> merged = new HashSet<>(Set.of(Wire.id(invoice)));
        drafts.stream().filter(draft -> merged.add(Wire.id(draft))).forEach(draft -> merge(draft, Wire.id(invoice)));
        ObjectNode change = Wire.object().put("reference", posting.request().shipment());
        if (!Invoices.posted(invoice)) {
            change.set("invoice_date", Wire.date(today));
        }
        tryton.write(Invoices.MODEL, List.of(Wire.id(invoice)), change);
    }

    /** Where a sale is processed twice at a time, a move is on two invoices: what another shipment has is not ours. */
    private JsonNode draft(long sale, List<Long> moves) {
        List<JsonNode> holding = Invoices.ofSale(sale, tryton).stream()
                .filter(invoice -> Invoices.holdsMoves(invoice, moves)).toList();
        return holding.stream().filter(invoice -> !isAnothers(invoice)).findFirst().orElseThrow(() -> Fault.busy(
                tryton.system().id() + " has not made the invoice for " + posting.request().shipment() + " yet."
                        + holding.stream().map(invoice -> " What left with it is on the one for "
                                + Wire.text(invoice, "reference").orElseThrow() + ".").collect(joining())));
    }

    private boolean isAnothers(JsonNode invoice) {
        return Wire.text(invoice, "reference").filter(each -> !each.equals(posting.request().shipment()))
                .isPresent();
    }

    private Map<Integer, Quantity> shipped() {
        Map<Integer, Quantity> shipped = new HashMap<>();
        for (InvoiceRequest.Line line : posting.request().lines()) {
            shipped.merge(line.lineNo(), line.quantity(), Quantity::plus);
        }
        return shipped;
    }

    /** Freight goes with the first goods, as it was promised on one document. */
    private void addLoose(List<Sold> sales, long invoice) {
        for (Sold each : sales) {
            Invoices.ofSale(each.sale(), tryton).stream().filter(Invoices::looseDraft)
                    .forEach(loose -> merge(loose, invoice));
        }
    }

    private void merge(JsonNode draft, long into) {
        List<Long> lines = Invoices.lineIds(draft);
        if (!lines.isEmpty()) {
            tryton.write("account.invoice.line", lines, Wire.object().put("invoice", into));
        }
        tryton.delete(Invoices.MODEL, List.of(Wire.id(draft)));
    }
}
