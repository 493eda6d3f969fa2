package io.crossdock.process.fulfilment;

import io.crossdock.canonical.Sku;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.Stock;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Gives incoming stock to those who wait for it: by class of account, then by age. */
@Component
class BackorderFill implements FactHandler {

    private static final int MOST = 100;

    private final LegStore store;
    private final Shortages shortages;
    private final Journal journal;
    private final Reads reads;
    private final Clock clock;

    BackorderFill(LegStore store, Shortages shortages, Journal journal, Reads reads, Clock clock) {
        this.store = store;
        this.shortages = shortages;
        this.journal = journal;
        this.reads = reads;
        this.clock = clock;
    }

    /** What it only reads. */
    @Component
    record Reads(Inventory inventory, Landscapes landscapes, Json json) {
    }

    @Override
    public String subscription() {
        return "backorder-fill";
    }

    @Override
    public int batch() {
        return 50;
    }

    /** It locks stock that buyers wait for. */
    @Override
    public boolean endsBatch(Fact fact) {
        return decides(fact);
    }

    @Override
    public Set<String> types() {
        return Set.of(Inventory.ADJUSTED);
    }

    @Override
    public void handle(Fact fact) {
        Inventory.Adjusted adjusted = adjusted(fact);
        if (!decides(fact)) {
            return;
        }
        List<SupplyRipple.Touched> saved = new ArrayList<>();
        // Whoever works on one of them may not know of these goods: left out, it would wait until others come in.
        List<Leg> legs = store.awaitWaiting(adjusted.sku(), reads.landscapes().current().policies().promising(), MOST);
        Set<Sku> skus = Queue.skus(legs);
        // The stock of all of them, in one order.
        Set<Sku> there = there(reads.inventory().lock(skus));
        for (Leg waiting : legs) {
            if (wantsAny(waiting, there) && shortages.fill(waiting, fact.cause("hub"))) {
                store.move(waiting, LegState.CANCELLED, clock.instant());
                SupplyRipple.Touched.of(waiting, adjusted.sku()).ifPresent(saved::add);
                there = there(reads.inventory().stock(skus));
            }
        }
        if (!saved.isEmpty()) {
            journal.append(new SupplyRipple(adjusted.sku(), adjusted.location(), adjusted.cause(), List.of(), List.of(),
                    List.copyOf(saved)).fact(fact.cause("hub")));
        }
    }

    /** Of several changes of a position that wait, the last one is enough: goods are looked at as they are now. */
    private boolean decides(Fact fact) {
        return adjusted(fact).mayFill() && !journal.isOvertaken(fact, each -> adjusted(each).mayFill());
    }

    private Inventory.Adjusted adjusted(Fact fact) {
        return reads.json().read(fact.data(), Inventory.Adjusted.class);
    }

    private static Set<Sku> there(List<Stock> stock) {
        return stock.stream().filter(each -> each.available().isPositive()).map(Stock::sku).collect(Collectors.toSet());
    }

    private static boolean wantsAny(Leg waiting, Set<Sku> there) {
        return waiting.lines().stream().anyMatch(line -> line.open().isPositive() && there.contains(line.sku()));
    }
}
