package io.crossdock.process.story;

import io.crossdock.canonical.CarrierMilestone;
import io.crossdock.canonical.LegNumber;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.json.Json;
import io.crossdock.process.fulfilment.LegFact;
import io.crossdock.process.fulfilment.LegPlan.Origin;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.ordering.OrderAnswer;
import io.crossdock.process.returns.ReturnFact;
import io.crossdock.process.story.Entry.Kind;
import io.crossdock.process.story.Entry.Links;
import io.crossdock.system.invoicing.IssuedInvoice;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/** Tells facts of an order in sentences. */
final class FactEntries {

    /** A source's own time is told only when it is far from ours. */
    private static final Duration SAME_TIME = Duration.ofMinutes(1);

    private final Json json;
    private final String customer;
    private final Map<LegNumber, Origin> origins;
    private final Names names;
    private final Wording wording;

    FactEntries(Json json, String customer, Map<LegNumber, Origin> origins, Names names, Wording wording) {
        this.json = json;
        this.customer = customer;
        this.origins = origins;
        this.names = names;
        this.wording = wording;
    }

    private record Told(Lane lane, Kind kind, String label, String sentence) {
    }

    /** Empty for facts that other entries tell already. */
    Optional<Entry> tell(Fact fact, Optional<UUID> message) {
        return told(fact).map(told -> new Entry(new When.At(fact.time()), told.lane(), told.kind(), told.label(),
                told.sentence(), Links.fact(fact.position(), message), Optional.empty()));
    }

    private Optional<Told> told(Fact fact) {
        try {
            return switch (fact.type()) {
                case "message.received", "effect.done", "effect.refused", "effect.in_doubt", "effect.parked",
                        "effect.skipped", "effect.retried", LegFact.REQUESTED -> Optional.empty();
                case "message.conflicted" -> Optional.of(new Told(Lane.HUB, Kind.TROUBLE, "conflict",
                        "A message came again under the same key with another content; it was kept aside."));
                case "order.accepted" -> Optional.of(accepted(json.read(fact.data(), OrderAnswer.class)));
                case "order.posted", "order.amended", "order.posting_refused", "order.lines_refused", "order.closed",
                        "order.cancelled" -> Optional.of(ofOrder(fact));
                case LegFact.PLANNED -> Optional.of(planned(json.read(fact.data(), LegFact.Planned.class)));
                case LegFact.SHORTED -> Optional.of(shorted(json.read(fact.data(), LegFact.Shorted.class)));
                case LegFact.SUBSTITUTED -> Optional.of(substituted(json.read(fact.data(), LegFact.Substituted.class)));
                case LegFact.CALLED_OFF -> Optional.of(calledOff(json.read(fact.data(), LegFact.CalledOff.class)));
                case LegFact.NOT_CALLED_OFF -> Optional.of(notCalledOff(json.read(fact.data(),
                        LegFact.NotCalledOff.class)));
                case "order.changed", "order.change_refused" -> Optional.of(changed(fact));
                case LegFact.DISPATCHED -> Optional.of(left(json.read(fact.data(), LegFact.Dispatched.class), fact));
                case LegFact.ACKNOWLEDGED ->
                    Optional.of(acknowledged(json.read(fact.data(), LegFact.Acknowledged.class)));
                case LegFact.REDATED -> Optional.of(redated(json.read(fact.data(), LegFact.Redated.class)));
                case LegFact.PROGRESSED, LegFact.DELAYED ->
                    Optional.of(carried(json.read(fact.data(), LegFact.Progressed.class), fact));
                case LegFact.RELEASED, LegFact.PICKING, LegFact.PICKED, LegFact.PACKED, LegFact.CANCELLED,
                        LegFact.DELIVERED -> Optional.of(moved(json.read(fact.data(), LegFact.Moved.class), fact));
                case "invoice.posted" -> Optional.of(invoiced(json.read(fact.data(), IssuedInvoice.class)));
                default -> Optional.of(ReturnEntries.TYPES.contains(fact.type()) ? back(fact) : other(fact));
            };
        } catch (JacksonException olderShape) {
            return Optional.of(other(fact));
        }
    }

