package io.crossdock.experience.carriers;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.callbacks.Digestion;
import io.crossdock.platform.callbacks.Digestion.Callback;
import io.crossdock.platform.callbacks.Digestion.Digested;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.journal.Batch;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.process.fulfilment.Answer;
import io.crossdock.process.fulfilment.Fulfilment;
import io.crossdock.process.fulfilment.LockedPackages;
import io.crossdock.process.fulfilment.TrackingReport;
import io.crossdock.system.connectors.CarrierEvent;
import io.crossdock.system.connectors.CarrierTranslator.Translation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Digests what carriers say. A message may overtake the warehouse's report of the shipment: it then waits and
 * is tried again by itself.
 */
@Component
class CarrierIntake implements FactHandler {

    private final Digestion digestion;
    private final Translators translators;
    private final Fulfilment fulfilment;

    CarrierIntake(Digestion digestion, Translators translators, Fulfilment fulfilment) {
        this.digestion = digestion;
        this.translators = translators;
        this.fulfilment = fulfilment;
    }

    /** What the inbox keeps of a digested message. */
    record Understood(List<Step> steps) {
    }

    /** One event and what became of it. */
    record Step(CarrierEvent event, String answer, String why) {

        boolean refused() {
            return answer.equals("refused");
        }
    }

    @Override
    public String subscription() {
        return "carrier-intake";
    }

    /** Warehouses wait for the legs that it locks. */
    @Override
    public int batch() {
        return 40;
    }

    @Override
    public Set<String> types() {
        return Set.of(Inbox.RECEIVED);
    }

    @Override
    public void handle(Fact fact) {
        Batch.alone(fact, this);
    }

    private record Told(Callback callback, List<CarrierEvent> events) {
    }

    @Override
    public void handleAll(Batch batch) {
        Map<Fact, Callback> callbacks = digestion.callbacks(batch, SystemSettings.Kind.CARRIER).stream()
                .collect(Collectors.toMap(Callback::fact, Function.identity()));
        Map<Fact, Told> read = batch.each(fact -> Optional.ofNullable(callbacks.get(fact)).map(this::read)).stream()
                .flatMap(Optional::stream).collect(Collectors.toMap(told -> told.callback().fact(), Function.identity()));
        LockedPackages locked = lockPackages(read.values());
        digestion.settle(batch.each(fact -> Optional.ofNullable(read.get(fact)).map(told -> requireLeft(told, locked)))
                .stream().flatMap(Optional::stream).map(this::digest).toList());
    }

    private Told read(Callback callback) {
        Message message = callback.message();
        return switch (translators.translate(callback.system(), message.contentType(), message.payload())) {
            case Translation.Unreadable(var faults) -> throw Digestion.unreadable(callback, faults);
            case Translation.Understood(var events) -> new Told(callback, events);
        };
    }

    private LockedPackages lockPackages(Collection<Told> all) {
        Map<String, Set<String>> trackings = new TreeMap<>();
        all.forEach(told -> told.events().forEach(event -> trackings
                .computeIfAbsent(told.callback().system().id(), carrier -> new TreeSet<>()).add(event.tracking())));
        return fulfilment.lockTracked(trackings);
    }

    private static Told requireLeft(Told told, LockedPackages locked) {
        told.events().forEach(event -> locked.requireLeft(told.callback().system().id(), event.tracking()));
        return told;
    }

    /** Refused only when nothing of it could be true. */
    private Digested digest(Told told) {
        Callback callback = told.callback();
        List<Step> steps = new ArrayList<>();
        told.events().forEach(event -> steps.add(track(callback.system(), event, callback.origin())));
        String tracking = told.events().getFirst().tracking();
        String subject = fulfilment.orderOf(tracking).map(OrderNumber::value).orElse(tracking);
        return new Digested(callback, steps.stream().allMatch(Step::refused), subject, new Understood(steps));
    }

    private Step track(SystemSettings carrier, CarrierEvent event, Origin origin) {
        return switch (fulfilment.track(new TrackingReport(carrier.id(), event.tracking(), event.milestone(),
                event.at(), event.place(), event.signedBy(), event.note()), origin)) {
            case Answer.Moved(String to) -> new Step(event, "moved", to);
            case Answer.Ignored(String why) -> new Step(event, "ignored", why);
            case Answer.Refused(String why) -> new Step(event, "refused", why);
        };
    }
}
