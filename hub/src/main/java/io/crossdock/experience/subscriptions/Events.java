package io.crossdock.experience.subscriptions;

import io.crossdock.canonical.LegNumber;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.json.Json;
import io.crossdock.process.fulfilment.LegFact;
import io.crossdock.process.fulfilment.LegPlan;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.ordering.OrderAnswer;
import io.crossdock.system.invoicing.Invoicing;
import io.crossdock.system.invoicing.IssuedInvoice;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Turns the facts of an order into events. What it says depends on nothing but these facts. */
final class Events {

    private static final String ACCEPTED = "order.accepted";
    private static final String CLOSED = "order.closed";
    private static final String CANCELLED = "order.cancelled";

    /** Facts that events are made of. */
    static final Set<String> FACTS = Set.of(ACCEPTED, CLOSED, CANCELLED, LegFact.PLANNED, LegFact.REDATED,
            LegFact.CALLED_OFF, LegFact.SUBSTITUTED,
            LegFact.ACKNOWLEDGED, LegFact.SHORTED, LegFact.DISPATCHED, LegFact.DELIVERED, Invoicing.POSTED);

    private final Json json;
    private final List<Event> events = new ArrayList<>();
    private Optional<OrderBook> book = Optional.empty();

    /** The part of {@code leg.planned} that matters here. */
    record Planned(LegNumber leg, Plan plan) {

        /** @param origin says {@code location} or {@code supplier}, or nothing while nobody has the goods */
        record Plan(JsonNode origin, LocalDate promisedFor, List<LegPlan.Line> lines) {

            boolean waits() {
                return !origin.has("location") && !origin.has("supplier");
            }
        }
    }

    private Events(Json json) {
        this.json = json;
    }

    /**
     * The events of some facts of an order.
     *
     * @param facts  all {@link #FACTS} of the order, from the first one on
     * @param wanted those whose events are asked for
     */
    static List<Event> of(List<Fact> facts, Predicate<Fact> wanted, Json json) {
        Events events = new Events(json);
        for (Fact fact : facts) {
            events.read(fact, wanted.test(fact));
        }
        return events.events;
    }

    private void read(Fact fact, boolean wanted) {
        if (fact.type().equals(ACCEPTED)) {
            book = Optional.of(new OrderBook(json.read(fact.data(), OrderAnswer.class)));
        }
        // What comes before the order has been accepted is told with its acceptance.
        book.ifPresent(known -> {
            List<Event> said = new Reading(fact, known).events();
            if (wanted) {
                events.addAll(said);
            }
        });
    }

    /** What one fact changes and tells. */
    private final class Reading {

        private final Fact fact;
        private final OrderBook known;

        Reading(Fact fact, OrderBook known) {
            this.fact = fact;
            this.known = known;
        }

        List<Event> events() {
            return switch (fact.type()) {
                case ACCEPTED -> List.of(event(EventType.ORDER_ACCEPTED, known.view().lines().stream()
                        .map(EventData.Line::lineNo).toList()));
                case CLOSED -> ended(EventType.ORDER_CLOSED, "closed");
                case CANCELLED -> ended(EventType.ORDER_CANCELLED, "cancelled");
                case LegFact.PLANNED -> planned(json.read(fact.data(), Planned.class));
                case LegFact.REDATED -> redated(json.read(fact.data(), LegFact.Redated.class));
                case LegFact.ACKNOWLEDGED -> acknowledged(json.read(fact.data(), LegFact.Acknowledged.class));
                case LegFact.SHORTED -> shorted(json.read(fact.data(), LegFact.Shorted.class));
                case LegFact.SUBSTITUTED -> substituted(json.read(fact.data(), LegFact.Substituted.class));
                case LegFact.CALLED_OFF -> calledOff(json.read(fact.data(), LegFact.CalledOff.class));
                case LegFact.DISPATCHED -> dispatched(json.read(fact.data(), LegFact.Dispatched.class));
                case LegFact.DELIVERED -> delivered(json.read(fact.data(), LegFact.Moved.class));
                case Invoicing.POSTED -> List.of(invoiced(json.read(fact.data(), IssuedInvoice.class)));
                default -> List.of();
            };
        }

        private Event event(EventType type, List<Integer> lines) {
            return event(type, lines, Optional.empty(), Optional.empty(), Optional.empty());
        }

