package io.crossdock.system.pricing;

import io.crossdock.canonical.Item;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.Price;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.system.connectors.PriceSource.PriceLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All prices of one moment, and the rule that picks one: the account's contract, then the breaks everyone
 * gets, then
 * the list; within each the line with the greatest minimum that the quantity reaches.
 */
final class PriceList {

    private static final int MAX_DECIMALS = 6;

    private record Slot(String contract, Sku sku) {
    }

    private static final String EVERYONE = "";

    private final Map<Slot, List<PriceLine>> lines = new HashMap<>();
    private final Map<Sku, Price> list;

    PriceList(List<PriceLine> lines, Map<Sku, Price> list) {
        lines.forEach(line -> this.lines
                .computeIfAbsent(new Slot(line.contract().orElse(EVERYONE), line.price().sku()),
                        any -> new ArrayList<>())
                .add(line));
        this.list = Map.copyOf(list);
    }

    /** The line that holds, in its own unit; empty when there is no price at all. */
    Optional<PriceLine> find(Optional<String> contract, Item item, Quantity quantity, LocalDate day) {
        Optional<BigDecimal> base = item.packs().factor(quantity.unit()).map(quantity.value()::multiply);
        if (base.isEmpty()) {
            return Optional.empty();
        }
        return contract.flatMap(name -> best(name, item, base.get(), day))
                .or(() -> best(EVERYONE, item, base.get(), day))
                .or(() -> Optional.ofNullable(list.get(item.sku()))
                        .map(price -> new PriceLine(Optional.empty(), price)));
    }

    Optional<Price> list(Sku sku) {
        return Optional.ofNullable(list.get(sku));
    }

    private Optional<PriceLine> best(String contract, Item item, BigDecimal base, LocalDate day) {
        return lines.getOrDefault(new Slot(contract, item.sku()), List.of()).stream()
                .filter(line -> line.price().validOn(day))
                .filter(line -> minimum(line, item).filter(minimum -> minimum.compareTo(base) <= 0)
                        .isPresent())
                .max(Comparator.comparing((PriceLine line) -> minimum(line, item).orElse(BigDecimal.ZERO))
                        .thenComparing(line -> line.price().validFrom()));
    }

    private static Optional<BigDecimal> minimum(PriceLine line, Item item) {
        Quantity minimum = line.price().minQuantity();
        return item.packs().factor(minimum.unit()).map(minimum.value()::multiply);
    }

    /** The price of one {@code unit}; empty when it has no exact amount. */
    static Optional<Money> per(Unit unit, Price price, Item item) {
        if (unit.equals(price.unit())) {
            return Optional.of(price.unitPrice());
        }
        Optional<BigDecimal> wanted = item.packs().factor(unit);
        Optional<BigDecimal> given = item.packs().factor(price.unit());
        if (wanted.isEmpty() || given.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal product = price.unitPrice().amount().multiply(wanted.get());
        BigDecimal amount = product.divide(given.get(), MAX_DECIMALS, RoundingMode.DOWN);
        return amount.multiply(given.get()).compareTo(product) == 0
                ? Optional.of(Money.of(amount, price.unitPrice().currency())) : Optional.empty();
    }
}