    private Told accepted(OrderAnswer answer) {
        String promise = answer.legs().stream().map(OrderAnswer.Leg::arrives).max(Comparator.naturalOrder())
                .map(day -> ", promised for " + wording.day(day)).orElse("");
        String state = switch (answer.state()) {
            case "held" -> "Taken and held for " + customer + ": the ERP has a say first. ";
            case "accepted_pending_erp" -> "Accepted for " + customer + " while the ERP did not answer. ";
            default -> "Accepted for " + customer + ". ";
        };
        return new Told(Lane.HUB, Kind.MILESTONE, answer.state().equals("held") ? "Held" : "Accepted", state
                + Wording.count(answer.lines().size(), "line") + ", "
                + Wording.money(answer.totals().total(), answer.currency()) + ", "
                + Wording.count(answer.legs().size(), "shipment") + promise + ".");
    }

    private Told ofOrder(Fact fact) {
        String system = names.of(fact.data().path("system").asString("erp"));
        return switch (fact.type()) {
            case "order.posted" -> new Told(names.lane(fact.data().path("system").asString("erp")), Kind.MILESTONE,
                    fact.data().path("reference").asString(""),
                    "Booked in " + system + " as " + fact.data().path("reference").asString("?") + ".");
            case "order.amended" -> new Told(names.lane(fact.data().path("system").asString("erp")), Kind.MILESTONE,
                    "amended", Names.capital(system) + " has what was added to the order.");
            case "order.posting_refused" -> new Told(Lane.HUB, Kind.TROUBLE, "Refused",
                    sentence(Names.capital(system) + " refused the order: " + fact.data().path("reason").asString("")));
            case "order.lines_refused" -> new Told(Lane.HUB, Kind.TROUBLE, "Not added", sentence(Names.capital(system)
                    + " did not take what was added to the order, and it is given up with its goods: "
                    + fact.data().path("reason").asString("")));
            case "order.closed" -> new Told(Lane.HUB, Kind.MILESTONE, "Complete",
                    "Complete: everything is shipped or cancelled, and invoiced.");
            default -> new Told(Lane.HUB, Kind.MILESTONE, "Cancelled", "Cancelled: nothing of it will be shipped.");
        };
    }

    private Told planned(LegFact.Planned planned) {
        String from = switch (planned.plan().origin()) {
            case Origin.Warehouse(var location) -> "from warehouse " + location;
            case Origin.DropShip(var supplier) -> "from supplier " + Names.capital(supplier.value());
            case Origin.Backorder() -> "as a backorder, until goods come in";
        };
        return new Told(Lane.HUB, Kind.DECISION, "planned", "Shipment " + planned.leg() + " planned " + from
                + ", promised for " + wording.day(planned.plan().promisedFor()) + ": "
                + planned.plan().lines().stream().map(line -> Wording.quantity(line.quantity()) + " " + line.sku())
                        .collect(Collectors.joining(", ")) + ".");
    }

    private Told shorted(LegFact.Shorted shorted) {
        String cut = shorted.cut().isEmpty() ? "Another way was sought for it."
                : "The account's policy says that " + lines(shorted.cut()) + " will not be delivered.";
        return new Told(lane(shorted.leg()), Kind.TROUBLE, "short", Names.capital(place(shorted.leg())) + " is short on "
                + shorted.leg() + ": " + lines(shorted.missing()) + " missing. " + cut);
    }

    private Told substituted(LegFact.Substituted said) {
        String by = said.afterAll().isPresent() ? "It is taken after all, says " + said.afterAll().get().who() + ": "
                : said.chosenBy().equals("hub") ? "The account takes other items: "
                : Names.capital(place(said.leg())) + " has put in another item, and the account takes it: ";
        return new Told(lane(said.leg()), Kind.DECISION, "instead", by + substitutes(said) + ".");
    }

    /** {@code 4 EA MARKER instead of 4 EA PEN}. */
    static String substitutes(LegFact.Substituted said) {
        return said.substitutes().stream().map(each -> Wording.quantity(each.quantity()) + " " + each.sku() + " instead of "
                + Wording.quantity(each.quantity()) + " " + each.missing()).collect(Collectors.joining(", "));
    }

    private Told calledOff(LegFact.CalledOff called) {
        return new Told(lane(called.leg()), Kind.DECISION, "called off", "Of " + called.leg() + ", " + lines(called.lines())
                + " will not be delivered: " + called.why() + ".");
    }