        private Event event(EventType type, List<Integer> lines, Optional<EventData.Shipment> shipment,
                Optional<EventData.Invoice> invoice, Optional<String> reason) {
            return new Event(type, fact, known.account(), new EventData(known.view(), lines, shipment, invoice, reason));
        }

        private List<Event> ended(EventType type, String state) {
            known.ended(state);
            return List.of(event(type, List.of()));
        }

        private List<Event> planned(Planned planned) {
            known.planned(planned);
            // What waits is told of with what came short.
            return planned.plan().waits() ? List.of()
                    : List.of(event(EventType.ORDER_LINE_PROMISED, known.linesOf(planned.leg())));
        }

        private List<Event> redated(LegFact.Redated redated) {
            known.promised(redated.leg(), redated.promisedFor());
            return List.of(event(EventType.ORDER_LINE_PROMISED, known.linesOf(redated.leg()), Optional.empty(),
                    Optional.empty(), Optional.of(redated.why())));
        }

        private List<Event> acknowledged(LegFact.Acknowledged acknowledged) {
            known.promised(acknowledged.leg(), acknowledged.promisedFor());
            return List.of(event(EventType.ORDER_LINE_PROMISED, known.linesOf(acknowledged.leg())));
        }

        private List<Event> shorted(LegFact.Shorted shorted) {
            known.shorted(shorted);
            List<Integer> waiting = shorted.missing().stream().map(LegReport.Line::lineNo).distinct()
                    .filter(line -> known.backordered(line).isPositive()).toList();
            List<Integer> cut = shorted.cut().stream().map(LegReport.Line::lineNo).distinct().toList();
            List<Event> said = new ArrayList<>();
            if (!waiting.isEmpty()) {
                said.add(event(EventType.ORDER_LINE_BACKORDERED, waiting));
            }
            if (!cut.isEmpty()) {
                said.add(event(EventType.ORDER_LINE_CANCELLED, cut));
            }
            return said;
        }

        private List<Event> substituted(LegFact.Substituted substituted) {
            known.substituted(substituted);
            return List.of(event(EventType.ORDER_LINE_SUBSTITUTED, substituted.substitutes().stream()
                    .flatMap(each -> Stream.of(each.insteadOf(), each.lineNo())).distinct().sorted().toList()));
        }

        private List<Event> calledOff(LegFact.CalledOff calledOff) {
            known.calledOff(calledOff);
            return List.of(event(EventType.ORDER_LINE_CANCELLED, calledOff.lines().stream().map(LegReport.Line::lineNo)
                    .distinct().toList(), Optional.empty(), Optional.empty(), Optional.of(calledOff.why())));
        }

        private List<Event> dispatched(LegFact.Dispatched dispatched) {
            known.dispatched(dispatched);
            return List.of(shipment(EventType.SHIPMENT_DISPATCHED, new EventData.Shipment(dispatched.leg().toString(),
                    Optional.of(dispatched.origin()).filter(from -> !from.isBlank()), Optional.of(dispatched.carrier()),
                    dispatched.occurredAt(), parts(dispatched.lines()), dispatched.packages().stream()
                            .map(each -> new EventData.Package(each.sscc().toString(), each.tracking())).toList())));
        }

        private List<Event> delivered(LegFact.Moved moved) {
            LegNumber leg = moved.leg();
            return List.of(shipment(EventType.SHIPMENT_DELIVERED, new EventData.Shipment(leg.toString(), Optional.empty(),
                    Optional.empty(), moved.occurredAt(), parts(moved.lines()), List.of())));
        }

        private Event shipment(EventType type, EventData.Shipment shipment) {
            List<Integer> lines = LegNumber.parse(shipment.number()).map(known::linesOf).orElse(List.of());
            return event(type, lines, Optional.of(shipment), Optional.empty(), Optional.empty());
        }

        private static List<EventData.Part> parts(List<LegReport.Line> lines) {
            return lines.stream().map(line -> new EventData.Part(line.lineNo(), line.sku().value(), line.quantity()))
                    .toList();
        }

        private Event invoiced(IssuedInvoice issued) {
            var invoice = issued.invoice();
            return event(EventType.INVOICE_POSTED, issued.shipped().stream().map(IssuedInvoice.Covered::lineNo).toList(),
                    Optional.empty(), Optional.of(new EventData.Invoice(invoice.number(), issued.shipment().toString(),
                            invoice.currency(), invoice.net(), invoice.freight(), invoice.tax(), invoice.total(),
                            invoice.postedAt(), invoice.dueOn())), Optional.empty());
        }
    }
}
