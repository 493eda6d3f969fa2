package io.crossdock.process.story;

import io.crossdock.canonical.CarrierMilestone;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.json.Json;
import io.crossdock.process.fulfilment.LegFact;
import io.crossdock.process.fulfilment.LegPlan.Origin;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.ordering.OrderAnswer;
import io.crossdock.process.returns.ReturnFact;
import io.crossdock.system.invoicing.IssuedInvoice;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells a buyer how the order goes. Only what is named here is told; everything else stays inside. */
final class BuyerStory {

    private final Json json;

    BuyerStory(Json json) {
        this.json = json;
    }

    List<BuyerEvent> tell(List<Fact> facts) {
        return facts.stream().flatMap(fact -> event(fact).stream()).toList();
    }

    private Optional<BuyerEvent> event(Fact fact) {
        return switch (fact.type()) {
            case "order.accepted" -> Optional.of(accepted(fact));
            case "order.posted" -> of(fact, "confirmed", "Your order is confirmed.");
            case "order.posting_refused" -> of(fact, "held", "Your order is held; we will get in touch with you.");
            case "order.lines_refused" -> of(fact, "not_added", "We could not add to your order what you wanted besides.");
            case "order.closed" -> of(fact, "closed", "Your order is complete.");
            case "order.cancelled" -> of(fact, "cancelled", "Your order is cancelled.");
            case LegFact.PLANNED -> Optional.of(planned(fact));
            case LegFact.PICKING -> leg(fact, "preparing", "is being prepared");
            case LegFact.SHORTED -> shorted(fact);
            case LegFact.SUBSTITUTED -> Optional.of(substituted(fact));
            case LegFact.CALLED_OFF -> calledOff(fact);
            case LegFact.NOT_CALLED_OFF -> of(fact, "not_cancelled", "It was too late to call off shipment "
                    + fact.subject() + ".");
            case LegFact.ACKNOWLEDGED -> Optional.of(acknowledged(fact));
            case LegFact.REDATED -> Optional.of(redated(fact));
            case LegFact.DISPATCHED -> Optional.of(dispatched(fact));
            case LegFact.PROGRESSED, LegFact.DELAYED -> carried(fact);
            case LegFact.DELIVERED -> leg(fact, "delivered", "is delivered");
            case "invoice.posted" -> Optional.of(invoiced(fact));
            default -> ReturnEntries.TYPES.contains(fact.type()) ? back(fact) : Optional.empty();
        };
    }

    private Optional<BuyerEvent> back(Fact fact) {
        String event = fact.type().equals("credit.posted") ? "credited" : fact.type().replace('.', '_');
        return ReturnEntries.forBuyer(fact.type(), json.read(fact.data(), ReturnFact.class)).map(sentence ->
                new BuyerEvent(fact.time(), event, sentence, Optional.empty(), Optional.empty()));
    }

    private static Optional<BuyerEvent> of(Fact fact, String event, String sentence) {
        return Optional.of(new BuyerEvent(fact.time(), event, sentence, Optional.empty(), Optional.empty()));
    }

    private static Optional<BuyerEvent> leg(Fact fact, String event, String what) {
        return Optional.of(new BuyerEvent(fact.time(), event, "Shipment " + fact.subject() + " " + what + ".",
                LegNumber.parse(fact.subject()), Optional.empty()));
    }

    private BuyerEvent accepted(Fact fact) {
        OrderAnswer answer = json.read(fact.data(), OrderAnswer.class);
        String when = answer.legs().stream().map(OrderAnswer.Leg::arrives).max(Comparator.naturalOrder())
                .map(day -> "; everything is promised for " + day + " at the latest").orElse("");
        boolean held = answer.state().equals("held");
        return new BuyerEvent(fact.time(), held ? "held" : "accepted", (held ? "We have your order and are checking it"
                : "We have accepted your order: " + Wording.count(answer.lines().size(), "line") + ", "
                        + Wording.money(answer.totals().total(), answer.currency()) + when) + ".",
                Optional.empty(), Optional.empty());
    }

    private BuyerEvent planned(Fact fact) {
        LegFact.Planned planned = json.read(fact.data(), LegFact.Planned.class);
        boolean waits = planned.plan().origin() instanceof Origin.Backorder;
        return new BuyerEvent(fact.time(), "planned", "Shipment " + planned.leg()
                + (waits ? " waits for goods and is expected for about " : " is planned to arrive on ")
                + planned.plan().promisedFor() + ".", Optional.of(planned.leg()), Optional.empty());
    }

    private Optional<BuyerEvent> shorted(Fact fact) {
        LegFact.Shorted shorted = json.read(fact.data(), LegFact.Shorted.class);
        List<LegReport.Line> later = less(shorted.missing(), shorted.replaced());
        if (shorted.cut().isEmpty() && later.isEmpty()) {
            return Optional.empty();
        }
        String sentence = shorted.cut().isEmpty() ? "We have to send " + lines(later) + " in another shipment."
                : "We cannot deliver " + lines(shorted.cut()) + ".";
        return Optional.of(new BuyerEvent(fact.time(), "short", sentence, Optional.of(shorted.leg()), Optional.empty()));
    }

