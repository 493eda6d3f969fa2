package io.crossdock.experience.supplierportal;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.SupplierId;
import io.crossdock.experience.supplierportal.SupplierEventReading.Read;
import io.crossdock.platform.callbacks.Digestion;
import io.crossdock.platform.callbacks.Digestion.Callback;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.process.fulfilment.Answer;
import io.crossdock.process.fulfilment.Fulfilment;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.LegPlan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Digests what suppliers say. */
@Component
class SupplierIntake implements FactHandler {

    /** Says that a supplier has invoiced us; the subject is the leg, the key its order. */
    static final String INVOICED = "supplier.invoiced";

    private final Digestion digestion;
    private final Fulfilment fulfilment;
    private final Journal journal;

    SupplierIntake(Digestion digestion, Fulfilment fulfilment, Journal journal) {
        this.digestion = digestion;
        this.fulfilment = fulfilment;
        this.journal = journal;
    }

    /** What the inbox keeps of a digested event. */
    record Understood(SupplierEvent event, String answer, String why) {
    }

    @Override
    public String subscription() {
        return "supplier-intake";
    }

    @Override
    public int batch() {
        return 20;
    }

    /** Its own messages lock stock that buyers wait for. */
    @Override
    public boolean endsBatch(Fact fact) {
        return digestion.isOf(fact, SystemSettings.Kind.SUPPLIER);
    }

    @Override
    public Set<String> types() {
        return Set.of(Inbox.RECEIVED);
    }

    @Override
    public void handle(Fact fact) {
        Optional<Callback> callback = digestion.callback(fact, SystemSettings.Kind.SUPPLIER);
        if (callback.isPresent()) {
            digest(callback.get(), fact.cause("system:" + callback.get().system().id()));
        }
    }

    private void digest(Callback callback, Origin origin) {
        switch (SupplierEventReading.read(callback.message().payload())) {
            case Read.Unreadable(var faults) -> throw Digestion.unreadable(callback, faults);
            case Read.Understood(SupplierEvent event) -> {
                requireOwnName(callback, event);
                Leg leg = ownLeg(event);
                switch (event) {
                    case SupplierEvent.Moved moved ->
                        settle(callback, moved, fulfilment.report(moved.report(), origin));
                    case SupplierEvent.Invoiced invoice -> invoiced(callback, invoice, leg, origin);
                }
            }
        }
    }

    private static void requireOwnName(Callback callback, SupplierEvent event) {
        if (!callback.system().id().equals(event.supplier())) {
            throw new Indigestible("supplier-unknown", callback.system().id() + " speaks as supplier "
                    + event.supplier() + ", which it is not.");
        }
    }

    /** A supplier speaks for its own legs only. */
    private Leg ownLeg(SupplierEvent event) {
        LegNumber number = event.leg();
        Leg leg = fulfilment.legs(List.of(number.order())).stream()
                .filter(each -> each.number().equals(number)).findFirst()
                .orElseThrow(() -> new Indigestible("leg-unknown", "Supplier " + event.supplier()
                        + " reports on purchase order " + number + ", which we never sent."));
        if (!leg.origin().equals(new LegPlan.Origin.DropShip(new SupplierId(event.supplier())))) {
            throw new Indigestible("leg-elsewhere", "Supplier " + event.supplier()
                    + " reports on purchase order " + number + ", which is not its own.");
        }
        return leg;
    }

    private void invoiced(Callback callback, SupplierEvent.Invoiced invoice, Leg leg, Origin origin) {
        Origin story = new Origin(leg.correlation(), origin.causation(), origin.actor(),
                origin.traceparent());
        journal.append(new NewFact(INVOICED, leg.number().toString(), leg.number().order().value(), story, 1,
                invoice));
        digestion.digested(callback, leg.number().toString(), new Understood(invoice, "kept", ""));
    }

    private void settle(Callback callback, SupplierEvent.Moved event, Answer answer) {
        String subject = event.leg().toString();
        switch (answer) {
            case Answer.Moved(String to) ->
                digestion.digested(callback, subject, new Understood(event, "moved", to));
            case Answer.Ignored(String why) ->
                digestion.digested(callback, subject, new Understood(event, "ignored", why));
            case Answer.Refused(String why) ->
                digestion.refused(callback, subject, new Understood(event, "refused", why));
        }
    }
}
