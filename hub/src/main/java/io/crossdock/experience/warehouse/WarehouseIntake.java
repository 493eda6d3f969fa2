package io.crossdock.experience.warehouse;

import io.crossdock.experience.warehouse.WarehouseEvent.LegPart;
import io.crossdock.experience.warehouse.WarehouseEventReading.Read;
import io.crossdock.platform.callbacks.Digestion;
import io.crossdock.platform.callbacks.Digestion.Callback;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Indigestible;
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

/** Digests what warehouses say, by whatever way it came: first what became of the leg, then what lies there. */
@Component
class WarehouseIntake implements FactHandler {

    private final Digestion digestion;
    private final StockTaking stock;
    private final Holding holding;
    private final LegTelling legs;
    private final Fulfilment fulfilment;

    WarehouseIntake(Digestion digestion, StockTaking stock, Holding holding, LegTelling legs, Fulfilment fulfilment) {
        this.digestion = digestion;
        this.stock = stock;
        this.holding = holding;
        this.legs = legs;
        this.fulfilment = fulfilment;
    }

    /** What the inbox keeps of a digested event. */
    record Understood(WarehouseEvent event, String answer, String why) {
    }

    @Override
    public String subscription() {
        return "warehouse-intake";
    }

    @Override
    public int batch() {
        return 20;
    }

    /** Its own messages lock stock that buyers wait for. */
    @Override
    public boolean endsBatch(Fact fact) {
        return digestion.isOf(fact, SystemSettings.Kind.WMS);
    }

    @Override
    public Set<String> types() {
        return Set.of(Inbox.RECEIVED);
    }

    @Override
    public void handle(Fact fact) {
        Optional<Callback> callback = digestion.callback(fact, SystemSettings.Kind.WMS);
        if (callback.isPresent()) {
            digest(callback.get(), fact.cause("system:" + callback.get().system().id()));
        }
    }

    private void digest(Callback callback, Origin origin) {
        switch (WarehouseEventReading.read(callback.message().payload())) {
            case Read.Unreadable(var faults) -> throw Digestion.unreadable(callback, faults);
            case Read.Understood(WarehouseEvent event) -> {
                requireOwnWarehouse(callback, event);
                // What left or was missing ends its promise before the count says that it is gone.
                Optional<Answer> answer = event.leg().map(leg -> report(event, leg, origin));
                Answer counted = event.isAboutHolds() ? holding.take(event, origin)
                        : stock.take(event, callback.system().messages().ordering(), document(callback, event), origin);
                settle(callback, event, answer.orElse(counted));
            }
        }
    }

    /** Without a number of its own a message is its own document: sent again under the same id it is the same. */
    private static String document(Callback callback, WarehouseEvent event) {
        return event.kind().label() + " " + event.document().orElse(callback.message().dedupeKey());
    }

    private static void requireOwnWarehouse(Callback callback, WarehouseEvent event) {
        if (!callback.system().location().equals(Optional.of(event.warehouse()))) {
            throw new Indigestible("warehouse-unknown", callback.system().id() + " speaks of warehouse "
                    + event.warehouse() + ", for which it does not work.");
        }
    }

    private Answer report(WarehouseEvent event, LegPart part, Origin origin) {
        Optional<Leg> leg = fulfilment.legs(List.of(part.number().order())).stream()
                .filter(each -> each.number().equals(part.number())).findFirst();
        requireOwnLeg(event, part, leg);
        return fulfilment.report(legs.report(event, part, leg), origin);
    }

    /** A warehouse speaks for its own legs only; a leg that nobody knows is told by the process. */
    private static void requireOwnLeg(WarehouseEvent event, LegPart part, Optional<Leg> leg) {
        if (leg.isPresent() && !leg.get().origin().equals(new LegPlan.Origin.Warehouse(event.warehouse()))) {
            throw new Indigestible("leg-elsewhere", "Warehouse " + event.warehouse() + " reports on leg "
                    + part.number() + ", which is not its own.");
        }
    }

    private void settle(Callback callback, WarehouseEvent event, Answer answer) {
        String subject = event.leg().map(leg -> leg.number().toString()).orElseGet(() -> subject(callback, event));
        switch (answer) {
            case Answer.Moved(String to) -> digestion.digested(callback, subject, event.leg().isPresent()
                    ? new Understood(event, "moved", to) : new Understood(event, to, ""));
            case Answer.Ignored(String why) ->
                digestion.digested(callback, subject, new Understood(event, "ignored", why));
            case Answer.Refused(String why) ->
                digestion.refused(callback, subject, new Understood(event, "refused", why));
        }
    }

    private static String subject(Callback callback, WarehouseEvent event) {
        return event.stock().stream().findFirst().map(count -> count.sku() + "@" + event.warehouse())
                .orElse(callback.message().dedupeKey());
    }
}
