package io.crossdock.system.invoicing;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.system.connectors.PostedInvoice;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Reads invoices. */
@Component
public class Invoicing {

    /** Type of the fact that tells of an invoice. */
    public static final String POSTED = "invoice.posted";

    /** Type of the fact that something of an invoice was paid, or is owed again. */
    public static final String PAYMENT_CHANGED = "invoice.payment_changed";

    private static final String KIND = "invoice.post";

    private final InvoiceStore store;
    private final InvoiceArrival arrival;
    private final Effects effects;

    Invoicing(InvoiceStore store, InvoiceArrival arrival, Effects effects) {
        this.store = store;
        this.arrival = arrival;
        this.effects = effects;
    }

    /** The invoices of one number: at most one of each ERP. */
    public List<IssuedInvoice> invoices(String number) {
        return store.byNumber(number);
    }

    /** Invoices of some orders, in the order of posting. */
    public List<IssuedInvoice> ofOrders(Collection<OrderNumber> orders) {
        return store.ofOrders(orders);
    }

    /** What is still to be paid of the invoices of some orders, where their ERP has said so; by shipment. */
    public Map<LegNumber, BigDecimal> open(Collection<OrderNumber> orders) {
        return store.open(orders);
    }

    /** Invoices of a system that were posted at a time or later, by number. */
    public List<IssuedInvoice> postedSince(String system, Instant since) {
        return store.postedSince(system, since);
    }

    /** Those of some numbers of a system that there are. */
    public List<IssuedInvoice> numbered(String system, Collection<String> numbers) {
        return store.numbered(system, numbers);
    }

    /** How far asking a system to invoice a shipment has come; empty when nobody asked. */
    public Optional<EffectState> asked(String system, String shipment) {
        return effects.effect(system, KIND, shipment).map(Effect::state);
    }

    /** Keeps an invoice of a shipment as if it had just been answered; false when it or another one is there already. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean take(String system, String shipment, PostedInvoice invoice, Origin origin) {
        return effects.effect(system, KIND, shipment).filter(posting -> posting.state() == EffectState.DONE)
                .filter(posting -> arrival.take(posting, invoice, origin)).isPresent();
    }
}
