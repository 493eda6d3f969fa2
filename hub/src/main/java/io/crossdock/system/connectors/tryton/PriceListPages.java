package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.Money;
import io.crossdock.canonical.Price;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.PriceSource.PriceLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Price lists line by line. Their formulas cannot be read by anybody else, so Tryton is asked what each product costs
 * by each list at each quantity at which one of its lines begins; what costs the same as a step before is left out.
 */
final class PriceListPages {

    private static final int PAGE = 200;

    private final Conversation tryton;
    private final Instant now;

    PriceListPages(Conversation tryton, Instant now) {
        this.tryton = tryton;
        this.now = now;
    }

    /** The price list that holds for parties without one of their own. */
    static Optional<JsonNode> common(Conversation tryton) {
        return tryton.search("sale.configuration", List.of(), Paging.first(1), List.of("sale_price_list.name")).stream()
                .map(row -> Wire.beyond(row, "sale_price_list")).filter(JsonNode::isObject).findFirst();
    }

    Page<PriceLine> page(Optional<String> after) {
        Cursor cursor = Cursor.of(after, now);
        List<JsonNode> lists = tryton.search("product.price_list", List.of(), Paging.all(),
                List.of("name", "create_date", "write_date", "lines.quantity"));
        if (cursor.part() >= lists.size()) {
            return new Page<>(List.of(), Optional.empty());
        }
        JsonNode list = lists.get(cursor.part());
        List<JsonNode> products = tryton.search("product.product", List.of(List.of("type", "=", "goods"),
                List.of("salable", "=", true), List.of("code", "!=", ""), List.of("id", ">", cursor.after())),
                Paging.first(PAGE), List.of("code", "sale_uom.name"));
        List<PriceLine> lines = products.isEmpty() ? List.of() : lines(list, products);
        Optional<Cursor> next = products.size() == PAGE ? Optional.of(cursor.afterRow(Wire.id(products.getLast())))
                : Optional.of(cursor.nextPart()).filter(part -> part.part() < lists.size());
        return new Page<>(lines, next.map(Cursor::text));
    }

    private List<PriceLine> lines(JsonNode list, List<JsonNode> products) {
        Currency currency = TrytonCredit.currency(tryton);
        Units units = Units.of(tryton.system());
        List<Long> ids = products.stream().map(Wire::id).toList();
        Map<Long, BigDecimal> before = new HashMap<>(prices(ids, Map.of()));
        List<PriceLine> lines = new ArrayList<>();
        for (BigDecimal from : steps(list)) {
            Map<Long, BigDecimal> now = prices(ids, Map.of("price_list", Wire.id(list), "quantity", Wire.number(from)));
            lines.addAll(Listing.of(tryton.system().id(), products.stream().filter(product ->
                    differs(before.get(Wire.id(product)), now.get(Wire.id(product)))).toList(),
                    product -> line(list, product, units, from, Money.of(now.getOrDefault(Wire.id(product),
                            BigDecimal.ZERO), currency))));
            before.putAll(now);
        }
        return lines;
    }

    private static boolean differs(@Nullable BigDecimal before,
            @Nullable BigDecimal now) {
        return now != null && (before == null || before.compareTo(now) != 0);
    }

    private static TreeSet<BigDecimal> steps(JsonNode list) {
        TreeSet<BigDecimal> steps = new TreeSet<>(List.of(BigDecimal.ZERO));
        Wire.beyond(list, "lines").forEach(line -> Wire.optionalDecimal(line.path("quantity"))
                .map(quantity -> Wire.quantity(line.path("quantity"))).filter(quantity -> quantity.signum() > 0)
                .ifPresent(steps::add));
        return steps;
    }

    private Map<Long, BigDecimal> prices(List<Long> products, Map<String, ?> context) {
        Map<Long, BigDecimal> prices = new HashMap<>();
        tryton.read("product.product", products, List.of("sale_price_uom"), context).forEach(row ->
                prices.put(Wire.id(row), TrytonPrices.rounded(row.path("sale_price_uom"))));
        return prices;
    }

    private static PriceLine line(JsonNode list, JsonNode product, Units units, BigDecimal from, Money price) {
        String uom = Wire.needed(Wire.beyond(product, "sale_uom"), "name");
        Unit unit = units.unit(uom).orElseThrow(() ->
                new IllegalArgumentException("the setting units has no code for " + uom));
        return new PriceLine(Optional.of(Wire.needed(list, "name")), new Price(new Sku(Wire.needed(product, "code")),
                price, unit, new Quantity(from, unit), Price.Source.CONTRACT, LocalDate.EPOCH, Optional.empty(),
                Wire.stamp(list).map(Object::toString).orElse("unknown")));
    }
}