    private Told notCalledOff(LegFact.NotCalledOff said) {
        return new Told(lane(said.leg()), Kind.TROUBLE, "too late", sentence("Shipment " + said.leg()
                + " could not be called off: " + said.why()));
    }

    private Told changed(Fact fact) {
        String says = Stream.of("lines", "added", "days")
                .flatMap(part -> fact.data().path("answer").path(part).valueStream())
                .map(line -> line.path("says").asString("")).collect(Collectors.joining(" "));
        String reason = fact.data().path("reason").asString("");
        boolean refused = fact.type().equals("order.change_refused");
        return new Told(Lane.HUB, Kind.DECISION, refused ? "not changed" : "changed",
                sentence((refused ? "A change was asked for, too late, by " : "The order was changed by ")
                + Names.actor(fact.origin().actor()) + (reason.isEmpty() ? "" : " (" + reason + ")")
                + (says.isEmpty() ? "" : ". " + says)));
    }

    private static String lines(List<LegReport.Line> lines) {
        return lines.stream().map(line -> Wording.quantity(line.quantity()) + " " + line.sku())
                .collect(Collectors.joining(", "));
    }

    private Told left(LegFact.Dispatched shipped, Fact fact) {
        String tracking = shipped.packages().stream().flatMap(each -> each.tracking().stream())
                .limit(3).collect(Collectors.joining(", "));
        return new Told(lane(shipped.leg()), Kind.MILESTONE, "Shipped", "Shipment " + shipped.leg() + " left "
                + place(shipped.leg()) + " with " + Names.capital(shipped.carrier()) + ": "
                + Wording.count(shipped.packages().size(), "package") + (tracking.isEmpty() ? "" : " (" + tracking + ")")
                + ", " + lines(shipped.lines()) + "." + reported(shipped.occurredAt(), fact));
    }

    private Told acknowledged(LegFact.Acknowledged said) {
        return new Told(lane(said.leg()), Kind.DECISION, "confirmed", Names.capital(place(said.leg()))
                + " confirmed " + said.leg() + ": leaves " + wording.day(said.shipBy()) + ", arrives "
                + wording.day(said.promisedFor()) + ".");
    }

    private Told redated(LegFact.Redated said) {
        boolean later = said.promisedFor().isAfter(said.promisedBefore());
        return new Told(Lane.HUB, later ? Kind.TROUBLE : Kind.DECISION, later ? "later" : "earlier",
                "Shipment " + said.leg() + " is promised for " + wording.day(said.promisedFor()) + " instead of "
                        + wording.day(said.promisedBefore()) + ": " + said.why() + ".");
    }

    private Told carried(LegFact.Progressed said, Fact fact) {
        String place = said.place().isBlank() ? "" : " in " + said.place();
        String package_ = "package " + said.tracking();
        String sentence = switch (said.milestone()) {
            case BOOKED -> "knows of " + package_;
            case PICKED_UP -> "picked up " + package_ + place;
            case IN_TRANSIT -> "scanned " + package_ + " on its way" + place;
            case OUT_FOR_DELIVERY -> "has " + package_ + " out for delivery" + place;
            case DELIVERY_ATTEMPTED -> "tried to deliver " + package_ + place + "; nobody was there";
            case DELIVERED -> "delivered " + package_ + place
                    + said.signedBy().map(who -> ", signed by " + who).orElse("");
            case EXCEPTION -> "reports trouble with " + package_ + place;
            case RETURNED -> "brings " + package_ + " back";
        };
        boolean trouble = said.milestone() == CarrierMilestone.EXCEPTION
                || said.milestone() == CarrierMilestone.DELIVERY_ATTEMPTED
                || said.milestone() == CarrierMilestone.RETURNED;
        return new Told(Names.carrier(said.carrier()), trouble ? Kind.TROUBLE : Kind.MESSAGE, label(said.milestone()),
                Names.capital(said.carrier()) + " " + sentence + said.note().map(note -> ": " + note).orElse("") + "."
                        + reported(said.occurredAt(), fact));
    }

