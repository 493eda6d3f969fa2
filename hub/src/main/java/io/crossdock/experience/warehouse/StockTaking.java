package io.crossdock.experience.warehouse;

import io.crossdock.canonical.Item;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.experience.warehouse.WarehouseEvent.Count;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.StockCount;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Hands the counts of an event to inventory, in the item's base unit. */
@Component
class StockTaking {

    private final Inventory inventory;
    private final Catalog catalog;

    StockTaking(Inventory inventory, Catalog catalog) {
        this.inventory = inventory;
        this.catalog = catalog;
    }

    /** @throws Indigestible if it counts an item that the catalogue does not know yet */
    void count(WarehouseEvent event, Origin origin) {
        inventory.report(event.stock().stream().map(count -> new StockCount(count.sku(), event.warehouse(),
                count.onHand(), unit(event, count), count.movement(), event.occurredAt(), cause(event)))
                .toList(), origin);
    }

    private Unit unit(WarehouseEvent event, Count count) {
        return count.unit().or(() -> ofLines(event, count.sku()))
                .or(() -> catalog.item(count.sku()).map(Item::packs).map(packs -> packs.base()))
                .orElseThrow(() -> Indigestible.forNow("item-unknown", "Warehouse " + event.warehouse()
                        + " counts item " + count.sku() + ", which the catalogue does not know yet."));
    }

    private static Optional<Unit> ofLines(WarehouseEvent event, Sku sku) {
        return event.leg().stream().flatMap(leg -> leg.lines().stream())
                .filter(line -> line.sku().equals(sku)).map(LegReport.Line::quantity)
                .map(quantity -> quantity.unit()).findFirst();
    }

    private static String cause(WarehouseEvent event) {
        return event.leg().map(leg -> event.type() + " " + leg.number())
                .orElseGet(() -> event.type() + event.reference().map(text -> " " + text).orElse(""));
    }
}
