package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.Gtin;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Packs;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.SupplierId;
import io.crossdock.canonical.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A {@code product.product} as an item. Tryton converts units of one kind by factors that are the same for all products,
 * so every item that is counted is sold in every counted unit that the settings name.
 *
 * @param uoms the units there by their numbers
 */
record ProductRows(Units units, Map<Long, JsonNode> uoms) {

    private static final String SUPPLIERS = "template.product_suppliers.";
    private static final List<String> FIELDS = List.of("code", "template.name", "template.account_category.name", "active",
            "salable", "default_uom", "default_uom.name", "weight", "weight_uom", "identifiers.code", "lead_time");

    /** There with the modules that have suppliers ship what is sold. */
    private static final List<String> SUPPLY = List.of("template.supply_on_sale", SUPPLIERS + "product",
            SUPPLIERS + "sequence", SUPPLIERS + "code", SUPPLIERS + "lead_time", SUPPLIERS + "drop_shipment",
            SUPPLIERS + "party.code");

    private static final int FACTOR_DECIMALS = 6;
    private static final int WEIGHT_DECIMALS = 6;
    private static final String NO_TAX_CLASS = "none";

    static ProductRows of(Conversation tryton) {
        return new ProductRows(Units.of(tryton.system()), tryton.search("product.uom", List.of(), Paging.all(),
                List.of("name", "category", "factor")).stream().collect(Collectors.toMap(Wire::id, row -> row)));
    }

    static List<String> fields(Conversation tryton) {
        return DropShipments.known(tryton)
                ? Stream.concat(FIELDS.stream(), SUPPLY.stream()).toList() : FIELDS;
    }

    Item item(JsonNode row) {
        Unit base = units.base(row);
        Packs packs = new Packs(base, factors(uom(row, "default_uom"), base));
        List<Item.Barcode> barcodes = Wire.beyond(row, "identifiers").valueStream()
                .flatMap(each -> Wire.text(each, "code").flatMap(Gtin::parse).stream())
                .map(gtin -> new Item.Barcode(gtin, base)).toList();
        JsonNode template = Wire.beyond(row, "template");
        Optional<Item.Supply> supply = supply(row);
        return new Item(new Sku(Wire.needed(row, "code")), Wire.needed(template, "name"), sold(row)
                ? Item.Status.ACTIVE : Item.Status.DISCONTINUED, packs, barcodes, weight(row), taxClass(template),
                Set.of(Account.EVERYTHING), Duration.ofDays(Duration.ofSeconds(
                        row.path("lead_time").path("seconds").asLong(0)).toDays()),
                supply.isPresent() ? Item.Stocking.DROP_SHIP : Item.Stocking.STOCKED, supply, Optional.empty(),
                Optional.empty());
    }

    /** Of the supplier whom Tryton asks first, if it is bought when it is sold and goes from there to the buyer. */
    private static Optional<Item.Supply> supply(JsonNode row) {
        JsonNode template = Wire.beyond(row, "template");
        if (!template.path("supply_on_sale").asBoolean(false)) {
            return Optional.empty();
        }
        return Wire.beyond(template, "product_suppliers").valueStream()
                .filter(each -> !each.path("product").isIntegralNumber() || each.path("product").asLong() == Wire.id(row))
                .min(Comparator.comparing((JsonNode each) -> each.path("sequence").asLong(0)).thenComparing(Wire::id))
                .filter(each -> each.path("drop_shipment").asBoolean(false))
                .flatMap(each -> Wire.text(Wire.beyond(each, "party"), "code").flatMap(SupplierId::parse)
                        .map(supplier -> new Item.Supply(supplier, Wire.text(each, "code")
                                .orElseGet(() -> Wire.needed(row, "code")), Duration.ofDays(Duration.ofSeconds(
                                        each.path("lead_time").path("seconds").asLong(0)).toDays()))));
    }

    private static boolean sold(JsonNode row) {
        return row.path("active").asBoolean(true) && row.path("salable").asBoolean(false);
    }

    static String taxClass(JsonNode template) {
        return Wire.text(Wire.beyond(template, "account_category"), "name").orElse(NO_TAX_CLASS);
    }

    private JsonNode uom(JsonNode row, String field) {
        return Optional.ofNullable(uoms.get(row.path(field).asLong(0))).orElseThrow(() ->
                new IllegalArgumentException("its " + field + " is not there"));
    }

    /** Of the same kind, and holding a number of base units that can be written down. */
    private Map<Unit, BigDecimal> factors(JsonNode base, Unit baseUnit) {
        Map<Unit, BigDecimal> factors = new HashMap<>();
        for (JsonNode uom : uoms.values()) {
            Optional<Unit> unit = Wire.text(uom, "name").flatMap(units::unit);
            if (unit.isPresent() && !unit.get().equals(baseUnit)
                    && uom.path("category").asLong(-1) == base.path("category").asLong(-2)) {
                BigDecimal ours = Wire.decimal(uom.path("factor"));
                BigDecimal theirs = Wire.decimal(base.path("factor"));
                BigDecimal factor = ours.divide(theirs, FACTOR_DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
                if (factor.signum() > 0 && factor.multiply(theirs).compareTo(ours) == 0) {
                    factors.put(unit.get(), factor);
                }
            }
        }
        return factors;
    }

    private Quantity weight(JsonNode row) {
        Optional<BigDecimal> weight = Wire.optionalDecimal(row.path("weight"));
        if (weight.isEmpty() || !row.path("weight_uom").isIntegralNumber()) {
            return Quantity.zero(Unit.KILOGRAM);
        }
        return new Quantity(weight.get().multiply(Wire.decimal(uom(row, "weight_uom").path("factor")))
                .setScale(WEIGHT_DECIMALS, RoundingMode.HALF_EVEN), Unit.KILOGRAM);
    }
}
