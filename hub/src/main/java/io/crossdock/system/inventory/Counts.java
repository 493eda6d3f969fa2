package io.crossdock.system.inventory;

import io.crossdock.canonical.LocationId;
import io.crossdock.platform.journal.NewFact.Origin;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The counts behind the positions, each with its source's number; for whoever compares them. Thread-safe. */
@Component
public class Counts {

    private final CountStore store;
    private final Inventory inventory;

    Counts(CountStore store, Inventory inventory) {
        this.store = store;
        this.inventory = inventory;
    }

    /** The last count of every position, at one location or at all of them; advisory, nothing is locked. */
    public List<StockCount> known(Optional<LocationId> location) {
        return store.known(location);
    }

    /**
     * Takes a count over even though it may carry a number that is known already, if the position is still as it was
     * when somebody decided so. Returns false, and changes nothing, when it has moved on or has another unit.
     *
     * @param known the position as it was; empty: it was not there
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean take(StockCount count, Optional<StockCount> known, Origin origin) {
        Optional<StockCount> now = store.lock(count.sku(), count.location());
        if (!same(now, known) || now.filter(each -> !each.unit().equals(count.unit())).isPresent()) {
            return false;
        }
        if (now.filter(each -> each.movement() >= count.movement()).isPresent()) {
            store.renumber(count.sku(), count.location(), count.movement() - 1);
        }
        inventory.report(List.of(count), origin);
        return true;
    }

    /** Whether every promise of the position would keep its goods if the count were taken. */
    public boolean keepsPromises(StockCount count) {
        return store.promised(count.sku(), count.location()).map(most -> most.compareTo(count.onHand()) <= 0).orElse(true);
    }

    private static boolean same(Optional<StockCount> a, Optional<StockCount> b) {
        return a.isPresent() == b.isPresent() && a.flatMap(one -> b.map(two -> one.movement() == two.movement()
                && one.onHand().compareTo(two.onHand()) == 0)).orElse(true);
    }
}
