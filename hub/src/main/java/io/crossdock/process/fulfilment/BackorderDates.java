package io.crossdock.process.fulfilment;

import io.crossdock.canonical.Sku;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Promising;
import io.crossdock.process.fulfilment.SupplyRipple.Touched;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.system.inventory.ExpectedReceipts;
import io.crossdock.system.inventory.ExpectedReceipts.Arrival;
import io.crossdock.system.inventory.ExpectedReceipts.Changed;
import io.crossdock.system.inventory.Inventory;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * When an expected receipt changes, those who wait for the item are promised the days on which their goods come now, in
 * the order in which they will get them. Who is not covered any more is promised what the items' lead times say from
 * today, but no earlier day than before; who never was keeps its promise.
 */
@Component
class BackorderDates implements FactHandler {

    private static final int MOST = 200;

    private final LegStore store;
    private final Queue queue;
    private final Journal journal;
    private final Reads reads;
    private final Clock clock;

    BackorderDates(LegStore store, Queue queue, Journal journal, Reads reads, Clock clock) {
        this.store = store;
        this.queue = queue;
        this.journal = journal;
        this.reads = reads;
        this.clock = clock;
    }

    /** What it only reads. */
    @Component
    record Reads(Inventory inventory, Catalog catalog, Landscapes landscapes, Json json) {
    }

    @Override
    public String subscription() {
        return "backorder-dates";
    }

    @Override
    public int batch() {
        return 20;
    }

    /** It locks stock that buyers wait for. */
    @Override
    public boolean endsBatch(Fact fact) {
        return true;
    }

    @Override
    public Set<String> types() {
        return Set.of(ExpectedReceipts.CHANGED);
    }

    @Override
    public void handle(Fact fact) {
        // Said by us, it is that the goods have come in: those who wait are filled.
        if (fact.origin().actor().equals("hub")) {
            return;
        }
        Changed changed = reads.json().read(fact.data(), Changed.class);
        List<Leg> legs = waiting(changed.sku());
        if (legs.isEmpty()) {
            return;
        }
        Queue.Days now = queue.days(legs, reads.inventory().stock(Queue.skus(legs)));
        Queue.Days before = now.without(changed);
        String why = why(changed, now.arrival(changed));
        List<Touched> hurt = new ArrayList<>();
        List<Touched> saved = new ArrayList<>();
        for (Leg leg : legs) {
            Optional<LocalDate> there = now.of(leg).or(() -> before.of(leg).flatMap(lost -> later(leg)));
            there.flatMap(day -> redate(leg, day, changed.sku(), why, fact.cause("hub")))
                    .ifPresent(touched -> (touched.isLater() ? hurt : saved).add(touched));
        }
        if (!hurt.isEmpty() || !saved.isEmpty()) {
            journal.append(new SupplyRipple(changed.sku(), changed.location(), why, List.copyOf(hurt),
                    List.of(), List.copyOf(saved)).fact(fact.cause("hub")));
        }
    }

    /**
     * First waits for those who work on them, then for those who make more of them; in the other order two could wait
     * for one another.
     */
    private List<Leg> waiting(Sku sku) {
        Promising rules = reads.landscapes().current().policies().promising();
        store.awaitWaiting(sku, rules, MOST);
        reads.inventory().lock(List.of(sku));
        return store.lockWaiting(sku, rules, MOST);
    }

    /** What the lead times say from today, where that is later than what is promised. */
    private Optional<LocalDate> later(Leg leg) {
        LocalDate today = clock.instant().atZone(reads.landscapes().current().zone()).toLocalDate();
        return leg.lines().stream().flatMap(line -> reads.catalog().item(line.sku()).stream())
                .map(item -> today.plusDays(item.leadTime().toDays())).max(Comparator.naturalOrder())
                .filter(there -> arrives(there).isAfter(leg.promisedFor()));
    }

    private LocalDate arrives(LocalDate there) {
        return calendars().arrivesAfter(calendars().leavesAfter(there));
    }

    private Calendars calendars() {
        return new Calendars(reads.landscapes().current().policies().promise());
    }

    private Optional<Touched> redate(Leg leg, LocalDate there, Sku sku, String why, Origin cause) {
        LocalDate arrives = arrives(there);
        if (arrives.equals(leg.promisedFor())) {
            return Optional.empty();
        }
        store.promise(leg, calendars().leavesAfter(there), arrives);
        journal.append(new NewFact(LegFact.REDATED, leg.number().toString(), leg.number().order().value(),
                new Origin(leg.correlation(), cause.causation(), cause.actor(), cause.traceparent()), 1,
                new LegFact.Redated(leg.number(), leg.promisedFor(), arrives, why)));
        return Touched.of(leg, sku).map(touched -> touched.promised(leg.promisedFor(), arrives));
    }

    /** What has changed, and what it has changed to since: goods are promised by what is expected now. */
    private static String why(Changed changed, Optional<Arrival> now) {
        String receipt = "expected receipt " + changed.reference() + " of " + changed.sku() + " at " + changed.location();
        return receipt + changed.after().map(after -> changed.before()
                .map(before -> " is now " + arrival(after) + ", was " + arrival(before))
                .orElse(" is new: " + arrival(after))).orElse(" will not come")
                + (now.equals(changed.after()) ? ""
                        : "; since then " + now.map(BackorderDates::arrival).orElse("cancelled"));
    }

    private static String arrival(Arrival arrival) {
        return arrival.quantity() + " on " + arrival.on();
    }
}
