package io.crossdock.experience.warehouse;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Unit;
import io.crossdock.experience.warehouse.WarehouseEvent.Kind;
import io.crossdock.experience.warehouse.WarehouseEvent.StockRow;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.process.fulfilment.Answer;
import io.crossdock.system.inventory.Hold;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.Stock;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Holds goods back and frees them. A document holds goods of a position once and frees them once; freed before it is
 * held, it never holds.
 */
@Component
class Holding {

    private final Inventory inventory;
    private final LegTelling units;
    private final StockStore store;
    private final Clock clock;

    Holding(Inventory inventory, LegTelling units, StockStore store, Clock clock) {
        this.inventory = inventory;
        this.units = units;
        this.store = store;
        this.clock = clock;
    }

    /** @throws Indigestible if nobody knows the position yet */
    Answer take(WarehouseEvent event, Origin origin) {
        String document = event.document().orElseThrow();
        inventory.lock(event.stock().stream().map(StockRow::sku).distinct().toList());
        boolean changed = false;
        for (StockRow row : event.stock()) {
            Hold hold = hold(event, row, document);
            changed |= event.kind() == Kind.STOCK_HELD
                    ? !store.isFreed(row.sku(), event.warehouse(), document) && inventory.hold(hold, origin)
                    : store.freed(row.sku(), event.warehouse(), document, clock.instant()) | inventory.free(hold, origin);
        }
        return changed ? new Answer.Moved(event.kind() == Kind.STOCK_HELD ? "held" : "freed")
                : new Answer.Ignored("Document " + document + " has held or freed these goods before.");
    }

    private Hold hold(WarehouseEvent event, StockRow row, String document) {
        Unit unit = inventory.stock(List.of(row.sku())).stream()
                .filter(stock -> stock.location().equals(event.warehouse())).findFirst().map(Stock::onHand)
                .map(Quantity::unit).orElseThrow(() -> Indigestible.forNow("position-unknown", "Warehouse "
                        + event.warehouse() + " holds item " + row.sku() + ", of which it has not told us yet."));
        Quantity quantity = units.in(unit, row.sku(),
                new Quantity(row.delta().orElse(BigDecimal.ONE), row.delta().isPresent() ? row.unit().orElse(unit) : unit));
        return new Hold(row.sku(), event.warehouse(), quantity, document, event.reference().orElse("unsaid"));
    }
}
