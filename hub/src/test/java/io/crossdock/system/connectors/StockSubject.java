package io.crossdock.system.connectors;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.ListRules.Told;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Stock for the contract kit: somebody will promise these goods. */
public interface StockSubject extends ListRules.Subject<StockReport> {

    StockSource source();

    LocationId location();

    /** So many items are more than one page. */
    int items();

    /** From now on so much of each item is at the location, in the item's base unit; others may be there, too. */
    void holds(Map<Sku, BigDecimal> stock);

    /** Amounts that the system can have, the hardest it knows. */
    List<BigDecimal> amounts();

    /** Each item with one of the amounts. */
    private Map<Sku, BigDecimal> stock() {
        Map<Sku, BigDecimal> stock = new TreeMap<>();
        for (int number = 0; number < items(); number++) {
            stock.put(new Sku("KIT-%04d".formatted(number)), amounts().get(number % amounts().size()));
        }
        return stock;
    }

    @Override
    default Told<StockReport> read(SystemSettings system, Optional<Instant> since, Optional<String> after) {
        return switch (source().stock(system, after)) {
            case StockSource.Answer.Page(List<StockReport> reports, Optional<String> next) -> new Told.Rows<>(reports, next);
            case StockSource.Answer.NoAnswer(String why) -> new Told.Nothing<>(why);
        };
    }

    @Override
    default String key(StockReport row) {
        return row.sku() + "@" + row.location();
    }

    @Override
    default String content(StockReport row) {
        return written(row.onHand().value());
    }

    private static String written(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }

    @Override
    default Optional<Instant> at(StockReport row) {
        return Optional.of(row.asOf());
    }

    @Override
    default Map<String, String> several() {
        holds(stock());
        Map<String, String> rows = new TreeMap<>();
        stock().forEach((sku, amount) -> rows.put(sku + "@" + location(), written(amount)));
        return rows;
    }

    @Override
    default Optional<ListRules.Row> change() {
        Map<Sku, BigDecimal> stock = stock();
        Sku first = stock.keySet().iterator().next();
        stock.put(first, new BigDecimal("7"));
        holds(stock);
        return Optional.of(new ListRules.Row(first + "@" + location(), "7"));
    }
}
