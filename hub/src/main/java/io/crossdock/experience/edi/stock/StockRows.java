package io.crossdock.experience.edi.stock;

import io.crossdock.canonical.Gtin;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.Sku;
import io.crossdock.experience.edi.stock.StockDocument.Id;
import io.crossdock.experience.edi.stock.StockDocument.Row;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.system.catalog.ItemAnswer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds the items of rows by every number on them: the cross-reference first, then our own number, then the barcode. */
@Component
class StockRows {

    private static final String DECIMAL = "-?([0-9]{1,12}\\.?[0-9]{0,6}|\\.[0-9]{1,6})";

    private final Catalog catalog;

    StockRows(Catalog catalog) {
        this.catalog = catalog;
    }

    /** False until the catalogue has been read for the first time. */
    boolean isReady() {
        return !catalog.asOf().equals(Instant.EPOCH);
    }

    /** What came of a row. */
    sealed interface Found {

        /** @param row as the message says it */
        record Good(Map<String, Object> row) implements Found {
        }

        record Bad(String why) implements Found {
        }
    }

    Found find(Row row, Partner partner) {
        Optional<ItemAnswer.Found> item = row.ids().stream().flatMap(id -> names(id))
                .flatMap(name -> catalog.find(name, Optional.of(partner)) instanceof ItemAnswer.Found found
                        ? Stream.of(found) : Stream.empty()).findFirst();
        if (item.isEmpty()) {
            return new Found.Bad("item-unknown: nobody knows " + row.names());
        }
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("sku", item.get().item().value().sku().value());
        String bad = Stream.of(put(made, "onHand", row.onHand()), put(made, "delta", row.delta()),
                put(made, "quantity", row.quantity())).flatMap(Optional::stream).findFirst().orElse("");
        if (!bad.isEmpty() || made.size() < 2) {
            return new Found.Bad("quantity-bad: " + row.names() + " has " + (bad.isEmpty() ? "no quantity" : bad));
        }
        made.put("unit", item.get().unit().map(Object::toString).or(row::unit)
                .orElseGet(() -> item.get().item().value().packs().base().code()));
        row.line().filter(line -> line.matches("0*[1-9][0-9]{0,3}")).map(Integer::valueOf)
                .ifPresent(line -> made.put("lineNo", line));
        return new Found.Good(made);
    }

    /** Returns what is wrong with it. */
    private static Optional<String> put(Map<String, Object> made, String name, Optional<String> text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.get().matches(DECIMAL)) {
            return Optional.of("the quantity '" + text.get() + "'");
        }
        made.put(name, new BigDecimal(text.get()).toPlainString());
        return Optional.empty();
    }

    private static Stream<ItemName> names(Id id) {
        Stream<ItemName> theirs = id.value().isBlank() || id.value().length() > 80 ? Stream.empty()
                : Stream.of(new ItemName.ByBuyerItem(id.value()));
        Stream<ItemName> ours = Sku.parse(id.value()).stream().map(ItemName.BySku::new);
        Stream<ItemName> barcode = id.scheme().filter("gtin"::equals).stream()
                .flatMap(scheme -> Gtin.parse(id.value()).stream()).map(ItemName.ByGtin::new);
        return Stream.of(theirs, ours, barcode).flatMap(each -> each);
    }
}