    private static String label(CarrierMilestone milestone) {
        return milestone.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private Told moved(LegFact.Moved moved, Fact fact) {
        String leg = moved.leg().toString();
        String place = place(moved.leg());
        return switch (moved.state()) {
            case RELEASED -> new Told(lane(moved.leg()), Kind.MESSAGE, "in work",
                    Names.capital(place) + " took " + leg + " into work.");
            case PICKING -> new Told(lane(moved.leg()), Kind.MESSAGE, "picking",
                    Names.capital(place) + " is picking " + leg + ".");
            case PICKED -> new Told(lane(moved.leg()), Kind.MESSAGE, "picked",
                    Names.capital(place) + " has picked " + leg + (moved.lines().isEmpty() ? "" : ": "
                            + lines(moved.lines())) + ".");
            case PACKED -> new Told(lane(moved.leg()), Kind.MESSAGE, "packed",
                    Names.capital(place) + " has packed " + leg + ".");
            case DELIVERED -> new Told(Lane.HUB, Kind.MILESTONE, "Delivered",
                    "Shipment " + leg + " is delivered." + reported(moved.occurredAt(), fact));
            case CANCELLED -> new Told(lane(moved.leg()), Kind.DECISION, "cancelled",
                    "Shipment " + leg + " was cancelled at " + place + ".");
            case WAITING, PLANNED, REQUESTED, SHIPPED, SHORTED -> new Told(lane(moved.leg()), Kind.MESSAGE,
                    moved.state().label(), "Shipment " + leg + " is " + moved.state().label() + ".");
        };
    }

    private Told invoiced(IssuedInvoice issued) {
        return new Told(Names.finance(), Kind.MILESTONE, issued.invoice().number(), "Invoice "
                + issued.invoice().number() + " over " + Wording.money(issued.invoice().total(),
                        issued.invoice().currency()) + " for shipment " + issued.shipment() + ", due "
                + wording.day(issued.invoice().dueOn()) + ".");
    }

    private Told back(Fact fact) {
        ReturnFact said = json.read(fact.data(), ReturnFact.class);
        String warehouse = said.current().warehouse().value();
        Lane lane = switch (fact.type()) {
            case ReturnFact.RECEIVED, ReturnFact.INSPECTED -> Names.warehouse(warehouse);
            case ReturnFact.CREDIT_POSTED, ReturnFact.CREDIT_REFUSED -> Names.finance();
            default -> Lane.HUB;
        };
        Kind kind = switch (fact.type()) {
            case ReturnFact.REFUSED, ReturnFact.LAPSED, ReturnFact.CREDIT_REFUSED -> Kind.TROUBLE;
            case ReturnFact.RECEIVED, ReturnFact.INSPECTED -> Kind.MESSAGE;
            case ReturnFact.CREDIT_POSTED, ReturnFact.AUTHORISED -> Kind.MILESTONE;
            default -> Kind.DECISION;
        };
        return new Told(lane, kind, fact.type().equals(ReturnFact.CREDIT_POSTED) ? "Credited" : fact.type()
                .substring(fact.type().indexOf('.') + 1), ReturnEntries.sentence(fact.type(), said, wording));
    }

    private static Told other(Fact fact) {
        String words = Names.capital(fact.type().replace('.', ' ').replace('_', ' '));
        return new Told(Lane.HUB, Kind.DECISION, words, words + " (" + fact.subject() + ").");
    }

    private String reported(Instant occurredAt, Fact fact) {
        Duration apart = Duration.between(occurredAt, fact.time()).abs();
        return apart.compareTo(SAME_TIME) < 0 ? "" : " It happened " + wording.atTime(occurredAt) + ".";
    }

    private Lane lane(LegNumber leg) {
        return switch (origins.getOrDefault(leg, new Origin.Backorder())) {
            case Origin.Warehouse(var location) -> Names.warehouse(location.value());
            case Origin.DropShip(var supplier) -> Names.supplier(supplier.value());
            case Origin.Backorder() -> Lane.HUB;
        };
    }

    private String place(LegNumber leg) {
        return switch (origins.getOrDefault(leg, new Origin.Backorder())) {
            case Origin.Warehouse(var location) -> "warehouse " + location;
            case Origin.DropShip(var supplier) -> "supplier " + Names.capital(supplier.value());
            case Origin.Backorder() -> "its place";
        };
    }

    /** The first letter small, for the middle of a sentence. */
    static String small(String text) {
        boolean word = text.length() > 1 && Character.isLowerCase(text.charAt(1));
        return word ? text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1) : text;
    }

    static String sentence(String text) {
        return text.endsWith(".") || text.endsWith("!") || text.endsWith("?") ? text : text + ".";
    }
}
