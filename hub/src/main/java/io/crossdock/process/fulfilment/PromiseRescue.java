package io.crossdock.process.fulfilment;

import io.crossdock.canonical.Quantity;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.process.fulfilment.SupplyRipple.Touched;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.SoftReservation;
import io.crossdock.system.inventory.SoftReservations;
import io.crossdock.system.inventory.Stock;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * When a count or a hold has taken the goods of promises away, carts and quotes lose theirs, and then orders that
 * nobody works on yet find another way: those of the lowest class of accounts first, then the last made. A warehouse
 * that works on the others says itself what it comes up short of.
 */
@Component
class PromiseRescue implements FactHandler {

    private static final int MOST = 200;

    private final Reads reads;
    private final Goods goods;
    private final LegStore store;
    private final Fulfilment fulfilment;
    private final Journal journal;

    PromiseRescue(Reads reads, Goods goods, LegStore store, Fulfilment fulfilment, Journal journal) {
        this.reads = reads;
        this.goods = goods;
        this.store = store;
        this.fulfilment = fulfilment;
        this.journal = journal;
    }

    /** What it only reads. */
    @Component
    record Reads(Landscapes landscapes, Json json, Clock clock) {
    }

    /** Who has them. */
    @Component
    record Goods(Inventory inventory, SoftReservations carts) {
    }

    @Override
    public String subscription() {
        return "promise-rescue";
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
        List<String> carts = goods.carts().lose(adjusted.sku(), adjusted.location(), fact.cause("hub")).stream()
                .map(SoftReservation::number).toList();
        Optional<Quantity> uncovered = uncovered(adjusted);
        List<Touched> hurt = new ArrayList<>();
        for (Leg leg : uncovered.isEmpty() ? List.<Leg>of() : planned(adjusted)) {
            Optional<Quantity> left = uncovered(adjusted);
            if (left.isEmpty()) {
                break;
            }
            List<LegReport.Line> missing = missing(leg, adjusted, left.get());
            if (!missing.isEmpty()) {
                fulfilment.report(new LegReport(leg.number(), LegSignal.SHORTED, reads.clock().instant(), 0,
                        missing, List.of(), Optional.empty(), Optional.empty()), fact.cause("hub"));
                missing.stream().map(LegReport.Line::quantity).reduce(Quantity::plus)
                        .ifPresent(quantity -> hurt.add(new Touched(leg.number(), quantity)));
            }
        }
        List<Touched> endangered = endangered(adjusted);
        if (!hurt.isEmpty() || !endangered.isEmpty() || !carts.isEmpty()) {
            journal.append(new SupplyRipple(adjusted.sku(), adjusted.location(), adjusted.cause(), List.copyOf(hurt),
                    endangered, List.of(), carts).fact(fact.cause("hub")));
        }
    }

    /** Of several changes of a position that wait, the last one is enough: goods are looked at as they are now. */
    private boolean decides(Fact fact) {
        return adjusted(fact).leavesPromisesUncovered()
                && !journal.isOvertaken(fact, each -> adjusted(each).leavesPromisesUncovered());
    }

    private Inventory.Adjusted adjusted(Fact fact) {
        return reads.json().read(fact.data(), Inventory.Adjusted.class);
    }

    /** With the stock of all of them, in one order: what is missing may be found at any place. */
    private List<Leg> planned(Inventory.Adjusted adjusted) {
        List<Leg> legs = store.lockPlannedAt(adjusted.sku(), adjusted.location(),
                reads.landscapes().current().policies().promising(), MOST);
        fulfilment.lockGoods(legs, List.of());
        return legs;
    }

    /** As it is now; the fact may be old. */
    private Optional<Quantity> uncovered(Inventory.Adjusted adjusted) {
        return goods.inventory().stock(List.of(adjusted.sku())).stream()
                .filter(stock -> stock.location().equals(adjusted.location())).map(Stock::uncovered)
                .filter(Quantity::isPositive).findFirst();
    }

    private static List<LegReport.Line> missing(Leg leg, Inventory.Adjusted adjusted, Quantity uncovered) {
        List<LegReport.Line> missing = new ArrayList<>();
        Quantity left = uncovered;
        for (Leg.Line line : leg.lines()) {
            Quantity part = line.open().min(left);
            if (line.sku().equals(adjusted.sku()) && part.isPositive()) {
                missing.add(new LegReport.Line(line.lineNo(), line.sku(), part));
                left = left.minus(part);
            }
        }
        return missing;
    }

    private List<Touched> endangered(Inventory.Adjusted adjusted) {
        Optional<Quantity> uncovered = uncovered(adjusted);
        List<Touched> endangered = new ArrayList<>();
        if (uncovered.isPresent()) {
            Quantity left = uncovered.get();
            for (Touched wanted : store.inWorkAt(adjusted.sku(), adjusted.location(), MOST)) {
                if (!left.isPositive()) {
                    break;
                }
                Quantity part = wanted.quantity().min(left);
                endangered.add(new Touched(wanted.leg(), part));
                left = left.minus(part);
            }
        }
        return List.copyOf(endangered);
    }
}
