package io.crossdock.experience.warehouse;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Return.Disposition;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.experience.warehouse.WarehouseEvent.ReturnPart;
import io.crossdock.experience.warehouse.WarehouseEvent.StockRow;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Messages.Ordering;
import io.crossdock.process.fulfilment.Answer;
import io.crossdock.process.returns.ReturnTelling;
import io.crossdock.process.returns.Returns;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.system.inventory.Hold;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.Stock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Goods that came back: sellable ones lie on the shelf again, damaged ones too, but on hold, scrapped ones are nowhere.
 */
@Component
class TakingBack {

    private final Returns returns;
    private final Inventory inventory;
    private final Catalog catalog;
    private final LegTelling units;

    TakingBack(Returns returns, Inventory inventory, Catalog catalog, LegTelling units) {
        this.returns = returns;
        this.inventory = inventory;
        this.catalog = catalog;
        this.units = units;
    }

    /** Locks the returns that some events are about, before anything else is locked. */
    void lock(List<WarehouseEvent> events) {
        returns.lock(events.stream().flatMap(event -> event.back().stream()).map(ReturnPart::number).distinct().toList());
    }

    /**
     * The event with the stock that follows from it, where its source does not count positions itself.
     *
     * @throws Indigestible if it should count, and does not
     */
    WarehouseEvent counting(WarehouseEvent event, Ordering ordering) {
        Map<Sku, StockRow> came = new TreeMap<>();
        event.back().stream().flatMap(back -> back.lines().stream()).filter(line -> line.disposition()
                .filter(each -> each != Disposition.SCRAPPED).isPresent()).forEach(line -> came.merge(line.sku(), row(line),
                        (one, more) -> new StockRow(one.sku(), one.onHand(), Optional.of(one.delta().orElseThrow()
                                .add(more.delta().orElseThrow())), one.movement(), one.unit(), one.at())));
        Set<Sku> told = event.stock().stream().map(StockRow::sku).collect(Collectors.toSet());
        List<StockRow> untold = came.values().stream().filter(row -> !told.contains(row.sku())).toList();
        if (untold.isEmpty()) {
            return event;
        }
        if (ordering == Ordering.SEQUENCE) {
            throw new Indigestible("stock-unordered", "Warehouse " + event.warehouse() + " has "
                    + untold.getFirst().sku() + " back and does not say what lies there now; its messages are ordered by "
                    + "sequence.");
        }
        List<StockRow> rows = new ArrayList<>(event.stock());
        rows.addAll(untold);
        return event.counting(rows);
    }

    private StockRow row(ReturnTelling.Line line) {
        Unit base = catalog.item(line.sku()).map(item -> item.packs().base()).orElse(line.quantity().unit());
        Quantity amount = units.in(base, line.sku(), line.quantity());
        return new StockRow(line.sku(), Optional.empty(), Optional.of(amount.value()), Optional.empty(), Optional.of(base),
                Optional.empty());
    }

    /** Tells the return; empty when the event is about none. */
    Optional<Answer> take(WarehouseEvent event, String document, Origin origin) {
        return event.back().map(back -> returns.tell(new ReturnTelling(back.number(), event.warehouse(), document,
                event.occurredAt(), event.kind() == WarehouseEvent.Kind.RETURN_INSPECTED, back.lines()), origin));
    }

    /** Holds what is damaged, once it is counted. */
    void hold(WarehouseEvent event, String document, Origin origin) {
        event.back().ifPresent(back -> damaged(back, (line, number) -> {
            Unit unit = inventory.stock(List.of(line.sku())).stream()
                    .filter(stock -> stock.location().equals(event.warehouse())).findFirst().map(Stock::onHand)
                    .map(Quantity::unit).orElseThrow(() -> Indigestible.forNow("position-unknown", "Warehouse "
                            + event.warehouse() + " has item " + line.sku() + " back, of which it has not told us yet."));
            inventory.hold(new Hold(line.sku(), event.warehouse(), units.in(unit, line.sku(), line.quantity()),
                    back.number() + " " + document + " " + number, line.why().orElse("damaged")), origin);
        }));
    }

    private static void damaged(ReturnPart back, BiConsumer<ReturnTelling.Line, Integer> hold) {
        for (int i = 0; i < back.lines().size(); i++) {
            if (back.lines().get(i).disposition().equals(Optional.of(Disposition.DAMAGED))) {
                hold.accept(back.lines().get(i), i + 1);
            }
        }
    }
}
