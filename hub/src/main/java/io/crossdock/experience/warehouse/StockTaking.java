package io.crossdock.experience.warehouse;

import io.crossdock.canonical.Item;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.experience.warehouse.StockStore.Counted;
import io.crossdock.experience.warehouse.WarehouseEvent.StockRow;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Messages.Ordering;
import io.crossdock.process.fulfilment.Answer;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.Inventory.Told;
import io.crossdock.system.inventory.Stock;
import io.crossdock.system.inventory.StockCount;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Hands what an event says about stock to inventory, in the item's base unit. What an older or repeated message does is
 * decided by the order that its source has declared, never by the order of arrival.
 */
@Component
class StockTaking {

    /** Beyond every number that a system gives its movements: where a warehouse tells times, its word counts alone. */
    private static final long UNNUMBERED = 1_000_000_000_000_000L;

    private final Inventory inventory;
    private final Catalog catalog;
    private final LegTelling units;
    private final StockStore store;

    StockTaking(Inventory inventory, Catalog catalog, LegTelling units, StockStore store) {
        this.inventory = inventory;
        this.catalog = catalog;
        this.units = units;
        this.store = store;
    }

    /**
     * @param document what the differences of the event are known by: told twice, they count once
     * @param counts   counts that carry a number of their own are put here; of them the caller reports all together
     * @throws Indigestible if it speaks of an item that the catalogue does not know yet, or in a way that the order of
     *     its source does not allow
     */
    Answer take(WarehouseEvent event, Ordering ordering, String document, Origin origin, List<Told> counts) {
        return switch (ordering) {
            case SEQUENCE -> bySequence(event, origin, counts);
            case TIMESTAMP -> byTime(event, document, origin);
            case NONE -> differences(event, document, origin);
        };
    }

    private Answer bySequence(WarehouseEvent event, Origin origin, List<Told> counts) {
        for (StockRow row : event.stock()) {
            if (row.onHand().isEmpty() || row.movement().isEmpty()) {
                throw new Indigestible("stock-unordered", "Warehouse " + event.warehouse() + " tells of " + row.sku()
                        + " without a count and the number of its movement; its messages are ordered by sequence.");
            }
        }
        for (StockRow row : event.stock()) {
            Quantity onHand = base(event, row, row.onHand().orElseThrow());
            counts.add(new Told(new StockCount(row.sku(), event.warehouse(), onHand.value(), onHand.unit(),
                    row.movement().orElseThrow(), at(event, row), cause(event)), origin));
        }
        return new Answer.Moved("counted");
    }

    private Answer byTime(WarehouseEvent event, String document, Origin origin) {
        boolean changed = false;
        for (StockRow row : rows(event)) {
            Counted counted = counted(event, row, true);
            changed |= row.onHand().isPresent() && count(event, row, counted);
        }
        for (Change change : changes(event, row -> row.onHand().isEmpty())) {
            changed |= add(event, change, document);
        }
        return told(event, changed, "Later counts and the same documents are known already.", origin);
    }

    /** Of two counts of the same moment the smaller holds: nobody shall promise what may not be there. */
    private boolean count(WarehouseEvent event, StockRow row, Counted counted) {
        Instant at = at(event, row);
        BigDecimal onHand = base(event, row, row.onHand().orElseThrow()).value();
        boolean newer = at.isAfter(counted.asOf())
                || at.equals(counted.asOf()) && onHand.compareTo(counted.onHand()) < 0;
        if (newer) {
            store.count(row.sku(), event.warehouse(), onHand, at);
        }
        return newer;
    }

    private Answer differences(WarehouseEvent event, String document, Origin origin) {
        boolean changed = false;
        List<StockRow> rows = rows(event);
        for (Change change : changes(event, row -> true)) {
            counted(event, change.row(), false);
            changed |= add(event, change, document);
        }
        String compared = rows.stream().filter(row -> row.delta().isEmpty()).map(row -> compare(event, row) + " ")
                .collect(Collectors.joining());
        return told(event, changed, compared.isEmpty() ? "The same documents are known already."
                : compared + "A source without order cannot correct a count.", origin);
    }

    /** What came or went of an item by the whole event. */
    private record Change(StockRow row, BigDecimal delta, Instant at) {
    }

