package io.crossdock.system.invoicing;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectFact;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import io.crossdock.system.connectors.InvoiceRequest;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.PostedInvoice;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Keeps the invoice that the ERP answered. */
@Component
class InvoiceArrival implements FactHandler {

    private final InvoiceStore store;
    private final Effects effects;
    private final Journal journal;
    private final Json json;

    InvoiceArrival(InvoiceStore store, Effects effects, Journal journal, Json json) {
        this.store = store;
        this.effects = effects;
        this.journal = journal;
        this.json = json;
    }

    @Override
    public String subscription() {
        return "invoice-arrival";
    }

    @Override
    public Set<String> types() {
        return Set.of(EffectFact.DONE);
    }

    @Override
    public void handle(Fact fact) {
        EffectFact done = json.read(fact.data(), EffectFact.class);
        if (!done.kind().equals("invoice.post")) {
            return;
        }
        Effect effect = effects.effect(done.effect()).orElseThrow();
        PostedInvoice invoice = json.read(done.response().orElseThrow(() -> new Indigestible("invoice-unread",
                "Invoice " + done.reference().orElse("?") + " of " + effect.businessKey()
                        + " was confirmed by hand; its amounts are not known.")), PostedInvoice.class);
        if (!take(effect, invoice, fact.cause("hub"))) {
            requireSame(effect, invoice);
        }
    }

    /** What was answered twice is known; another invoice under its number, or for its shipment, must not get lost. */
    private void requireSame(Effect posting, PostedInvoice invoice) {
        Optional<String> ours = store.ofShipment(shipment(posting)).map(each -> each.invoice().number());
        if (!ours.equals(Optional.of(invoice.number()))) {
            throw new Indigestible("invoice-taken", "Invoice " + invoice.number() + " of " + posting.businessKey()
                    + " cannot be kept: " + ours.map(number -> "the shipment is invoiced already by " + number + ".")
                            .orElse(posting.target() + " has given this number to another shipment."));
        }
    }

    private LegNumber shipment(Effect posting) {
        return LegNumber.parse(json.read(posting.request(), InvoiceRequest.class).shipment()).orElseThrow();
    }

    /** Keeps an invoice of what we asked to be invoiced; false when we have one of it, or under that number. */
    boolean take(Effect posting, PostedInvoice invoice, Origin origin) {
        InvoiceRequest asked = json.read(posting.request(), InvoiceRequest.class);
        IssuedInvoice issued = new IssuedInvoice(posting.target(), LegNumber.parse(asked.shipment()).orElseThrow(),
                new OrderNumber(asked.order()), account(posting.target(), asked.order()), invoice,
                asked.lines().stream().map(line -> new IssuedInvoice.Covered(line.lineNo(),
                        line.quantity().value())).toList());
        boolean fresh = store.insert(issued);
        if (fresh) {
            journal.append(new NewFact(Invoicing.POSTED, invoice.number(), asked.order(), origin, 1, issued));
        }
        return fresh;
    }

    private AccountId account(String target, String order) {
        return effects.effect(target, "order.post", order)
                .map(posting -> json.read(posting.request(), OrderPosting.class).account())
                .orElseThrow(() -> new Indigestible("order-unknown",
                        "Order " + order + " was never posted to " + target + "."));
    }
}