    private static List<LegReport.Line> less(List<LegReport.Line> lines, List<LegReport.Line> taken) {
        return lines.stream().map(line -> new LegReport.Line(line.lineNo(), line.sku(), line.quantity()
                .minus(taken.stream().filter(each -> each.lineNo() == line.lineNo()).map(LegReport.Line::quantity)
                        .reduce(Quantity.zero(line.quantity().unit()), Quantity::plus))))
                .filter(line -> line.quantity().isPositive()).toList();
    }

    private BuyerEvent substituted(Fact fact) {
        LegFact.Substituted said = json.read(fact.data(), LegFact.Substituted.class);
        return new BuyerEvent(fact.time(), "substituted", "We send " + FactEntries.substitutes(said)
                + ", which we do not have.", Optional.of(said.leg()), Optional.empty());
    }

    /** What is sent instead says it already. */
    private Optional<BuyerEvent> calledOff(Fact fact) {
        LegFact.CalledOff called = json.read(fact.data(), LegFact.CalledOff.class);
        return called.forAnother() ? Optional.empty() : Optional.of(new BuyerEvent(fact.time(), "line_cancelled",
                (fact.origin().actor().equals("hub") ? "" : "As you wished, ") + lines(called.lines())
                        + " will not be sent.",
                Optional.of(called.leg()), Optional.empty()));
    }

    private static String lines(List<LegReport.Line> lines) {
        return lines.stream().map(line -> Wording.quantity(line.quantity()) + " " + line.sku())
                .collect(Collectors.joining(", "));
    }

    private BuyerEvent acknowledged(Fact fact) {
        LegFact.Acknowledged said = json.read(fact.data(), LegFact.Acknowledged.class);
        return new BuyerEvent(fact.time(), "planned", "Shipment " + said.leg() + " leaves on " + said.shipBy()
                + " and arrives on " + said.promisedFor() + ".", Optional.of(said.leg()), Optional.empty());
    }

    private BuyerEvent redated(Fact fact) {
        LegFact.Redated said = json.read(fact.data(), LegFact.Redated.class);
        return new BuyerEvent(fact.time(), said.promisedFor().isAfter(said.promisedBefore()) ? "delayed" : "planned",
                "Shipment " + said.leg() + " waits for goods and is now expected for about " + said.promisedFor() + ".",
                Optional.of(said.leg()), Optional.empty());
    }

    private BuyerEvent dispatched(Fact fact) {
        LegFact.Dispatched shipped = json.read(fact.data(), LegFact.Dispatched.class);
        String tracking = shipped.packages().stream().flatMap(each -> each.tracking().stream())
                .collect(Collectors.joining(", "));
        return new BuyerEvent(fact.time(), "shipped", "Shipment " + shipped.leg() + " has left with "
                + Names.capital(shipped.carrier()) + ": " + Wording.count(shipped.packages().size(), "package") + ".",
                Optional.of(shipped.leg()), Optional.of(tracking).filter(text -> !text.isEmpty()));
    }

    private Optional<BuyerEvent> carried(Fact fact) {
        LegFact.Progressed said = json.read(fact.data(), LegFact.Progressed.class);
        String place = said.place().isBlank() ? "" : " in " + said.place();
        Optional<String> sentence = switch (said.milestone()) {
            case BOOKED -> Optional.empty();
            case PICKED_UP -> Optional.of("has been picked up" + place);
            case IN_TRANSIT -> Optional.of("is on its way" + place);
            case OUT_FOR_DELIVERY -> Optional.of("is out for delivery" + place);
            case DELIVERY_ATTEMPTED -> Optional.of("could not be handed over" + place + "; the carrier will try again");
            case DELIVERED -> Optional.of("was handed over" + place
                    + said.signedBy().map(who -> " and signed for by " + who).orElse(""));
            case EXCEPTION -> Optional.of("is delayed" + said.note().map(note -> ": " + note).orElse(""));
            case RETURNED -> Optional.of("is on its way back to us");
        };
        boolean late = said.milestone() == CarrierMilestone.EXCEPTION;
        return sentence.map(text -> new BuyerEvent(fact.time(), late ? "delayed" : "in_transit",
                FactEntries.sentence("Package " + said.tracking() + " " + text), Optional.of(said.leg()),
                Optional.of(said.tracking())));
    }

    private BuyerEvent invoiced(Fact fact) {
        IssuedInvoice issued = json.read(fact.data(), IssuedInvoice.class);
        return new BuyerEvent(fact.time(), "invoiced", "Invoice " + issued.invoice().number() + " over "
                + Wording.money(issued.invoice().total(), issued.invoice().currency()) + ", due on "
                + issued.invoice().dueOn() + ".", Optional.of(issued.shipment()), Optional.empty());
    }
}
