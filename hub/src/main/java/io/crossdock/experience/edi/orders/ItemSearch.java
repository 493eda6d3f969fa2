package io.crossdock.experience.edi.orders;

import io.crossdock.canonical.Gtin;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.system.catalog.ItemAnswer;
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
    record Hit(ItemName name, Optional<Unit> unit) {
    }

    /** False until the catalogue has been read for the first time: nothing can be called unknown before. */
    boolean isReady() {
        return !catalog.asOf().equals(Instant.EPOCH);
    }

    Optional<Hit> find(PurchaseOrder.Line line, Partner partner) {
        Stream<ItemName> named = Stream.of(
                line.ids().stream().filter(id -> isName(id.value()))
                        .<ItemName>map(id -> new ItemName.ByBuyerItem(id.value())),
                ofScheme(line, "vendor").flatMap(value -> Sku.parse(value).stream()).<ItemName>map(ItemName.BySku::new),
                ofScheme(line, "gtin").flatMap(value -> Gtin.parse(value).stream()).<ItemName>map(ItemName.ByGtin::new))
                .flatMap(names -> names);
        return named.flatMap(name -> hit(name, partner).stream()).findFirst();
    }

    private static boolean isName(String value) {
        return !value.isBlank() && value.length() <= NAME_MAX && value.chars().noneMatch(Character::isISOControl);
    }

    private Optional<Hit> hit(ItemName name, Partner partner) {
        return switch (catalog.find(name, Optional.of(partner))) {
            case ItemAnswer.Found found -> Optional.of(new Hit(ordered(name, found),
                    name instanceof ItemName.ByBuyerItem ? found.unit() : Optional.empty()));
            case ItemAnswer.Unknown unknown -> Optional.empty();
        };
    }

    /** Our own number outlives changes of the cross-reference, barcodes say which pack is meant. */
    private static ItemName ordered(ItemName name, ItemAnswer.Found found) {
        return name instanceof ItemName.ByBuyerItem ? new ItemName.BySku(found.item().value().sku()) : name;
    }

    private static Stream<String> ofScheme(PurchaseOrder.Line line, String scheme) {
        return line.ids().stream().filter(id -> id.scheme().filter(scheme::equals).isPresent())
                .map(PurchaseOrder.Id::value);
    }

    static List<String> names(PurchaseOrder.Line line) {
        return line.ids().stream().map(id -> id.qualifier().orElse("?") + " " + id.value()).toList();
    }
}
