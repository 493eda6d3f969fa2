package io.crossdock.system.connectors.tryton;

import io.crossdock.system.connectors.PriceSource.TaxRate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Sales taxes by accounting category and region. Tryton's taxes do not ask where goods go, so each region it knows gets
 * the same rates. A category with a tax that is no percentage, or consists of others, has no rate here.
 */
final class TaxRows {

    private TaxRows() {
    }

    static List<TaxRate> of(Conversation tryton) {
        Map<Long, BigDecimal> rates = new HashMap<>();
        for (JsonNode tax : tryton.search("account.tax", List.of(List.of("type", "=", "percentage"),
                List.of("parent", "=", Wire.object().nullNode())), Paging.all(), List.of("rate"))) {
            rates.put(Wire.id(tax), Wire.decimal(tax.path("rate")));
        }
        List<String> regions = tryton.search("country.subdivision", List.of(List.of("country.code", "in",
                countries(tryton))), Paging.all(), List.of("code")).stream()
                .flatMap(row -> Wire.text(row, "code").stream()).map(code -> code.substring(code.indexOf('-') + 1))
                .distinct().toList();
        List<TaxRate> all = new ArrayList<>();
        for (JsonNode category : tryton.search("product.category", List.of(List.of("accounting", "=", true)),
                Paging.all(), List.of("name", "customer_taxes_used"))) {
            List<Long> taxes = Wire.ids(category.path("customer_taxes_used"));
            if (rates.keySet().containsAll(taxes)) {
                BigDecimal rate = taxes.stream().map(id -> rates.getOrDefault(id, BigDecimal.ZERO))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                regions.forEach(region -> all.add(new TaxRate(region, Wire.needed(category, "name"), rate)));
            }
        }
        return all;
    }

    private static List<String> countries(Conversation tryton) {
        return Arrays.stream(tryton.system().setting("countries").orElse("US").split(",")).map(String::strip).toList();
    }
}