    private List<Change> changes(WarehouseEvent event, Predicate<StockRow> which) {
        Map<Sku, Change> changes = new TreeMap<>();
        event.stock().stream().filter(which).filter(row -> row.delta().isPresent())
                .map(row -> new Change(row, base(event, row, row.delta().orElseThrow()).value(), at(event, row)))
                .forEach(change -> changes.merge(change.row().sku(), change, (one, more) -> new Change(one.row(),
                        one.delta().add(more.delta()), one.at().isAfter(more.at()) ? one.at() : more.at())));
        return List.copyOf(changes.values());
    }

    private String compare(WarehouseEvent event, StockRow row) {
        Quantity said = base(event, row, row.onHand().orElseThrow());
        String known = position(row.sku(), event.warehouse()).map(stock -> stock.onHand().toString()).orElse("nothing");
        return "It counts " + said + " of " + row.sku() + ", known is " + known + ".";
    }

    private boolean add(WarehouseEvent event, Change change, String document) {
        Sku sku = change.row().sku();
        Optional<BigDecimal> before = store.delta(sku, event.warehouse(), document);
        if (before.isPresent() && before.get().compareTo(change.delta()) != 0) {
            throw new Indigestible("document-changed", "Document " + document + " of warehouse " + event.warehouse()
                    + " said " + before.get().toPlainString() + " of " + sku + " before, and now "
                    + change.delta().toPlainString() + ". The first word holds; a correction needs a number of its own.");
        }
        if (before.isPresent() || change.delta().signum() == 0) {
            return false;
        }
        store.add(sku, event.warehouse(), document, change.delta(), change.at());
        return true;
    }

    /** What was told is summed up anew, so that late messages end in what they would have been in time. */
    private Answer told(WarehouseEvent event, boolean changed, String otherwise, Origin origin) {
        if (!changed) {
            return new Answer.Ignored(otherwise);
        }
        inventory.report(rows(event).stream().map(StockRow::sku).distinct()
                .flatMap(sku -> store.sum(sku, event.warehouse()).stream().map(sum -> new StockCount(sku,
                        event.warehouse(), sum.onHand(), sum.unit(), UNNUMBERED + sum.version(), sum.asOf(),
                        cause(event)))).toList(), origin);
        return new Answer.Moved("counted");
    }

    /** @param timed whether the count that inventory has by now contains what happened until then */
    private Counted counted(WarehouseEvent event, StockRow row, boolean timed) {
        Unit unit = base(event, row, BigDecimal.ZERO).unit();
        return store.lock(row.sku(), event.warehouse(), position(row.sku(), event.warehouse())
                .map(stock -> new Counted(stock.onHand().unit(), timed ? stock.countedAt() : Instant.EPOCH,
                        stock.onHand().value()))
                .orElseGet(() -> new Counted(unit, Instant.EPOCH, BigDecimal.ZERO)));
    }

    private Optional<Stock> position(Sku sku, LocationId location) {
        return inventory.stock(List.of(sku)).stream().filter(stock -> stock.location().equals(location)).findFirst();
    }

    /** One row per item; everyone locks in the same order. */
    private List<StockRow> rows(WarehouseEvent event) {
        inventory.lock(event.stock().stream().map(StockRow::sku).distinct().toList());
        return event.stock().stream().sorted(Comparator.comparing(StockRow::sku)).toList();
    }

    private static Instant at(WarehouseEvent event, StockRow row) {
        return row.at().orElse(event.occurredAt());
    }

    private Quantity base(WarehouseEvent event, StockRow row, BigDecimal amount) {
        Unit base = catalog.item(row.sku()).map(Item::packs).map(packs -> packs.base())
                .or(() -> ofLines(event, row.sku())).or(row::unit)
                .orElseThrow(() -> Indigestible.forNow("item-unknown", "Warehouse " + event.warehouse()
                        + " counts item " + row.sku() + ", which the catalogue does not know yet."));
        return units.in(base, row.sku(), new Quantity(amount, row.unit().orElse(base)));
    }

    private static Optional<Unit> ofLines(WarehouseEvent event, Sku sku) {
        return event.leg().stream().flatMap(leg -> leg.lines().stream())
                .filter(line -> line.sku().equals(sku)).map(LegReport.Line::quantity)
                .map(quantity -> quantity.unit()).findFirst();
    }

    private static String cause(WarehouseEvent event) {
        return event.leg().map(leg -> event.kind().label() + " " + leg.number())
                .or(() -> event.back().map(back -> event.kind().label() + " " + back.number()))
                .orElseGet(() -> event.kind().label()
                        + event.document().or(event::reference).map(text -> " " + text).orElse(""));
    }
}
