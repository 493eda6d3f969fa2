package io.crossdock.experience.warehouse;

import io.crossdock.experience.warehouse.WarehouseEvent.LegPart;
import io.crossdock.experience.warehouse.WarehouseEvent.StockRow;
import io.crossdock.experience.warehouse.WarehouseEventReading.Read;
import io.crossdock.platform.callbacks.Digestion;
import io.crossdock.platform.callbacks.Digestion.Callback;
import io.crossdock.platform.callbacks.Digestion.Digested;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.journal.Batch;
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
import io.crossdock.process.fulfilment.LockedLegs;
import io.crossdock.system.inventory.Inventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Digests what warehouses say, by whatever way it came: first what became of the leg, then what lies there. */
@Component
class WarehouseIntake implements FactHandler {

    private final Digestion digestion;
    private final WarehouseWords words;
    private final Goods goods;
    private final LegTelling legs;
    private final Ledgers ledgers;

    WarehouseIntake(Digestion digestion, WarehouseWords words, Goods goods, LegTelling legs, Ledgers ledgers) {
        this.digestion = digestion;
        this.words = words;
        this.goods = goods;
        this.legs = legs;
        this.ledgers = ledgers;
    }

    /** What lies there, what of it may not be shipped, and what came back. */
    @Component
    record Goods(StockTaking stock, Holding holding, TakingBack back) {
    }

    /** Where it is written. */
    @Component
    record Ledgers(Fulfilment fulfilment, Inventory inventory) {
    }

    /** What the inbox keeps of a digested event. */
    record Understood(WarehouseEvent event, String answer, String why) {
    }

    @Override
    public String subscription() {
        return "warehouse-intake";
    }

    /** Buyers wait for the stock that it locks, some 10 ms for each of them. */
    @Override
    public int batch() {
        return 20;
    }

    @Override
    public Set<String> types() {
        return Set.of(Inbox.RECEIVED);
    }

    @Override
    public void handle(Fact fact) {
        Batch.alone(fact, this);
    }

    private record Told(Callback callback, WarehouseEvent event) {
    }

    /** All together, so that one look at the legs and the stock and one count of each position serve many messages. */
    @Override
    public void handleAll(Batch batch) {
        Map<Fact, Callback> callbacks = digestion.callbacks(batch, SystemSettings.Kind.WMS).stream()
                .collect(Collectors.toMap(Callback::fact, Function.identity()));
        List<Told> read = batch.each(fact -> Optional.ofNullable(callbacks.get(fact)).map(this::read))
                .stream().flatMap(Optional::stream).toList();
        if (read.isEmpty()) {
            return;
        }
        goods.back().lock(read.stream().map(Told::event).toList());
        LockedLegs locked = ledgers.fulfilment()
                .lock(read.stream().flatMap(told -> told.event().leg().stream()).map(LegPart::number).distinct().toList())
                .withStock(read.stream().flatMap(told -> told.event().stock().stream()).map(StockRow::sku)
                        .distinct().toList());
        List<Inventory.Told> counts = new ArrayList<>();
        List<Digested> digested = new ArrayList<>();
        for (Told told : read) {
            if (makesSense(told, locked, batch)) {
                digested.add(digest(told, locked, counts));
            }
        }
        ledgers.inventory().report(counts);
        // Damaged goods lie there like all others before they can be held.
        digested.forEach(this::hold);
        digestion.settle(digested);
    }

    private void hold(Digested digested) {
        if (digested.understood() instanceof Understood(WarehouseEvent event, String answer, String why)
                && event.back().isPresent() && !answer.equals("ignored")) {
            goods.back().hold(event, document(digested.callback(), event), digested.callback().origin());
        }
    }

    /** Whether what it says of a leg can be understood; if not, it is given back before anything is written. */
    private boolean makesSense(Told told, LockedLegs locked, Batch batch) {
        Fact fact = told.callback().fact();
        told.event().leg().filter(part -> !batch.isStuck(fact)).ifPresent(part -> {
            try {
                locked.understand(part.number(), leg -> report(told.event(), part, leg), told.callback().origin());
            } catch (Indigestible why) {
                batch.giveBack(fact, why);
            }
        });
        return !batch.isStuck(fact);
    }

    private LegReport report(WarehouseEvent event, LegPart part, Leg leg) {
        requireOwnLeg(event, part, leg);
        return legs.report(event, part, leg);
    }

    private Told read(Callback callback) {
        return switch (words.read(callback.system(), callback.message().payload())) {
            case Read.Unreadable(var faults) -> throw Digestion.unreadable(callback, faults);
            case Read.Understood(WarehouseEvent event) -> {
                requireOwnWarehouse(callback, event);
                yield new Told(callback, goods.back().counting(event, callback.system().messages().ordering()));
            }
        };
    }

    private Digested digest(Told told, LockedLegs locked, List<Inventory.Told> counts) {
        Callback callback = told.callback();
        WarehouseEvent event = told.event();
        Origin origin = callback.origin();
        // What left or was missing ends its promise before the count says that it is gone.
        Optional<Answer> answer = event.leg().map(part ->
                locked.report(part.number(), leg -> report(event, part, leg), origin));
        Optional<Answer> back = goods.back().take(event, document(callback, event), origin);
        Answer counted = event.isAboutHolds() ? goods.holding().take(event, origin)
                : goods.stock().take(event, callback.system().messages().ordering(),
                        document(callback, event), origin, counts);
        return digested(callback, event, answer.or(() -> back).orElse(counted));
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

    /** A warehouse speaks for its own legs only. */
    private static void requireOwnLeg(WarehouseEvent event, LegPart part, Leg leg) {
        if (!leg.origin().equals(new LegPlan.Origin.Warehouse(event.warehouse()))) {
            throw new Indigestible("leg-elsewhere", "Warehouse " + event.warehouse() + " reports on leg "
                    + part.number() + ", which is not its own.");
        }
    }

    private static Digested digested(Callback callback, WarehouseEvent event, Answer answer) {
        String subject = event.leg().map(leg -> leg.number().toString())
                .or(() -> event.back().map(back -> back.number().value())).orElseGet(() -> subject(callback, event));
        return switch (answer) {
            case Answer.Moved(String to) -> new Digested(callback, false, subject, event.leg().isPresent()
                    ? new Understood(event, "moved", to) : new Understood(event, to, ""));
            case Answer.Ignored(String why) -> new Digested(callback, false, subject, new Understood(event, "ignored", why));
            case Answer.Refused(String why) -> new Digested(callback, true, subject, new Understood(event, "refused", why));
        };
    }

    private static String subject(Callback callback, WarehouseEvent event) {
        return event.stock().stream().findFirst().map(count -> count.sku() + "@" + event.warehouse())
                .orElse(callback.message().dedupeKey());
    }
}
