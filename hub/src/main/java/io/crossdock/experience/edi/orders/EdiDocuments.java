package io.crossdock.experience.edi.orders;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.experience.edi.incoming.ReceivedSet;
import io.crossdock.experience.edi.incoming.ReceivedSets;
import io.crossdock.experience.edi.outgoing.Outbox;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.process.fulfilment.LegFact;
import io.crossdock.process.ordering.Order;
import io.crossdock.process.ordering.OrderAnswer;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.system.invoicing.Invoicing;
import io.crossdock.system.invoicing.IssuedInvoice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells partners how their orders fare: 855 when accepted, 856 when shipped, 810 when invoiced. */
@Component
class EdiDocuments implements FactHandler {

    private static final String ACCEPTED = "order.accepted";

    private final ReceivedSets sets;
    private final OrderAnswers answers;
    private final Sources sources;
    private final Mapping mapping;
    private final Outbox outbox;

    EdiDocuments(ReceivedSets sets, OrderAnswers answers, Sources sources, Mapping mapping, Outbox outbox) {
        this.sets = sets;
        this.answers = answers;
        this.sources = sources;
        this.mapping = mapping;
        this.outbox = outbox;
    }

    /** Where the content of documents comes from. */
    @Component("edi-sources")
    record Sources(Ordering ordering, Shipments shipments, Invoices invoices, Landscapes landscapes, Json json) {
    }

    @Override
    public String subscription() {
        return "edi-documents";
    }

    @Override
    public Set<String> types() {
        return Set.of(ACCEPTED, LegFact.DISPATCHED, Invoicing.POSTED);
    }

    @Override
    public void handle(Fact fact) {
        switch (fact.type()) {
            case ACCEPTED -> accepted(fact);
            case LegFact.DISPATCHED -> shipped(fact);
            case Invoicing.POSTED -> invoiced(fact);
            default -> throw new IllegalArgumentException("not subscribed to " + fact.type());
        }
    }

    private void accepted(Fact fact) {
        OrderAnswer answer = sources.json().read(fact.data(), OrderAnswer.class);
        if (!answer.channel().equals("edi")) {
            return;
        }
        ReceivedSet set = sets.ofStory(fact.origin().correlation()).orElseThrow(() -> new Indigestible(
                "edi-set-unknown", "Order " + answer.number() + " came by EDI, but no transaction set began it."));
        Partner partner = partner(set);
        answers.accept(set, partner, purchase(set, partner), answer, lineFaults(set), fact.cause("hub"));
        sets.accepted(set.id(), answer.number().value());
    }

    private void shipped(Fact fact) {
        LegFact.Dispatched shipped = sources.json().read(fact.data(), LegFact.Dispatched.class);
        OrderNumber number = shipped.leg().order();
        sets.ofOrder(number.value()).ifPresent(set -> write("856", shipped.leg().toString(), number, set, fact,
                (purchase, order) -> sources.shipments().content(purchase, order, shipped)));
    }

    private void invoiced(Fact fact) {
        IssuedInvoice issued = sources.json().read(fact.data(), IssuedInvoice.class);
        sets.ofOrder(issued.order().value()).ifPresent(set -> write("810", issued.shipment().toString(),
                issued.order(), set, fact, (purchase, order) -> sources.invoices().content(purchase, order, issued)));
    }

    private interface Content {
        Map<String, Object> of(PurchaseOrder purchase, Order order);
    }

    private void write(String kind, String key, OrderNumber number, ReceivedSet set, Fact fact, Content content) {
        Partner partner = partner(set);
        Order order = sources.ordering().order(number).orElseThrow();
        outbox.write(new Outbox.Letter(partner, kind, key, number.value(), Optional.of(number.value()),
                List.of(mapping.write(kind, content.of(purchase(set, partner).with(order), order), partner))),
                fact.cause("hub"));
    }

    private Partner partner(ReceivedSet set) {
        return sources.landscapes().current().partner(set.partner()).orElseThrow(() -> new Indigestible(
                "edi-partner-unknown", "The profile of partner " + set.partner() + " is gone."));
    }

    private PurchaseOrder purchase(ReceivedSet set, Partner partner) {
        return mapping.read(set.purchaseOrder().orElseThrow(), partner);
    }

    private List<Fault> lineFaults(ReceivedSet set) {
        return set.lineFaults().map(node -> List.of(sources.json().read(node, Fault[].class))).orElse(List.of());
    }
}
