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
import io.crossdock.process.fulfilment.LegReport;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Digests what warehouses say: first what became of the leg, then what lies there. */
@Component
class WarehouseIntake implements FactHandler {

    private final Digestion digestion;
    private final StockTaking stock;
    private final Fulfilment fulfilment;

    WarehouseIntake(Digestion digestion, StockTaking stock, Fulfilment fulfilment) {
        this.digestion = digestion;
        this.stock = stock;
        this.fulfilment = fulfilment;
    }

    /** What the inbox keeps of a digested event. */
    record Understood(WarehouseEvent event, String answer, String why) {
    }

    @Override
    public String subscription() {
        return "warehouse-intake";
    }

    /** It locks stock that buyers wait for, and one at a time nobody waits in a circle. */
    @Override
    public int batch() {
        return 1;
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
                stock.count(event, origin);
                event.leg().ifPresentOrElse(leg -> settle(callback, event, leg, answer.orElseThrow()),
                        () -> digestion.digested(callback, subject(callback, event),
                                new Understood(event, "counted", "")));
            }
        }
    }

    private static void requireOwnWarehouse(Callback callback, WarehouseEvent event) {
        if (!callback.system().location().equals(Optional.of(event.warehouse()))) {
            throw new Indigestible("warehouse-unknown", callback.system().id() + " speaks of warehouse "
                    + event.warehouse() + ", for which it does not work.");
        }
    }

    private Answer report(WarehouseEvent event, LegPart leg, Origin origin) {
        requireOwnLeg(event, leg);
        return fulfilment.report(new LegReport(leg.number(), leg.signal(), event.occurredAt(), leg.sequence(),
                leg.lines(), leg.packages(), leg.carrier(), Optional.empty()), origin);
    }

    /** A warehouse speaks for its own legs only; a leg that nobody knows is told by the process. */
    private void requireOwnLeg(WarehouseEvent event, LegPart part) {
        Optional<Leg> leg = fulfilment.legs(List.of(part.number().order())).stream()
                .filter(each -> each.number().equals(part.number())).findFirst();
        if (leg.isPresent() && !leg.get().origin().equals(new LegPlan.Origin.Warehouse(event.warehouse()))) {
            throw new Indigestible("leg-elsewhere", "Warehouse " + event.warehouse() + " reports on leg "
                    + part.number() + ", which is not its own.");
        }
    }

    private void settle(Callback callback, WarehouseEvent event, LegPart leg, Answer answer) {
        String subject = leg.number().toString();
        switch (answer) {
            case Answer.Moved(String to) ->
                digestion.digested(callback, subject, new Understood(event, "moved", to));
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
