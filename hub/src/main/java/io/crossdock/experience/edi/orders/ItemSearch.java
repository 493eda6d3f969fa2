package io.crossdock.experience.edi.orders;

import io.crossdock.canonical.Gtin;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.system.catalog.ItemAnswer;
import io.crossdock.system.catalog.Meanings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Finds the item a line names. Every number on the line is tried: the partner's cross-reference first, whatever the
 * qualifier says, then our own number, then the barcode.
 */
@Component
class ItemSearch {

    private static final int NAME_MAX = 80;

    private final Catalog catalog;

    ItemSearch(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * @param name to order by
     * @param unit when the cross-reference says what the partner's unit means
     */
    record Hit(ItemName name, Item item, Optional<Unit> unit) {
    }

    /** False until the catalogue has been read for the first time: nothing can be called unknown before. */
    boolean isReady() {
        return !catalog.asOf().equals(Instant.EPOCH);
    }

    Optional<Hit> find(PurchaseOrder.Line line, Partner partner, Meanings meanings) {
        return referred(line, partner, meanings).or(() -> named(line));
    }

    private Optional<Hit> referred(PurchaseOrder.Line line, Partner partner, Meanings meanings) {
        return line.ids().stream().filter(id -> isName(id.value()))
                .flatMap(id -> meanings.item(partner, id.value()).stream())
                .flatMap(reference -> catalog.item(reference.sku()).stream().map(item ->
                        new Hit(new ItemName.BySku(item.sku()), item, reference.unit()))).findFirst();
    }

    private Optional<Hit> named(PurchaseOrder.Line line) {
        Stream<ItemName> named = Stream.of(
                ofScheme(line, "vendor").flatMap(value -> Sku.parse(value).stream()).<ItemName>map(ItemName.BySku::new),
                ofScheme(line, "gtin").flatMap(value -> Gtin.parse(value).stream()).<ItemName>map(ItemName.ByGtin::new))
                .flatMap(names -> names);
        return named.flatMap(name -> hit(name).stream()).findFirst();
    }

    private static boolean isName(String value) {
        return !value.isBlank() && value.length() <= NAME_MAX && value.chars().noneMatch(Character::isISOControl);
    }

    /** Our own number outlives changes of the cross-reference, barcodes say which pack is meant. */
    private Optional<Hit> hit(ItemName name) {
        return switch (catalog.find(name, Optional.empty())) {
            case ItemAnswer.Found found -> Optional.of(new Hit(name, found.item().value(), Optional.empty()));
            case ItemAnswer.Unknown unknown -> Optional.empty();
        };
    }

    private static Stream<String> ofScheme(PurchaseOrder.Line line, String scheme) {
        return line.ids().stream().filter(id -> id.scheme().filter(scheme::equals).isPresent())
                .map(PurchaseOrder.Id::value);
    }

    /** The number that a cross-reference would be made for: the partner's own, else the first that can be read. */
    static Optional<String> nameToRefer(PurchaseOrder.Line line) {
        return line.ids().stream().filter(id -> id.scheme().filter("buyer"::equals).isPresent())
                .map(PurchaseOrder.Id::value).filter(ItemSearch::isName).findFirst()
                .or(() -> line.ids().stream().map(PurchaseOrder.Id::value).filter(ItemSearch::isName).findFirst());
    }

    static List<String> names(PurchaseOrder.Line line) {
        return line.ids().stream().map(id -> id.qualifier().orElse("?") + " " + id.value()).toList();
    }
}
